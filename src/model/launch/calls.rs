//! From entrypoint and command to the commands that are carried out.

use std::sync::Arc;

use super::{Line, Started};
use crate::source::{Source, Span, Text};
use crate::syntax::shell::{self, Dialect, Effective, Simple, Word, effective};

/// What is carried out: commands of a script, or one command line that no shell reads.
#[derive(Debug)]
pub struct Calls {
    /// The file.
    pub source: Arc<Source>,
    /// The commands of the script; one for a bare command line.
    pub commands: Vec<Call>,
    /// Whether a shell reads them, and expands `$PORT`.
    pub expands: bool,
}

/// One command.
#[derive(Debug)]
pub struct Call {
    /// Its words, program first.
    pub words: Vec<Word>,
    /// Variables set for it, or by it, before the program; name and value.
    pub assigned: Vec<(String, Word)>,
    /// Whether it may not run, or does not last: a branch, a background job, a substitution.
    pub aside: bool,
}

/// Servers, and programs that start them, in entrypoints that take no command.
const RUNS_WHAT_FOLLOWS: &[&str] = &["sh", "bash", "ash", "dash", "env", "exec"];

/// The commands of what is started; `None` when it cannot be told which they are.
pub fn of(started: &Started) -> Option<Calls> {
    match (&started.entrypoint, &started.command) {
        (Some(Line::Shell { source, text }), _) | (None, Some(Line::Shell { source, text })) => {
            Some(script(source, text))
        }
        (None, Some(Line::Exec { source, words, .. })) => Some(argv(source, words)),
        (Some(Line::Exec { source, words, .. }), command) => {
            after_entrypoint(source, words, command.as_ref())
        }
        (None, None) => None,
    }
}

/// An exec-form entrypoint with what is passed to it.
fn after_entrypoint(source: &Arc<Source>, words: &[Text], command: Option<&Line>) -> Option<Calls> {
    let own = argv(source, words);
    let Some(command) = command else { return Some(own) };
    let plain: Vec<Word> = words.iter().map(Word::plain).collect();
    let found = effective(&plain);
    let shell = RUNS_WHAT_FOLLOWS.contains(&found.program.as_str());
    match command {
        // `ENTRYPOINT ["sh", "-c"]`: the first word is the script.
        Line::Exec { source, words: more, .. } if shell && found.script.is_none() => {
            more.first().map(|text| script(source, text))
        }
        Line::Shell { source, text } if shell && found.script.is_none() => Some(script(source, text)),
        _ if found.script.is_some() => Some(own),
        // A wrapper, or a script that is taken to run what it is given.
        Line::Shell { source, text } if may_run_arguments(&found) => Some(script(source, text)),
        Line::Exec { source, words: more, .. } if may_run_arguments(&found) => Some(argv(source, more)),
        Line::Shell { .. } => Some(own),
        // Both stand in one Dockerfile, or the entrypoint is the base image's.
        Line::Exec { words: more, .. } => Some(argv(command.source(), &[words, more].concat())),
    }
}

/// Whether an entrypoint is a script or a wrapper, and not a program that takes options.
fn may_run_arguments(found: &Effective) -> bool {
    let script = found.program.contains("entrypoint")
        || found.program.ends_with(".sh")
        || found.program.contains("init");
    found.program.is_empty() || script || (!found.via.is_empty() && found.args.is_empty())
}

fn argv(source: &Arc<Source>, words: &[Text]) -> Calls {
    let words: Vec<Word> = words.iter().map(Word::plain).collect();
    if let Some(nested) = effective(&words).script {
        return script(source, &nested.text);
    }
    let call = Call { assigned: assigned_by_env(&words), words, aside: false };
    Calls { source: Arc::clone(source), commands: vec![call], expands: false }
}

fn script(source: &Arc<Source>, text: &Text) -> Calls {
    let script = shell::parse(text, Dialect::Sh);
    let inner: Vec<usize> = script.commands.iter().filter_map(|command| command.parent).collect();
    let commands = script
        .commands
        .iter()
        .enumerate()
        // `sh -c '…'` is its script.
        .filter(|(index, command)| !(inner.contains(index) && command.effective().script.is_some()))
        .map(|(_, command)| call(command))
        .collect();
    Calls { source: Arc::clone(source), commands, expands: true }
}

