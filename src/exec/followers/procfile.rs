//! `foreman start`, `honcho start`: the processes of a Procfile.

use std::sync::Arc;

use crate::base::source::{Place, Source, Text};
use crate::build::filesystem::Found;
use crate::exec::follow::argv::Argv;
use crate::exec::follow::foreground::{Candidate, Kind, choose};
use crate::exec::follow::program::spelling;
use crate::exec::follow::scope::{Scope, Value};
use crate::exec::follow::script;
use crate::exec::follow::script::Code;
use crate::exec::listen::options::Port;
use crate::exec::{Launch, Verdict};
use crate::syntax::procfile;
use crate::syntax::shell;
use crate::syntax::shell::Dialect;
use crate::tables::procfiles::{Counts, PROCFILE_RUNNERS, ProcfileRunner, Words};

/// Processes of one Procfile that are followed.
const MOST: usize = 50;
/// What is added to the port from one process to the next.
const STEP: usize = 100;

/// The row of a program that starts the processes of a Procfile, and the index of its first argument behind the
/// command.
fn runner(program: &str, args: &[String]) -> Option<(&'static ProcfileRunner, usize)> {
    let runner = PROCFILE_RUNNERS.iter().find(|runner| runner.program == program)?;
    if runner.commands.is_empty() {
        return Some((runner, 0));
    }
    let at = args.iter().position(|arg| runner.commands.contains(&arg.as_str()))?;
    Some((runner, at + 1))
}

/// Follows a program that starts the processes of a Procfile; `None` for another program.
pub fn run(program: &str, argv: Argv<'_>, scope: &Scope) -> Option<Launch> {
    let args: Vec<String> = argv.words.iter().skip(1).map(spelling).collect();
    let (runner, from) = runner(program, &args)?;
    Some(follow(runner, argv, from, scope))
}

/// Follows what a runner starts; its command is the word before `from`.
fn follow(runner: &ProcfileRunner, argv: Argv<'_>, from: usize, scope: &Scope) -> Launch {
    let asked = Asked::read(runner, argv, from, scope);
    let path = asked.path(runner);
    match scope.find(&path) {
        Found::File(source) => processes(runner, &asked, &source, argv, scope),
        Found::Unknown(why) => Launch::unknown(format!("`{path}` {why}")),
        Found::Folder(_) | Found::Missing => Launch::unknown("a Procfile decides what runs"),
    }
}

/// What a runner is asked to do.
#[derive(Debug, Default)]
struct Asked {
    file: Option<String>,
    folder: Option<String>,
    port: Option<Port>,
    /// The processes that are named; none for all of them.
    only: Vec<String>,
    /// How many there are of a process, as far as that is said.
    formation: Vec<(String, bool)>,
    /// `PORT` is left alone.
    keeps: bool,
}

impl Asked {
    fn read(runner: &ProcfileRunner, argv: Argv<'_>, from: usize, scope: &Scope) -> Asked {
        let mut asked = Asked::default();
        let mut words = argv.iter().enumerate().skip(1);
        while let Some((at, (word, source))) = words.next() {
            let written = spelling(word);
            if runner.keeps.contains(&written.as_str()) {
                asked.keeps = true;
            } else if let Some((name, _)) = written.split_once('=').filter(|(name, _)| name.starts_with('-'))
            {
                let value = word.strip_prefix(&format!("{name}=")).unwrap_or_else(|| word.clone());
                asked.take(runner, name, scope.resolve(&value, source));
            } else if written.starts_with('-') {
                if let Some((_, (value, source))) = runner.takes(&written).then(|| words.next()).flatten() {
                    asked.take(runner, &written, scope.resolve(value, source));
                }
            } else if at > from {
                match runner.words {
                    Words::Processes => asked.only.push(written),
                    Words::File => asked.file = Some(written),
                    Words::Nothing => {}
                }
            }
        }
        asked.port =
            asked.port.or_else(|| runner.variables.iter().find_map(|name| scope.lookup(name)).map(Port::of));
        asked
    }

    fn take(&mut self, runner: &ProcfileRunner, option: &str, value: Value) {
        let listed = || value.text.split(',').map(|name| name.trim().to_owned());
        match option {
            option if runner.file.contains(&option) => self.file = Some(value.text),
            option if runner.folder.contains(&option) => self.folder = Some(value.text),
            option if runner.port.contains(&option) => self.port = Some(Port::of(value)),
            option if runner.only.contains(&option) => self.only.extend(listed()),
            option if runner.formation.contains(&option) => {
                let pairs = listed().filter_map(|pair| {
                    let (name, number) = pair.split_once('=')?;
                    Some((name.to_owned(), number != "0"))
                });
                self.formation = pairs.collect();
            }
            _ => {}
        }
    }

    /// The path of the Procfile.
    fn path(&self, runner: &ProcfileRunner) -> String {
        let file = self.file.as_deref().unwrap_or("Procfile");
        // Only honcho looks for a named file in the folder too.
        let inside = self.file.is_none() || runner.counts == Counts::Started;
        match self.folder.as_deref().filter(|_| inside) {
            Some(folder) => format!("{}/{file}", folder.trim_end_matches('/')),
            None => file.to_owned(),
        }
    }

