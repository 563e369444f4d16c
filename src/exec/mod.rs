//! Follows what a process starts to the port it listens on.
//!
//! ```text
//! started     entrypoint and command, as heroku.yml and the Dockerfile have them
//!   argv      the command line they come to: through `sh -c`, `exec`, `env`, …
//!   script    the command of a shell text that stays
//!   choose    the program that matters among several
//!   program   the server behind `bundle exec`, `python -m`, `npx`, …
//!   file      the scripts of the repository that are started on the way
//!   procfile  the processes of a Procfile that foreman and the like start
//!   make      the recipe of a target of a Makefile
//!   supervisor  the programs of supervisord's configuration
//!   package   the scripts of package.json
//!   tasks     what programs of npm start: `concurrently`, `nodemon`, `pm2-runtime`
//!   built     what a RUN compiles, to its program text
//!   source    program text of the repository, for the calls that listen
//!   bind      what its options and variables say, by the values of their words
//!   config    what its configuration says, where the image holds one of the repository
//!   judge     the verdict
//! launch      from $PORT, fixed, ignored or unknown
//! ```

pub mod follow;
pub mod followers;
pub mod listen;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::path;
use crate::base::source::{Place, Source, Span, Text};
use crate::build::filesystem::Files;
use crate::build::run_scripts::RunScript;
use crate::syntax::dockerfile::expand::Lookup;
use crate::syntax::shell;
use crate::tables::commands::MANAGERS;
use crate::tables::languages::Language;
use crate::tables::servers::Server;

pub use follow::command::{By, Ran, Script};

/// Entrypoint and command of a process, as far as they are known.
#[derive(Debug, Default)]
pub struct Started {
    /// The image's entrypoint.
    pub entrypoint: Option<Line>,
    /// The command of heroku.yml, or else the image's.
    pub command: Option<Line>,
}

/// An entrypoint or a command, in either form.
#[derive(Debug, Clone)]
pub enum Line {
    /// Words that reach the program as they are.
    Exec {
        /// The file.
        source: Arc<Source>,
        /// The words.
        words: Vec<Text>,
        /// The whole array.
        span: Span,
    },
    /// Text for `/bin/sh -c`.
    Shell {
        /// The file.
        source: Arc<Source>,
        /// The text.
        text: Text,
    },
}

impl Line {
    /// The exec form.
    pub fn exec(source: &Arc<Source>, words: Vec<Text>, span: Span) -> Line {
        Line::Exec { source: Arc::clone(source), words, span }
    }

    /// The shell form.
    pub fn shell(source: &Arc<Source>, text: Text) -> Line {
        Line::Shell { source: Arc::clone(source), text }
    }

    /// The file it stands in.
    pub fn source(&self) -> &Arc<Source> {
        match self {
            Line::Exec { source, .. } | Line::Shell { source, .. } => source,
        }
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        match self {
            Line::Exec { source, span, .. } => Place::new(source, *span),
            Line::Shell { source, text } => Place::new(source, text.span),
        }
    }

    /// Whether it only starts what it is given: `tini --`.
    pub fn is_wrapper(&self) -> bool {
        let Line::Exec { words, .. } = self else { return false };
        words.first().is_some_and(|word| shell::is_wrapper(path::name(&word.text)))
    }

