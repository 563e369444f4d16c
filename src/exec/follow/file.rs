//! Programs that are files of the repository: scripts, by the interpreter they are for.

use std::rc::Rc;
use std::sync::Arc;

use super::argv::Argv;
use super::program;
use super::program::spelling;
use super::scope::Scope;
use super::script;
use super::script::Code;
use crate::base::source::{Place, Source, Span, Text};
use crate::build::dockerfile;
use crate::build::filesystem::Found;
use crate::exec::listen::source;
use crate::exec::{Launch, Step};
use crate::syntax::shell::{Dialect, Word, effective, interpreter};

/// Follows a program by its path in the image, or by its name on the search path; `None` where that is no file of the
/// repository.
///
/// # Errors
/// Says why it cannot be told which file it is.
pub fn program(path: &str, argv: Argv<'_>, scope: &Scope) -> Result<Option<Launch>, String> {
    let found = match path.contains('/') {
        true => scope.find(path),
        false => scope.files.program(path).map_or(Found::Missing, Found::File),
    };
    match found {
        Found::File(source) => Ok(interpreted(&source, argv, scope)),
        Found::Unknown(why) => Err(format!("`{path}` {why}")),
        Found::Folder(_) | Found::Missing => Ok(None),
    }
}

/// Follows `sh start.sh`: the script a shell is given as a file. `None` where it is given none, or none that is known.
///
/// # Errors
/// Says why it cannot be told which file it is.
pub fn of_shell(dialect: Dialect, argv: Argv<'_>, scope: &Scope) -> Result<Option<Launch>, String> {
    let at = argv.words.get(1..).and_then(script_word).map_or(usize::MAX, |at| at + 1);
    let Some(path) = argv.words.get(at).and_then(Word::literal) else { return Ok(None) };
    match scope.find(&path) {
        Found::File(source) => Ok(Some(shell(&source, dialect, argv.from(at), scope))),
        Found::Unknown(why) => Err(format!("`{path}` {why}")),
        Found::Folder(_) | Found::Missing => Ok(None),
    }
}

/// Whether a command line starts a shell script of the repository.
pub fn is_known(words: &[Word], scope: &Scope) -> bool {
    let found = effective(words);
    let path = match Dialect::of(&found.program) {
        Dialect::Other => Some(found.path().into_owned()),
        _ => {
            script_word(found.args).and_then(|at| found.args.get(at)?.literal()).map(|path| path.into_owned())
        }
    };
    let file = path.map(|path| match path.contains('/') || found.word.is_none_or(|word| !word.is(&path)) {
        true => scope.find(&path),
        false => scope.files.program(&path).map_or(Found::Missing, Found::File),
    });
    let Some(Found::File(source)) = file else { return false };
    interpreter(source.text()).is_none_or(|program| Dialect::of(program) != Dialect::Other)
}

/// Index of the first word that is neither an option nor the value of one.
pub fn script_word(args: &[Word]) -> Option<usize> {
    let mut at = 0;
    loop {
        let word = spelling(args.get(at)?);
        if !word.starts_with(['-', '+']) {
            return Some(at);
        }
        at += if word.ends_with(['o', 'O']) && !word.starts_with("--") { 2 } else { 1 };
    }
}

/// Index of the file among the arguments of an interpreter; `None` where the program is none, or is given none.
pub fn interpreted_word(program: &str, args: &[Word]) -> Option<usize> {
    let (_, valued) = INTERPRETERS.iter().find(|(name, _)| *name == program)?;
    let mut at = 0;
    loop {
        let word = args.get(at)?.literal()?;
        match word.strip_prefix('-') {
            None => return Some(at),
            // The program itself, or a module of it.
            Some("c" | "m" | "e" | "p" | "r" | "-eval" | "-print" | "") => return None,
            Some(_) => at += if valued.contains(&word.as_ref()) { 2 } else { 1 },
        }
    }
}

/// Programs that read a file of the project, each with the options that take the next word.
const INTERPRETERS: &[(&str, &[&str])] = &[
    ("python", &["-W", "-X"]),
    ("python3", &["-W", "-X"]),
    ("node", &["--require", "--import", "--loader", "--experimental-loader", "-C", "--env-file", "--title"]),
    ("ruby", &["-I", "-C"]),
    ("php", &["-d", "-t"]),
    ("perl", &["-I"]),
];

/// A file by the interpreter in its first line; without one a shell reads it.
fn interpreted(source: &Arc<Source>, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let Some(interpreter) = interpreter(source.text()) else {
        // `uv run app.py`
        let text = source::text(source, argv, scope);
        return Some(text.unwrap_or_else(|| shell(source, Dialect::Sh, argv, scope)));
    };
    match Dialect::of(interpreter) {
        Dialect::Other => program::by_interpreter(interpreter, argv, scope),
        dialect => Some(shell(source, dialect, argv, scope)),
    }
}

/// Follows a shell script with its arguments, the script itself the first word.
fn shell(source: &Arc<Source>, dialect: Dialect, argv: Argv<'_>, scope: &Scope) -> Launch {
    let Some(mut inner) = scope.enter(source.path()) else {
        return Launch::unknown(format!("`{}` starts itself, or too many others", source.path()));
    };
    inner.args = Some(Rc::new(argv.from(1).freeze(scope)));
    let called = argv.words.first().and_then(Word::literal);
    inner.file = called.as_deref().and_then(|path| script_path(path, scope));
    inner.zero = match called {
        Some(path) if path.contains('/') => Some(path.into_owned()),
        _ => inner.file.clone(),
    };
    let text = lines(source.text());
    let code = Code { text: &text, dialect, source, depth: argv.depth + 1 };
    script::of_file(code, &inner)
}

/// The path of a script in the image.
fn script_path(path: &str, scope: &Scope) -> Option<String> {
    let beside = dockerfile::join(scope.folder.as_deref(), path);
    match path.contains('/') || matches!(scope.find(path), Found::File(_)) {
        true => beside,
        false => scope.files.program_at(path).map(|(path, _)| path),
    }
}

/// The text without carriage returns before line ends: what is meant, whatever the shell makes of them.
fn lines(text: &str) -> Text {
    let mut out = Text::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match line.strip_suffix("\r\n") {
            Some(bare) => {
                out.push(bare, Span::new(at, at + bare.len()));
                out.push("\n", Span::new(end - 1, end));
            }
            None => out.push(line, Span::new(at, end)),
        }
        at = end;
    }
    out
}

impl Launch {
    /// Puts a command on the way before those that are known already.
    pub fn through(mut self, place: Place) -> Launch {
        self.steps.insert(0, Step::new(place));
        self
    }
}
