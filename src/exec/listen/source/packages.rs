//! The files that a compiler makes a program of.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use super::code::{Code, Phrase};
use super::token::Kind;
use crate::base::path;
use crate::base::source::Source;
use crate::build::filesystem::Reader;
use crate::tables::languages::{Language, go};

/// The most files of one program that are read.
const MOST: usize = 400;
/// Folders with files that are no part of a program.
const APART: &[&str] = &[
    "test",
    "tests",
    "testdata",
    "benches",
    "examples",
    "example",
    "target",
    "vendor",
    "third_party",
    "node_modules",
];

/// The files of a program.
#[derive(Debug, Default)]
pub struct Files {
    /// Those that were read.
    pub codes: Vec<Code>,
    /// Whether they are all of them.
    pub complete: bool,
    /// Whether several programs are made of them: it is not known which one is started.
    pub several: bool,
}

/// Reads the files of a project in `folder`, of which `target` is compiled: a folder, or a file.
pub fn files(language: &'static Language, folder: &str, target: &str, reader: &Reader<'_>) -> Files {
    let all = reader.walk(folder);
    let own = |path: &&String| {
        let below = path::below(path, folder).unwrap_or(path);
        let apart = below.split('/').rev().skip(1).any(|part| APART.contains(&part));
        language.extensions.iter().any(|end| path.ends_with(end)) && !apart && !path.ends_with("_test.go")
    };
    let all: Vec<&String> = all.iter().filter(own).collect();
    match std::ptr::eq(language, &go::ROW) {
        true => imported(folder, target, &all, reader),
        false => whole(language, &all, reader),
    }
}

/// All files of a project.
fn whole(language: &'static Language, all: &[&String], reader: &Reader<'_>) -> Files {
    let sources: Vec<Arc<Source>> = all.iter().take(MOST).filter_map(|path| reader.read(path)).collect();
    let codes: Vec<Code> = sources.iter().map(|source| Code::new(source, language)).collect();
    let mains: Vec<Phrase> = language.mains.iter().map(|main| Phrase::new(main, language)).collect();
    let is_main = |code: &&Code| (0..code.len()).any(|at| code.fits_any(&mains, at).is_some());
    let several = codes.iter().filter(is_main).count() > 1;
    Files { complete: codes.len() == all.len(), several, codes }
}

/// The packages of Go that a package imports, and so on.
fn imported(folder: &str, target: &str, all: &[&String], reader: &Reader<'_>) -> Files {
    let module = reader.read(&path::join(folder, "go.mod")).and_then(|source| module(source.text()));
    let first = if target.ends_with(".go") { path::parent(target).unwrap_or("") } else { target };
    let complete = module.is_some() || target.ends_with(".go");
    let mut files = Files { complete, ..Files::default() };
    let mut seen = BTreeSet::from([first.to_owned()]);
    let mut waiting = VecDeque::from([first.to_owned()]);
    while let Some(package) = waiting.pop_front() {
        let own = |path: &&&String| match target.ends_with(".go") && package == first {
            true => path.as_str() == target,
            false => path::parent(path).unwrap_or("") == package,
        };
        for path in all.iter().filter(own) {
            let Some(source) = reader.read(path).filter(|_| files.codes.len() < MOST) else {
                files.complete = false;
                continue;
            };
            let code = Code::new(&source, &go::ROW);
            for name in imports(&code, module.as_deref().unwrap_or("\0")) {
                let package = path::join(folder, &name);
                let package = package.trim_end_matches('/').to_owned();
                if seen.insert(package.clone()) {
                    waiting.push_back(package);
                }
            }
            files.codes.push(code);
        }
    }
    // Where nothing of the package is seen, anything may be it.
    files.complete &= !files.codes.is_empty();
    files
}

/// The module's path in go.mod.
fn module(text: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.trim().strip_prefix("module "))?;
    Some(line.trim().trim_matches('"').to_owned())
}

/// The folders of the module that a file imports.
fn imports(code: &Code, module: &str) -> Vec<String> {
    let texts = (0..code.len()).filter(|at| code.kind(*at) == Some(Kind::Text)).map(|at| code.text(at));
    texts.filter_map(|text| path::below(text, module)).map(str::to_owned).collect()
}
