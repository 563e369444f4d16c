//! Files that are written by the tests and kept in the repository.
//!
//! Targets outside the library take this in with `#[path = "../src/golden.rs"] mod golden;`.

#![allow(clippy::disallowed_methods, reason = "tests read and write the repository")]

use std::path::Path;

/// Compares a file of the repository, `path` from its root, with what it should hold; `UPDATE=1 cargo test` writes it.
///
/// # Panics
/// When they differ.
pub fn check(path: &str, expected: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let actual = std::fs::read_to_string(&file).unwrap_or_default();
    if actual == expected {
        return;
    }
    assert!(std::env::var_os("UPDATE").is_some(), "{path} is out of date: run `UPDATE=1 cargo test`");
    let written = std::fs::create_dir_all(file.parent().unwrap_or(&file))
        .and_then(|()| std::fs::write(&file, expected));
    assert!(written.is_ok(), "{path} cannot be written: {written:?}");
}
