//! The files of the repository that a program consists of.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use super::code::{Code, Phrase};
use super::token::Kind;
use crate::base::path;
use crate::base::source::Source;
use crate::build::filesystem::Reader;
use crate::files::Kind as FileKind;
use crate::tables::languages::Language;

/// The most files of one program that are read.
const MOST: usize = 300;
/// The most modules that one file may name.
const MOST_NAMES: usize = 1000;
/// Folders around a file in which a module may lie.
const MOST_FOLDERS: usize = 6;

/// A program, as far as it stands in the repository.
#[derive(Debug)]
pub struct Program {
    /// Its files, the one that is started first.
    pub files: Vec<Code>,
    /// Whether all files that it names are among them.
    pub complete: bool,
}

/// Reads a file and those it imports, and so on.
pub fn gather(entry: &Arc<Source>, language: &'static Language, reader: &Reader<'_>) -> Program {
    let mut program = Program { files: Vec::new(), complete: true };
    let phrases: Vec<Phrase> = language.imports.iter().map(|row| Phrase::new(row, language)).collect();
    let mut seen = HashSet::from([entry.path().to_owned()]);
    let mut waiting = VecDeque::from([Arc::clone(entry)]);
    while let Some(source) = waiting.pop_front() {
        if program.files.len() == MOST {
            program.complete = false;
            break;
        }
        let code = Code::new(&source, language);
        let found = if language.modules { modules(&code) } else { names(&code, &phrases) };
        for name in found {
            let import = match language.modules {
                true => module(&name, source.path(), language, reader),
                false => resolve(&name, source.path(), language, reader),
            };
            match import {
                Import::File(path) if seen.contains(&path) => {}
                Import::File(path) => {
                    let found = reader.read(&path);
                    program.complete &= found.is_some();
                    waiting.extend(found);
                    seen.insert(path);
                }
                Import::Missing => program.complete = false,
                Import::Elsewhere => {}
            }
        }
        program.files.push(code);
    }
    program
}

/// The names that a file imports.
fn names(code: &Code, phrases: &[Phrase]) -> Vec<String> {
    let named = |at: usize| {
        let found = code.fits_any(phrases, at)?;
        let name = code.text(found.end);
        let relative = code.is(at, "require_relative") && !name.starts_with('.');
        let name = if relative { format!("./{name}") } else { name.to_owned() };
        (code.kind(found.end) == Some(Kind::Text)).then_some(name)
    };
    (0..code.len()).filter_map(named).collect()
}

/// The modules that a file may import: `import a.b`, `from ..a import b`, where `b` may be a module too.
fn modules(code: &Code) -> Vec<String> {
    let mut found = Vec::new();
    for at in (0..code.len())
        .filter(|at| code.is_any(*at, &["import", "from"]) && (*at == 0 || code.begins_line(*at)))
    {
        let (from, mut next) = dotted(code, at + 1);
        let several = code.is(at, "from");
        if !several || !from.trim_matches('.').is_empty() {
            found.push(from.clone());
        }
        if several && code.is(next, "import") {
            next += 1 + usize::from(code.is(next + 1, "("));
        } else if !code.is(next, ",") {
            continue;
        }
        let stem = if several { format!("{}.", from.trim_end_matches('.')) } else { String::new() };
        let stem = if from.ends_with('.') { from.clone() } else { stem };
        while found.len() < MOST_NAMES && (code.is(next, ",") || code.kind(next) == Some(Kind::Word)) {
            let (name, behind) = dotted(code, next + usize::from(code.is(next, ",")));
            found.push(format!("{stem}{name}"));
            next = if code.is(behind, "as") { behind + 2 } else { behind };
            if !code.is(next, ",") {
                break;
            }
        }
    }
    found
}

/// A name with dots that begins at a token, and the token behind it.
fn dotted(code: &Code, from: usize) -> (String, usize) {
    let mut at = from;
    let mut name = String::new();
    loop {
        let word = code.kind(at) == Some(Kind::Word) && !code.is(at, "import");
        if !code.is(at, ".") && (!word || name.ends_with(|last: char| last != '.')) {
            return (name, at);
        }
        name.push_str(code.text(at));
        at += 1;
    }
}

/// Where a module lies: dots in front of its name lead to folders above, other names to a folder around its file.
fn module(name: &str, from: &str, language: &Language, reader: &Reader<'_>) -> Import {
    let bare = name.trim_start_matches('.');
    let up = name.len() - bare.len();
    let own = path::parent(from).unwrap_or("");
    let folders = path::ancestors(own).skip(up.saturating_sub(1));
    let folders = folders.take(if up > 0 { 1 } else { MOST_FOLDERS });
    let tail = bare.replace('.', "/");
    for folder in folders {
        let mut paths =
            language.endings.iter().skip(1).map(|end| path::join(folder, &format!("{tail}{end}")));
        if let Some(path) = paths.find(|path| reader.kind(path) == Some(FileKind::File)) {
            return Import::File(path);
        }
    }
    Import::Elsewhere
}

/// What an imported name leads to.
enum Import {
    /// A file of the repository that can be read as the language.
    File(String),
    /// A file that should be there.
    Missing,
    /// A package, or a file of another kind.
    Elsewhere,
}

fn resolve(name: &str, from: &str, language: &Language, reader: &Reader<'_>) -> Import {
    let folder = path::parent(from).unwrap_or("");
    let own = name.starts_with('.') || ["@/", "~/", "#"].iter().any(|mark| name.starts_with(mark));
    let candidates = match name.starts_with('.') {
        true => path::resolve(folder, name).into_iter().collect(),
        false => from_roots(name.trim_start_matches(['@', '~', '#', '/']), own, folder, reader),
    };
    let mut paths = candidates.iter().flat_map(|path| with_endings(path, language));
    match paths.find(|path| reader.kind(path) == Some(FileKind::File)) {
        Some(path) if Language::of_file(&path).is_some_and(|own| std::ptr::eq(own, language)) => {
            Import::File(path)
        }
        None if own => Import::Missing,
        _ => Import::Elsewhere,
    }
}

/// Where a name that is not relative may lead: from the package's folder, or from its `src`.
fn from_roots(name: &str, own: bool, folder: &str, reader: &Reader<'_>) -> Vec<String> {
    let is_root = |folder: &&str| reader.kind(&path::join(folder, "package.json")).is_some();
    let Some(root) = path::ancestors(folder).find(is_root) else { return Vec::new() };
    let first = name.split('/').next().unwrap_or(name);
    let roots = [path::join(root, "src"), root.to_owned()];
    let there = |root: &String| own || reader.kind(&path::join(root, first)) == Some(FileKind::Folder);
    roots.iter().filter(|root| there(root)).map(|root| path::join(root, name)).collect()
}

/// The paths that a name may stand for. The source of `./a.js` may be `a.ts`.
fn with_endings(path: &str, language: &Language) -> impl Iterator<Item = String> {
    let bare = language.extensions.iter().find_map(|end| path.strip_suffix(end));
    let stems = [Some(path), bare].into_iter().flatten();
    stems.flat_map(|stem| language.endings.iter().map(move |end| format!("{stem}{end}")))
}
