//! Whole projects with all default rules: each holds what is said of it (`expected.txt`) and what its fixes change
//! (`expected.diff`). One that holds neither is clean.

use std::path::{Path, PathBuf};

use dynolint::Config;
use dynolint::Diagnostic;
use dynolint::Disk;
use dynolint::internals::fix;

use crate::support::{expect_file, root, text};

fn projects() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("fixtures")).expect("fixtures/ is there");
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.expect("it can be read").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn findings(folder: &Path) -> Vec<Diagnostic> {
    let tree = Disk::new(folder, folder).expect("the fixture can be read");
    let projects = dynolint::internals::load(&tree, &[String::new()]);
    assert!(!projects.is_empty(), "{}: no project", folder.display());
    let mut found: Vec<Diagnostic> =
        projects.iter().flat_map(|project| dynolint::internals::lint(project, &Config::default())).collect();
    dynolint::internals::sort(&mut found);
    found
}

/// Compares a file, where nothing expected means no file.
fn expect(path: &Path, wanted: &str) {
    if !wanted.is_empty() || path.exists() {
        assert!(
            !wanted.is_empty()
                || !path.exists()
                || !crate::support::update()
                || std::fs::remove_file(path).is_ok()
        );
        if path.exists() || !wanted.is_empty() {
            expect_file(path, wanted);
        }
    }
}

#[test]
fn every_project_gives_what_it_holds() {
    for folder in projects() {
        let found = findings(&folder);
        expect(&folder.join("expected.txt"), &text(&found));
        let plan = fix::plan(&found, false);
        let diff: String =
            plan.files.iter().map(|(path, (source, new))| fix::diff(source.text(), new, path)).collect();
        expect(&folder.join("expected.diff"), &diff);
    }
}
