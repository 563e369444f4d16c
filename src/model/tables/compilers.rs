//! Compilers: programs that make the program of an image out of the build context. Data only.

use super::languages::{Language, go, rust};

/// A command that makes a program.
#[derive(Debug)]
pub struct Compiler {
    /// The file name of the compiler.
    pub program: &'static str,
    /// The words of which one has to be among its arguments.
    pub commands: &'static [&'static str],
    /// The language of what it compiles.
    pub language: &'static Language,
    /// A file in the folder that it compiles, or in one above.
    pub marker: &'static str,
    /// Parts of the paths it writes to.
    pub outputs: &'static [&'static str],
}

/// The rows.
pub static COMPILERS: &[Compiler] = &[
    Compiler {
        program: "go",
        commands: &["build", "install"],
        language: &go::ROW,
        marker: "go.mod",
        outputs: &["/go/bin/"],
    },
    Compiler {
        program: "cargo",
        commands: &["build", "install", "rustc", "chef", "zigbuild", "auditable"],
        language: &rust::ROW,
        marker: "Cargo.toml",
        outputs: &["/target/", "/cargo/bin/"],
    },
];
