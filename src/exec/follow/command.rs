//! Every command that a process runs on its way, for rules that ask for more than the port.

use std::cell::RefCell;
use std::sync::Arc;

use super::argv::Argv;
use super::file;
use super::program::spelling;
use super::scope::Scope;
use crate::base::source::{Place, Source, Span};
use crate::build::dockerfile;
use crate::build::filesystem::{Absence, Found, LineEnds};
use crate::exec::{Launch, Step, Verdict};
use crate::syntax::shell::{Dialect, Effective, effective};
use crate::tables::servers::Server;

/// A command that a process runs.
#[derive(Debug, Clone)]
pub struct Ran {
    /// The whole command.
    pub place: Place,
    /// The word that names the program, behind `exec`, `env` and the like.
    pub program: Place,
    /// The program's file name; empty where it is not known.
    pub name: String,
    /// Its arguments, as far as they are literal; not more than a few.
    pub args: Vec<String>,
    /// The wrappers before it, the outermost first.
    pub via: Vec<(&'static str, Place)>,
    /// Whether it may not run.
    pub conditional: bool,
    /// Whether the shell does not wait for it.
    pub background: bool,
    /// Whether the process does not get further when it fails.
    pub fatal: bool,
    /// Whether it may fail: `|| true`.
    pub excused: bool,
    /// The server it is, if it is one of the table.
    pub server: Option<&'static Server>,
    /// Where that server's port, or that of a program that listens, comes from, unless the command puts a number into `PORT`.
    pub verdict: Option<Verdict>,
    /// Whether it is a program of the repository that plainly listens.
    pub listens: bool,
    /// Whether that server sends itself to the background.
    pub goes_away: bool,
    /// The file that it starts, if it starts one by its path.
    pub script: Option<Script>,
    /// The commands of other files that lead to it, the outermost first.
    pub steps: Vec<Step>,
    /// Number of the command that leads to it.
    pub by: Option<usize>,
}

/// A file that a command starts.
#[derive(Debug, Clone)]
pub struct Script {
    /// Its path in the image, from `/`.
    pub path: String,
    /// The word that names it.
    pub word: Place,
    /// What is there.
    pub found: Found,
    /// Who starts it.
    pub by: By,
    /// Why it is not there, where that is certain.
    pub absence: Option<Absence>,
    /// Whether it may be started by itself in the image; `None` when that cannot be known.
    pub executable: Option<bool>,
    /// Its line ends in the image.
    pub line_ends: LineEnds,
    /// Number of the COPY or ADD that brings it from the context, where its mode or its line ends are of interest.
    pub brought_by: Option<usize>,
}

/// Who starts a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The system, as nothing else reads the words.
    System,
    /// The system, for a shell.
    Itself,
    /// A shell, which is given the file.
    Shell,
    /// Another interpreter, which is given the file.
    Interpreter,
    /// Nobody: it is a folder that the shell changes to.
    Nobody,
}

/// How a command stands in its text.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// Whether it may not run.
    pub conditional: bool,
    /// Whether the shell does not wait for it.
    pub background: bool,
    /// Whether what comes after it does not run when it fails.
    pub fatal: bool,
    /// Whether something else runs when it fails.
    pub excused: bool,
    /// Whether its text is a file of its own.
    pub in_file: bool,
}

impl Manner {
    /// That of a command which the system runs.
    pub const ALONE: Manner =
        Manner { conditional: false, background: false, fatal: true, excused: false, in_file: false };
}

/// Words by which a server only tells something.
pub const ASKS: &[&str] = &[
    "--version",
    "-version",
    "version",
    "-v",
    "-V",
    "--help",
    "-h",
    "help",
    "-t",
    "-T",
    "-M",
    "-S",
    "--check",
    "--check-config",
    "--print-config",
    "--dry-run",
    "validate",
    "fmt",
    "adapt",
    "list-modules",
    "hash-password",
    "build-info",
    "environ",
    "add-package",
    "configtest",
];
/// Commands of one process that are kept.
const MOST: usize = 2_000;
/// Arguments of one command that are kept.
pub const MOST_ARGUMENTS: usize = 100;

/// The commands so far, in the order in which they run.
#[derive(Debug, Default)]
pub struct Trace {
    commands: RefCell<Vec<Ran>>,
}

impl Trace {
    /// All commands.
    pub fn finish(self) -> Vec<Ran> {
        self.commands.into_inner()
    }

    /// Whether no more commands are kept.
    fn is_full(&self) -> bool {
        self.commands.borrow().len() >= MOST
    }

    /// Notes a command and, behind it, all that it leads to.
    pub fn note(&self, ran: Option<Ran>, manner: Manner, follow: impl FnOnce() -> Launch) -> Launch {
        let Some(ran) = ran else { return follow() };
        let at = self.commands.borrow().len();
        self.commands.borrow_mut().push(ran);
        let launch = follow();
        let mut commands = self.commands.borrow_mut();
        let Some((own, inner)) = commands.get_mut(at..).and_then(<[Ran]>::split_first_mut) else {
            return launch;
        };
        own.listens = inner.is_empty() && launch.listens;
        if inner.is_empty() && (launch.steps.is_empty() || launch.listens) {
            own.server = launch.server;
            let known = launch.overridden.is_none() && (launch.server.is_some() || launch.listens);
            own.verdict = known.then(|| launch.verdict.clone());
            let words: Vec<String> = std::iter::once(&own.name).chain(&own.args).cloned().collect();
            own.goes_away = launch.server.is_some_and(|server| server.goes_away(&words));
        }
        for one in inner {
            one.by.get_or_insert(at);
            one.conditional |= own.conditional;
            one.background |= own.background;
            one.fatal &= own.fatal;
            one.excused |= own.excused;
            if manner.in_file {
                one.steps.insert(0, Step::new(own.place.clone()));
            }
        }
        launch
    }
}

