//! The arguments that FROM may use.

use std::ops::Range;

use crate::build::dockerfile::Step;
use crate::syntax::dockerfile::ast::Word;
use crate::syntax::dockerfile::expand;

/// Arguments BuildKit has without a declaration.
const PREDEFINED: [&str; 11] = [
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDOSVERSION",
    "BUILDARCH",
    "BUILDVARIANT",
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETOSVERSION",
    "TARGETARCH",
    "TARGETVARIANT",
    "TARGETSTAGE",
];

/// The variables of a word of FROM that nothing declares, with their bytes.
pub fn undeclared(step: &Step, word: &Word) -> Vec<(String, Range<usize>)> {
    let mut names = expand::variables(&word.value, step.file.tree.escape);
    names.retain(|(name, _)| {
        step.file.globals.definitions(name).is_empty() && !PREDEFINED.contains(&name.as_str())
    });
    names
}