    /// Its words, or its text on one line.
    pub fn text(&self) -> String {
        match self {
            Line::Exec { words, .. } => {
                words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
            }
            Line::Shell { text, .. } => text.text.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

/// The variables that ENV leaves in the image, each with the place of its name.
#[derive(Debug, Default)]
pub struct Environment {
    values: HashMap<String, (Lookup, Place)>,
}

impl Environment {
    /// Sets a variable, unless it is set already.
    pub fn set(&mut self, name: &str, value: &Lookup, place: Place) {
        self.values.entry(name.to_owned()).or_insert_with(|| (value.clone(), place));
    }

    /// What is known of a variable that the image sets, with its place.
    pub fn get(&self, name: &str) -> Option<(&Lookup, &Place)> {
        self.values.get(name).map(|(value, place)| (value, place))
    }
}

/// What a process comes to.
#[derive(Debug)]
pub struct Launch {
    /// Where its port comes from.
    pub verdict: Verdict,
    /// The server, if it is one of the table.
    pub server: Option<&'static Server>,
    /// The language of the program, where it is the text of the repository's own program that says where it listens.
    pub language: Option<&'static Language>,
    /// The name of the server's program, as far as it is one of the table.
    pub program: Option<Place>,
    /// Where it is told, or left, to listen on the loopback interface.
    pub loopback: Option<Loopback>,
    /// The number that the command itself puts into `PORT`.
    pub overridden: Option<Place>,
    /// Words with `$PORT` that no shell expands.
    pub not_expanded: Vec<Place>,
    /// Whether a shell expands the words of the server.
    pub expands: bool,
    /// The end of the server's last argument in a text for the shell: more can be added there.
    pub end: Option<Place>,
    /// Names of files that may say otherwise, `*` for anything: what rests on the server alone holds only where the
    /// project has none of them. See [`Launch::settle`].
    pub unless: &'static [&'static str],
    /// The commands of other files on the way, the first one first.
    pub steps: Vec<Step>,
    /// A command on the way that uses `PORT`: it may write it into a configuration.
    pub mentioned: Option<Place>,
    /// Whether the verdict rests on a configuration, which a command before the server may write.
    pub configured: bool,
    /// Whether it is a program of the repository with a call that listens, which no condition keeps it from.
    pub listens: bool,
    /// Every command that is known to run, in order, those a script runs behind the one that starts it.
    pub commands: Vec<Ran>,
}

/// A command in another file than those that declare the process.
#[derive(Debug, Clone)]
pub struct Step {
    /// Where it stands.
    pub place: Place,
}

impl Step {
    /// The command at a place.
    pub fn new(place: Place) -> Step {
        Step { place }
    }

    /// The command on one line.
    pub fn text(&self) -> String {
        self.place.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A server that only listens within the dyno.
#[derive(Debug, Clone)]
pub struct Loopback {
    /// The host, or the server's program where it is the default.
    pub place: Place,
    /// Whether nothing is said and the server's default is the loopback interface.
    pub by_default: bool,
}

/// Where the port of a server comes from.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// It is `$PORT`.
    FromPort {
        /// The word that shows it.
        evidence: Place,
    },
    /// It is always this one.
    Fixed {
        /// The port.
        port: u16,
        /// Its digits, or the variable that holds it.
        place: Place,
        /// Whether `$PORT` written there would be expanded.
        expands: bool,
    },
    /// The server takes no notice of `PORT` and is told nothing.
    Ignored {
        /// What it listens on instead.
        port: u16,
        /// The server's program.
        place: Place,
    },
    /// It cannot be seen from here.
    Unknown {
        /// Why, as the end of a sentence.
        why: String,
    },
}

impl Launch {
    /// A launch of which nothing is known.
    pub fn unknown(why: impl Into<String>) -> Launch {
        Launch {
            verdict: Verdict::Unknown { why: why.into() },
            server: None,
            language: None,
            program: None,
            loopback: None,
            overridden: None,
            not_expanded: Vec::new(),
            expands: false,
            end: None,
            unless: &[],
            steps: Vec::new(),
            mentioned: None,
            configured: false,
            listens: false,
            commands: Vec::new(),
        }
    }

    /// The command that the process ends with: the last one that nothing keeps running for it.
    pub fn last(&self) -> Option<(&Ran, &[Ran])> {
        let at = (0..self.commands.len()).rev().find(|at| !self.is_managed(*at))?;
        Some((self.commands.get(at)?, self.commands.get(..at)?))
    }

    /// Whether a program that starts several others, and stays for them, starts a command.
    pub fn is_managed(&self, at: usize) -> bool {
        let manager =
            |by: usize| self.commands.get(by).is_some_and(|ran| MANAGERS.contains(&ran.name.as_str()));
        self.leading(at).any(manager)
    }

    /// Whether a command leads to another one.
    pub fn leads_to(&self, at: usize, other: usize) -> bool {
        self.leading(other).any(|by| by == at)
    }

    /// The numbers of the commands that lead to a command, the nearest first.
    fn leading(&self, at: usize) -> impl Iterator<Item = usize> {
        let by = |at: &usize| self.commands.get(*at).and_then(|ran| ran.by);
        std::iter::successors(by(&at), by)
    }

    /// Whether it says something that a configuration could say otherwise.
    pub fn accuses(&self) -> bool {
        let by_default = self.loopback.as_ref().is_some_and(|loopback| loopback.by_default);
        by_default || matches!(self.verdict, Verdict::Fixed { .. } | Verdict::Ignored { .. })
    }

    /// Gives up what a file of the project may say otherwise, by the names of its files.
    pub fn settle<'a>(&mut self, mut names: impl Iterator<Item = &'a str>) {
        if self.unless.is_empty() {
            return;
        }
        let says = |name: &str| self.unless.iter().any(|pattern| fits(name, pattern));
        let Some(name) = names.find(|name| says(name)) else { return };
        self.loopback = self.loopback.take().filter(|loopback| !loopback.by_default);
        if !matches!(self.verdict, Verdict::FromPort { .. }) {
            self.verdict = Verdict::Unknown { why: format!("`{name}` may set where it listens") };
        }
    }
}

/// Follows what is started to its port.
pub fn follow(started: &Started, environment: &Environment, files: Files<'_>) -> Launch {
    let trace = follow::command::Trace::default();
    let launch = follow::argv::follow(started, &follow::scope::Scope::new(environment, files, &trace));
    Launch { commands: trace.finish(), ..launch }
}

/// The commands that a RUN comes to, in order; `folder` is the working directory.
pub fn commands(
    run: &RunScript,
    source: &Arc<Source>,
    folder: Option<String>,
    environment: &Environment,
    files: Files<'_>,
) -> Vec<Ran> {
    let trace = follow::command::Trace::default();
    let mut scope = follow::scope::Scope::new(environment, files, &trace);
    scope.folder = folder;
    let code = follow::script::Code { text: &run.text, dialect: run.dialect, source, depth: 0 };
    follow::script::run_parsed(&run.script, code, &scope);
    trace.finish()
}

/// The commands that a RUN in exec form comes to; `folder` is the working directory.
pub fn exec_commands(
    line: &Line,
    folder: Option<String>,
    environment: &Environment,
    files: Files<'_>,
) -> Vec<Ran> {
    let trace = follow::command::Trace::default();
    let mut scope = follow::scope::Scope::new(environment, files, &trace);
    scope.folder = folder;
    let started = Started { entrypoint: None, command: Some(line.clone()) };
    follow::argv::follow(&started, &scope);
    trace.finish()
}

/// Whether a name is that of a pattern, with `*` for anything.
fn fits(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => name == pattern,
        Some((head, rest)) => name.strip_prefix(head).is_some_and(|name| {
            let ends = name.char_indices().map(|(at, _)| at).chain([name.len()]);
            let mut tails = ends.filter_map(|at| name.get(at..));
            tails.any(|tail| fits(tail, rest))
        }),
    }
}