impl Ran {
    /// A command line; `None` where it names no program, or enough are kept already.
    pub fn new(argv: Argv<'_>, scope: &Scope, place: Option<Place>, manner: Manner) -> Option<Ran> {
        if scope.trace.is_full() {
            return None;
        }
        let found = effective(argv.words);
        let word = found.word?;
        let at = argv.words.len().checked_sub(found.args.len() + 1)?;
        let whole = || argv.line_of(at).iter().map(|word| word.span).reduce(Span::join).unwrap_or(word.span);
        let via = (found.via.iter()).filter_map(|via| {
            let at = argv.words.iter().position(|word| std::ptr::eq(word, via.word))?;
            Some((via.name, Place::new(argv.source(at), via.word.span)))
        });
        Some(Ran {
            place: place.unwrap_or_else(|| Place::new(argv.source(at), whole())),
            program: Place::new(argv.source(at), word.span),
            name: found.program.clone(),
            args: found.args.iter().take(MOST_ARGUMENTS).map(spelling).collect(),
            via: via.collect(),
            conditional: manner.conditional,
            background: manner.background,
            fatal: manner.fatal,
            excused: manner.excused,
            server: None,
            verdict: None,
            listens: false,
            goes_away: false,
            script: Script::of(&found, at, argv, scope),
            steps: Vec::new(),
            by: None,
        })
    }

    /// Whether it starts a web server, or a program that is one, and does not only ask one for its version or its configuration.
    pub fn serves(&self) -> bool {
        let through = |name: &str| self.via.iter().any(|(via, _)| *via == name);
        let listens = self.listens || self.server.is_some_and(Server::listens);
        listens && !self.has(ASKS) && !through("timeout")
    }

    /// What it starts, for messages: the server's name, or the program's.
    pub fn what(&self) -> &str {
        match self.server {
            Some(server) if !self.listens => server.name,
            _ => &self.name,
        }
    }

    /// Whether an argument is one of these.
    pub fn has(&self, words: &[&str]) -> bool {
        self.args.iter().any(|arg| words.contains(&arg.as_str()))
    }

    /// The first argument that is no option.
    pub fn first(&self) -> &str {
        self.args.iter().find(|arg| !arg.starts_with('-')).map_or("", String::as_str)
    }
}

impl Script {
    /// The file of the repository.
    pub fn source(&self) -> Option<&Arc<Source>> {
        match &self.found {
            Found::File(source) => Some(source),
            _ => None,
        }
    }

    /// Whether the system starts it, by its first line.
    pub fn is_direct(&self) -> bool {
        matches!(self.by, By::System | By::Itself)
    }

    /// The file that a command line names, `at` being the index of its program.
    fn of(found: &Effective<'_>, at: usize, argv: Argv<'_>, scope: &Scope) -> Option<Script> {
        if found.script.is_some() {
            return None;
        }
        let (by, index, word) = match Dialect::of(&found.program) {
            Dialect::Other if matches!(found.program.as_str(), "cd" | "pushd") => {
                (By::Nobody, at + 1, found.args.first()?)
            }
            Dialect::Other => match file::interpreted_word(&found.program, found.args) {
                Some(index) => (By::Interpreter, at + 1 + index, found.args.get(index)?),
                None => (if argv.shell { By::Itself } else { By::System }, at, found.word?),
            },
            _ => {
                let index = file::script_word(found.args)?;
                (By::Shell, at + 1 + index, found.args.get(index)?)
            }
        };
        let named = word.literal()?;
        // A whole text in one word is no path: an entrypoint gets it as its one argument.
        if named.contains(char::is_whitespace) && by != By::Nobody {
            return None;
        }
        let (path, there) = place_of(&named, by, scope)?;
        let source = match &there {
            Found::File(source) => Some(source),
            _ => None,
        };
        let started = matches!(by, By::System | By::Itself);
        let executable = source.filter(|_| started).and_then(|it| scope.files.executable(it, &path));
        Some(Script {
            absence: match there {
                Found::Missing if by == By::Nobody => scope.files.absence_of_folder(&path),
                Found::Missing => scope.files.absence(&path),
                Found::File(ref source) => scope.files.not_in_git(source),
                _ => None,
            },
            executable,
            line_ends: source.map_or(LineEnds::Lines, |it| scope.files.line_ends(it, &path)),
            brought_by: (executable == Some(false)).then(|| scope.files.brought_by(&path)).flatten(),
            word: Place::new(argv.source(index), word.span),
            path,
            found: there,
            by,
        })
    }
}

/// The path in the image, and what is there. A bare name is looked up where the shell does.
fn place_of(named: &str, by: By, scope: &Scope) -> Option<(String, Found)> {
    if named.contains('/') || matches!(by, By::Shell | By::Interpreter | By::Nobody) {
        let path = dockerfile::join(scope.folder.as_deref(), named)?;
        let found = scope.find(named);
        return Some((path, found));
    }
    let (path, source) = scope.files.program_at(named)?;
    Some((path, Found::File(source)))
}