    /// The folder the processes are started in.
    fn root(&self, runner: &ProcfileRunner) -> String {
        let path = self.path(runner);
        let parent = path.rsplit_once('/').map(|(folder, _)| format!("{folder}/"));
        self.folder.clone().or(parent).unwrap_or_else(|| ".".to_owned())
    }

    fn starts(&self, runner: &ProcfileRunner, name: &str) -> bool {
        if !self.only.is_empty() {
            return self.only.iter().any(|only| only == name);
        }
        let said = |name: &str| self.formation.iter().find(|(known, _)| known == name).map(|(_, some)| *some);
        let other = self.formation.is_empty() || !runner.exclusive;
        said(name).or_else(|| said("all")).unwrap_or(other)
    }
}

impl ProcfileRunner {
    /// Whether an option takes the next word.
    fn takes(&self, option: &str) -> bool {
        let valued = [self.file, self.folder, self.port, self.only, self.formation, self.valued];
        valued.iter().any(|options| options.contains(&option))
    }
}

fn processes(
    runner: &ProcfileRunner,
    asked: &Asked,
    source: &Arc<Source>,
    argv: Argv<'_>,
    scope: &Scope,
) -> Launch {
    let Some(mut inner) = scope.enter(source.path()) else {
        return Launch::unknown(format!("`{}` starts itself, or too many others", source.path()));
    };
    inner.args = None;
    inner.change_folder(Some(&asked.root(runner)));
    let base = base(runner, asked, argv, &inner);
    let file = procfile::read(Arc::clone(source));
    let mut lines = Vec::new();
    for (listed, (name, text)) in file.processes.iter().enumerate().take(MOST) {
        let name = name.value.as_str();
        if asked.starts(runner, name) {
            let number = if runner.counts == Counts::Listed { listed } else { lines.len() };
            lines.push(Process { name, text, source, number });
        }
    }
    if lines.is_empty() {
        return Launch::unknown("no process of the Procfile is started");
    }
    let alone = lines.len() == 1;
    lines.sort_by_key(|line| line.name == "web");
    let candidates = lines.iter().map(|line| Candidate {
        background: !alone && line.name != "web",
        ..line.follow(&base, argv.depth + 1, &inner, runner)
    });
    choose(candidates.collect())
}

/// A process that is started.
struct Process<'a> {
    name: &'a str,
    text: &'a Text,
    source: &'a Arc<Source>,
    /// How many that count stand before it.
    number: usize,
}

impl Process<'_> {
    fn follow(&self, base: &Base, depth: usize, scope: &Scope, runner: &ProcfileRunner) -> Candidate {
        let code = Code { text: self.text, dialect: Dialect::Sh, source: self.source, depth };
        let launch = script::of_file(code, scope);
        let parsed = shell::parse(self.text, Dialect::Sh);
        let program = parsed.own().last().map(|command| command.effective().program).unwrap_or_default();
        let kind = Kind::of_process(&launch, &program, self.name);
        Candidate { launch: self.ported(launch, base, runner), kind, conditional: false, background: false }
    }

    /// The launch with the port that the runner gives it.
    fn ported(&self, launch: Launch, base: &Base, runner: &ProcfileRunner) -> Launch {
        let own = launch.overridden.as_ref().is_some_and(|it| it.source.path() == self.source.path());
        if own || !matches!(launch.verdict, Verdict::FromPort { .. }) {
            return launch;
        }
        let more = self.number * STEP;
        let verdict = match base {
            Base::Left => return launch,
            Base::Port(Port::Heroku(_)) if more == 0 => return launch,
            Base::Port(Port::Heroku(_)) => Verdict::Unknown {
                why: format!("{} adds {more} to $PORT for `{}`", runner.program, self.name),
            },
            Base::Port(Port::Fixed { port, place, expands }) => Verdict::Fixed {
                port: port.saturating_add(u16::try_from(more).unwrap_or(u16::MAX)),
                place: place.clone(),
                expands: *expands && more == 0,
            },
            Base::Port(Port::Unknown) => {
                Verdict::Unknown { why: format!("the port that {} assigns is unknown", runner.program) }
            }
            Base::Said(file) => Verdict::Unknown { why: format!("`{file}` may set the port") },
        };
        Launch { verdict, overridden: None, ..launch }
    }
}

/// The port of the first process.
enum Base {
    /// `PORT` is not touched.
    Left,
    /// This one.
    Port(Port),
    /// A file of this name may say it.
    Said(&'static str),
}

fn base(runner: &ProcfileRunner, asked: &Asked, argv: Argv<'_>, scope: &Scope) -> Base {
    if asked.keeps {
        return Base::Left;
    }
    let says = |name: &&&str| match scope.find(name) {
        Found::File(source) => source.text().to_ascii_lowercase().contains("port"),
        _ => false,
    };
    if let Some(file) = runner.settings.iter().find(says) {
        return Base::Said(file);
    }
    let word = argv.iter().next().map(|(word, source)| Place::new(source, word.span));
    Base::Port(match (&asked.port, runner.own, word) {
        (Some(port), _, _) => port.clone(),
        (None, Some(port), Some(place)) => Port::Fixed { port, place, expands: false },
        (None, None, Some(place)) => Port::Heroku(place),
        (None, _, None) => Port::Unknown,
    })
}