fn call(command: &Simple) -> Call {
    let mut assigned = assigned_by_env(&command.words);
    assigned.extend(command.assigned().map(|one| (one.name.value.clone(), one.value.clone())));
    let context = command.context;
    let aside = command.background
        || context.branch
        || context.condition
        || context.looped
        || context.function
        || context.substitution;
    Call { words: command.words.clone(), assigned, aside }
}

/// `env PORT=3000 node`.
fn assigned_by_env(words: &[Word]) -> Vec<(String, Word)> {
    let named = |word: &&Word| {
        let (name, value) = word.split_once('=')?;
        Some((name.literal()?.into_owned(), value))
    };
    effective(words).assignments.iter().filter_map(named).collect()
}

/// A program with its arguments, runners seen through: `bundle exec puma -p 1` is `puma -p 1`.
#[derive(Debug, Clone)]
pub struct Program<'a> {
    /// File name, or the module behind `python -m`.
    pub name: String,
    /// Where it is named.
    pub span: Span,
    /// Its arguments.
    pub args: &'a [Word],
    /// Whether it is a program of the repository's own, called by its path.
    pub own: bool,
}

/// Programs that run the program behind some words of theirs.
const RUNNERS: &[(&str, &[&str])] = &[
    ("bundle", &["exec"]),
    ("pipenv", &["run"]),
    ("poetry", &["run"]),
    ("pdm", &["run"]),
    ("rye", &["run"]),
    ("hatch", &["run"]),
    ("uv", &["run"]),
    ("npx", &[]),
    ("bunx", &[]),
    ("yarn", &["run", "exec"]),
    ("pnpm", &["exec", "dlx"]),
    ("bun", &["x"]),
    ("dotenv", &["run"]),
    ("opentelemetry-instrument", &[]),
    ("ddtrace-run", &[]),
    ("doppler", &["run"]),
];

/// The program that a command starts in the end.
pub fn program<'a>(words: &'a [Word]) -> Option<Program<'a>> {
    let mut words = words;
    for _ in 0..8 {
        let found = effective(words);
        let word = found.word?;
        if let Some((_, subcommands)) = RUNNERS.iter().find(|(name, _)| *name == found.program) {
            words = behind(found.args, subcommands)?;
            continue;
        }
        let (name, args) = (found.program.clone(), found.args);
        let python = name
            .strip_prefix("python")
            .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'));
        return match args.split_first() {
            Some((first, rest)) if python && first.is("-m") => {
                let (module, args) = rest.split_first()?;
                Some(Program { name: module.literal()?.into_owned(), span: module.span, args, own: false })
            }
            // `python manage.py runserver`, with options of Python before it.
            Some(_) if python => {
                let at = args.iter().position(|word| !word.text().starts_with('-'))?;
                let script = args.get(at)?;
                let name = script.literal()?;
                let name = name.rsplit('/').next().unwrap_or(&name).to_owned();
                Some(Program { name, span: script.span, args: args.get(at + 1..)?, own: false })
            }
            _ => {
                let path = word.text();
                // `./serve` is anybody's; `/venv/bin/gunicorn` and `./manage.py` are what they are called.
                let own = path.contains('/') && !path.contains("bin/") && name != "manage.py";
                Some(Program { name, span: word.span, args, own })
            }
        };
    }
    None
}

/// The words behind a runner's subcommand and its options.
fn behind<'a>(args: &'a [Word], subcommands: &[&str]) -> Option<&'a [Word]> {
    let mut rest = args;
    if !subcommands.is_empty() {
        let at = args.iter().position(|word| subcommands.iter().any(|name| word.is(name)))?;
        rest = args.get(at + 1..)?;
    }
    let options = rest.iter().take_while(|word| word.text().starts_with('-')).count();
    rest.get(options..)
}
