//! The file that a program begins in: by its path, by the `main` of its package, or by what it is compiled from.

use std::sync::Arc;

use super::entries::Entries;
use crate::base::path;
use crate::base::source::Source;
use crate::build::dockerfile;
use crate::build::filesystem::Found;
use crate::exec::follow::scope::Scope;
use crate::tables::languages::Language;

/// Folders that compilers write to, where no configuration names one.
const OUTPUTS: &[&str] = &["dist", "build", "lib", "out", "output", "compiled", "built"];
/// The compiler's configurations, beside package.json.
const CONFIGURATIONS: &[&str] = &[
    "tsconfig.json",
    "tsconfig.build.json",
    "tsconfig.prod.json",
    "tsconfig.production.json",
    "tsconfig.server.json",
    "tsconfig.app.json",
];
/// Folders above one another in which package.json is looked for.
const HIGHEST: usize = 16;

/// The file of the repository at a path; `None` where nothing is known of the files.
///
/// # Errors
/// Says why it cannot be told which file it is.
pub fn find(language: &Language, path: &str, scope: &Scope) -> Result<Option<Arc<Source>>, String> {
    let main = match scope.find(path) {
        Found::Folder(_) => main(path, scope),
        _ => None,
    };
    let written = main.as_deref().unwrap_or(path);
    for end in language.endings {
        match scope.find(&format!("{written}{end}")) {
            Found::File(source) => return Ok(Some(source)),
            Found::Unknown(why) => return Err(format!("`{written}` {why}")),
            Found::Folder(_) | Found::Missing => {}
        }
    }
    match scope.files.reader() {
        Some(_) => compiled(language, written, scope).map(Some),
        None => Ok(None),
    }
}

/// The file that package.json of a folder names.
fn main(folder: &str, scope: &Scope) -> Option<String> {
    let folder = folder.trim_end_matches('/');
    let Found::File(package) = scope.find(&format!("{folder}/package.json")) else { return None };
    let main = Entries::read(&package).only("main")?;
    Some(format!("{folder}/{}", main.text().trim_start_matches("./")))
}

/// The file that one which is not in the repository is compiled from.
///
/// # Errors
/// Says that it is not there, or that it is not certain.
fn compiled(language: &Language, written: &str, scope: &Scope) -> Result<Arc<Source>, String> {
    let missing = || format!("`{written}` is not in the repository");
    let target = dockerfile::join(scope.folder.as_deref(), written).ok_or_else(missing)?;
    let (inside, folder) = package(&target, scope).ok_or_else(missing)?;
    let stem = target.strip_prefix(&inside).unwrap_or(&target).trim_start_matches('/');
    let stem = language.extensions.iter().find_map(|end| stem.strip_suffix(end)).unwrap_or(stem);
    let mut found: Vec<Arc<Source>> = Vec::new();
    for place in places(stem, &folder, scope) {
        let extensions = language.extensions.iter().map(|end| format!("{place}{end}"));
        let source = extensions.filter_map(|path| scope.files.reader()?.read(&path)).next();
        found.extend(source.filter(|source| found.iter().all(|other| other.path() != source.path())));
    }
    match found.len() {
        1 => found.pop().ok_or_else(missing),
        0 => Err(missing()),
        _ => Err(format!("`{written}` may be compiled from several files")),
    }
}

/// The package that a path in the image belongs to: its folder there, and from the tree's root.
fn package(target: &str, scope: &Scope) -> Option<(String, String)> {
    let inside = path::ancestors(path::parent(target)?).take(HIGHEST).find_map(|folder| {
        match scope.find(&format!("{folder}/package.json")) {
            Found::File(source) => Some((folder.to_owned(), source)),
            _ => None,
        }
    });
    inside.map(|(folder, source)| (folder, path::parent(source.path()).unwrap_or("").to_owned()))
}

/// Where the source of a compiled file may stand, without its ending.
fn places(stem: &str, folder: &str, scope: &Scope) -> Vec<String> {
    let mut found = Vec::new();
    for name in CONFIGURATIONS {
        let reader = scope.files.reader();
        let Some(source) = reader.and_then(|reader| reader.read(&path::join(folder, name))) else { continue };
        let entries = Entries::read(&source);
        let setting = |name| entries.only(name).and_then(|place| path::resolve("", place.text()));
        let Some(out) = setting("outDir") else { continue };
        if let Some(rest) = path::below(stem, &out) {
            match setting("rootDir") {
                Some(root) => found.push(path::join(folder, &path::join(&root, rest))),
                None => found.extend(likely(rest, folder)),
            }
        }
    }
    let (first, rest) = stem.split_once('/').unwrap_or(("", stem));
    if found.is_empty() && OUTPUTS.contains(&first) {
        found.extend(likely(rest, folder));
    }
    found
}

/// A file without its compiler's folder, in the package or in its `src`.
fn likely(rest: &str, folder: &str) -> [String; 2] {
    [path::join(folder, rest), path::join(folder, &path::join("src", rest))]
}
