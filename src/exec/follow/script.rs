//! The command of a shell text that stays: the last server it starts.

use std::rc::Rc;
use std::sync::Arc;

use super::argv;
use super::argv::Argv;
use super::command::{ASKS, Manner, Ran};
use super::condition;
use super::condition::Status;
use super::flow::MOST_STEPS;
use super::foreground::{Candidate, Kind, choose};
use super::program::spelling;
use super::scope::{Scope, Unread};
use super::value;
use super::words::{Words, assigned, expand};
use crate::base::source::{Place, Source, Span, Text};
use crate::build::dockerfile;
use crate::build::filesystem::Found;
use crate::exec::{Launch, Verdict};
use crate::syntax::shell;
use crate::syntax::shell::{Dialect, Joined, Node, Script, Simple, Word, effective};
use crate::tables::commands::MANAGERS;
use crate::tables::servers::Server;

/// Commands that only ask.
const TESTS: &[&str] = &["[", "[[", "test", "grep", "command", "which", "true", "false", ":"];

/// Commands of the shell itself that are kept.
const NOTED: &[&str] = &["set", "shift", "unset", "read", "trap", "umask", "ulimit"];

/// A shell text that is followed.
#[derive(Clone, Copy)]
pub struct Code<'a> {
    /// The text.
    pub text: &'a Text,
    /// The shell it is for.
    pub dialect: Dialect,
    /// The file it stands in.
    pub source: &'a Arc<Source>,
    /// How many shells and runners stand around it.
    pub depth: usize,
}

/// Follows a shell text that stands in an argument or an instruction.
pub fn run(code: Code<'_>, scope: &Scope) -> Launch {
    follow(code, scope.script(), false)
}

/// Follows a shell text in a file of its own, as the program that `scope` has entered.
pub fn of_file(code: Code<'_>, scope: &Scope) -> Launch {
    follow(code, scope.inside(), true)
}

/// Follows a shell text that is parsed already.
pub fn run_parsed(script: &Arc<Script>, code: Code<'_>, scope: &Scope) -> Launch {
    walk(Arc::clone(script), code, scope.script(), false)
}

fn follow(code: Code<'_>, scope: Scope<'_>, in_file: bool) -> Launch {
    walk(Arc::new(shell::parse(code.text, code.dialect)), code, scope, in_file)
}

fn walk(script: Arc<Script>, code: Code<'_>, scope: Scope<'_>, in_file: bool) -> Launch {
    let mut walk = Walk {
        scope,
        depth: code.depth,
        ended: None,
        careful: is_careful(code.text),
        maybe: false,
        looped: false,
        steps: MOST_STEPS,
        libraries: Vec::new(),
        mentioned: None,
        found: Vec::new(),
    };
    let here = Here { script, source: Arc::clone(code.source), in_file, calls: 0 };
    walk.script(&here);
    let mentioned = walk.mentioned.take();
    let launch = choose(walk.found);
    Launch { mentioned: launch.mentioned.or(mentioned), ..launch }
}

/// A walk through the commands of a script, and of those it reads or calls.
pub struct Walk<'a> {
    /// What is known where the walk stands.
    pub scope: Scope<'a>,
    depth: usize,
    /// Nothing after it runs.
    pub ended: Option<End>,
    /// The shell ends when a command fails: `set -e`.
    careful: bool,
    /// What surrounds it may not run.
    pub maybe: bool,
    /// It stands in a loop, and may run several times.
    pub looped: bool,
    /// How many more steps are walked.
    pub steps: usize,
    /// The scripts whose functions are known.
    libraries: Vec<Here>,
    /// An earlier command that uses the port: it may write it into a configuration.
    mentioned: Option<Place>,
    found: Vec<Candidate>,
}

/// How far nothing more runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// In the loop.
    Loop,
    /// In the function, or the file that is read.
    Function,
    /// In the shell: `exit`, or `exec`.
    Shell,
    /// Anywhere: a server keeps running.
    Never,
}

/// The script a command stands in.
#[derive(Clone)]
pub struct Here {
    /// The script.
    pub script: Arc<Script>,
    /// Its file.
    pub source: Arc<Source>,
    /// Whether the script is a file of its own.
    in_file: bool,
    /// How many functions and sourced files stand around.
    calls: usize,
}

/// Functions and sourced files in one another.
const DEEPEST: usize = 8;

impl Walk<'_> {
    fn script(&mut self, here: &Here) {
        self.libraries.push(here.clone());
        self.list(&here.script.flow, here);
    }

    /// Walks a command, and says how it ends.
    pub fn command(&mut self, command: &Simple, next: Option<Joined>, here: &Here) -> Status {
        let certain = !self.maybe && !self.looped;
        if command.words.is_empty() || !command.declared.is_empty() {
            for assignment in command.assigned() {
                self.scope.assign(assignment, &here.source, certain);
            }
            return Status::Done;
        }
        for (name, value) in command.words.iter().flat_map(assigned) {
            self.scope.assign_default(name, value, &here.source, certain);
        }
        let line = expand(&command.words, &here.source, &self.scope);
        let effective = effective(&line.words);
        let program = effective.program.as_str();
        // The last command of a branch or a loop is not that of the script.
        let last = !command.context.branch && !command.context.condition && !command.context.looped;
        let manner = Manner {
            conditional: self.maybe || command.context.looped,
            background: command.background,
            fatal: next != Some(Joined::Or)
                && (self.careful || next == Some(Joined::And) || (next.is_none() && last)),
            excused: next == Some(Joined::Or),
            in_file: here.in_file,
        };
        if TESTS.contains(&program) || command.context.condition {
            let plain = matches!(program, "true" | "false" | ":") && !command.context.condition;
            self.note(command, Manner { conditional: !plain || manner.conditional, ..manner }, here);
            return condition::test(command, &here.source, &self.scope);
        }
        if matches!(program, "cd" | "pushd") {
            self.note(command, manner, here);
            self.change_folder(&line);
            return Status::Done;
        }
        if self.built_in(program, command, &line, here) {
            if NOTED.contains(&program) {
                self.note(command, manner, here);
            }
            return Status::Done;
        }
        if self.called(program, &line, here) {
            return Status::Done;
        }
        self.start(command, &line, manner, here);
        if effective.is_via("exec") && !command.background {
            self.ended = self.ended.or(Some(End::Shell));
        }
        Status::Done
    }

    /// Commands of the shell itself; false where it is another one.
    fn built_in(&mut self, program: &str, command: &Simple, line: &Words, here: &Here) -> bool {
        let args = line.words.get(1..).unwrap_or(&[]);
        match program {
            "." | "source" => return self.sourced(args, &here.source, here),
            "eval" => return self.evaluated(args, here),
            "exec" => {}
            "set" => self.set(command, &here.source),
            "shift" => {
                let count = args.first().and_then(|count| count.literal()?.parse().ok());
                match self.maybe || self.looped {
                    true => self.scope.args = None,
                    false => self.scope.shift(count.unwrap_or(1)),
                }
            }
            "exit" => self.ended = Some(End::Shell),
            "return" => self.ended = Some(End::Function),
            "break" | "continue" => self.ended = Some(End::Loop),
            "unset" | "read" => {
                for name in args.iter().filter_map(Word::literal) {
                    let place = Place::new(&here.source, command.span);
                    match name.as_ref() {
                        "PORT" => self.scope.unread = Some(Unread::Variables),
                        name => self.scope.forget(name, place),
                    }
                }
            }
            "export" | "local" | "readonly" | "trap" | "umask" | "ulimit" | "getopts" => {}
            _ => return false,
        }
        true
    }

    /// `set -e`, `set -- gunicorn app`
    fn set(&mut self, command: &Simple, source: &Arc<Source>) {
        self.careful |= command.words.iter().any(is_errexit);
        let Some(dashes) = command.words.iter().position(|word| word.is("--")) else { return };
        let words = command.words.get(dashes + 1..).unwrap_or(&[]);
        match self.looped {
            true => self.scope.args = None,
            false => self.scope.set_arguments(words, source),
        }
    }

    /// The text of the words, read once more. False where not all of them are known.
    fn evaluated(&mut self, args: &[Word], here: &Here) -> bool {
        let literal: Option<Vec<_>> = args.iter().map(Word::literal).collect();
        let (Some(words), Some(first)) = (literal, args.first()) else { return false };
        if here.calls == DEEPEST || !self.scope.files.may_follow() {
            return false;
        }
        let mut text = Text::default();
        let span = args.iter().map(|word| word.span).fold(first.span, Span::join);
        text.push(&words.join(" "), span);
        let script = Arc::new(shell::parse(&text, Dialect::Sh));
        let there = Here { script, calls: here.calls + 1, ..here.clone() };
        self.list(&there.script.flow, &there);
        true
    }

    /// Keeps a command that starts nothing.
    fn note(&self, command: &Simple, manner: Manner, here: &Here) {
        let argv = Argv::new(&command.words, &here.source, self.depth);
        let ran = Ran::new(argv, &self.scope, Some(Place::new(&here.source, command.span)), manner);
        self.scope.trace.note(ran, manner, || Launch::unknown(""));
    }

    fn start(&mut self, command: &Simple, line: &Words, manner: Manner, here: &Here) {
        let mut scope = self.scope.inside();
        for assignment in &command.assignments {
            scope.assign_beside(assignment, &here.source);
        }
        if line.words.is_empty() {
            return;
        }
        let end = command.words.last().map_or(command.span.end, |last| last.span.end);
        let argv = Argv::of(line, self.depth).ending(&here.source, end);
        let found = effective(argv.words);
        let words: Vec<String> = argv.words.iter().map(spelling).collect();
        let place = Place::new(&here.source, command.span);
        let ran = Ran::new(argv, &scope, Some(place.clone()), manner);
        let mut launch = scope.trace.note(ran, manner, || argv::run(argv, &scope));
        if here.in_file {
            launch = launch.through(place);
        }
        self.mark_unread(command);
        self.scope.past.add(command, self.scope.folder.as_deref());
        let launch = self.with_configuration(launch);
        self.mention(command, &launch, here);
        let kind = Kind::of(&launch, &found.program);
        let background = command.background || launch.server.is_some_and(|server| server.goes_away(&words));
        let asks = words.iter().any(|word| ASKS.contains(&word.as_str())) || found.is_via("timeout");
        let stays = kind == Kind::Server && launch.server.is_none_or(Server::listens) && !asks;
        // What stands behind a server that keeps running is known, and never runs.
        if self.ended == Some(End::Never) {
            return;
        }
        self.found.push(Candidate { launch, kind, conditional: self.maybe, background });
        if stays && !background && !MANAGERS.contains(&found.program.as_str()) {
            self.ended = Some(End::Never);
        }
    }

    fn mention(&mut self, command: &Simple, launch: &Launch, here: &Here) {
        let written = || command.words.iter().find_map(|word| value::mention(word, &here.source));
        self.mentioned = self.mentioned.take().or_else(|| launch.mentioned.clone()).or_else(written);
    }

    fn change_folder(&mut self, line: &Words) {
        let to = line.words.get(1).zip(line.sources.get(1));
        let to = to.map(|(word, source)| self.scope.resolve(word, source));
        let known = to.filter(|to| to.is_literal() && !self.maybe);
        self.scope.change_folder(known.as_ref().map(|to| to.text.as_str()));
    }

    /// `. ./env.sh`: its commands run here. False where they are not known.
    fn sourced(&mut self, args: &[Word], source: &Arc<Source>, here: &Here) -> bool {
        let Some(path) = args.first().map(|word| self.scope.resolve(word, source)) else { return false };
        if !path.is_literal() {
            return false;
        }
        let Found::File(source) = self.scope.find(&path.text) else { return false };
        if here.calls == DEEPEST || !self.scope.files.may_follow() {
            return false;
        }
        let text = Text::verbatim(source.text(), 0);
        let script = Arc::new(shell::parse(&text, Dialect::Sh));
        let there = Here { script, source, in_file: true, calls: here.calls + 1 };
        let file = dockerfile::join(self.scope.folder.as_deref(), &path.text);
        let around = std::mem::replace(&mut self.scope.file, file);
        self.script(&there);
        self.scope.file = around;
        self.ended = self.ended.filter(|end| *end != End::Function);
        true
    }

    /// `main "$@"`: the commands of a function of the script. False where there is no such function.
    fn called(&mut self, program: &str, line: &Words, here: &Here) -> bool {
        let defined = |library: &Here| library.script.bodies.iter().any(|function| function.name == program);
        let own = std::iter::once(here).chain(self.libraries.iter().rev()).find(|it| defined(it)).cloned();
        let Some(own) = own else { return false };
        let body: Vec<Node> = match own.script.bodies.iter().rfind(|function| function.name == program) {
            Some(function) => function.body.clone(),
            None => return false,
        };
        if here.calls == DEEPEST || !self.scope.files.may_follow() {
            return true;
        }
        let mut args = Words::default();
        for (word, source) in line.iter().skip(1) {
            args.push(super::words::freeze(word, source, &self.scope), source);
        }
        let around = self.scope.args.replace(Rc::new(args));
        self.list(&body, &Here { calls: here.calls + 1, ..own });
        self.scope.args = around;
        self.ended = self.ended.filter(|end| *end != End::Function);
        true
    }

    /// `. ./env.sh` may set variables, `sh setup.sh` may write a configuration, for what comes after.
    fn mark_unread(&mut self, command: &Simple) {
        let found = command.effective();
        let is_script = |word: Option<&Word>| word.is_some_and(|word| spelling(word).ends_with(".sh"));
        let run = Dialect::of(&found.program) != Dialect::Other && found.script.is_none();
        if matches!(found.program.as_str(), "." | "source" | "eval") {
            self.scope.unread = Some(Unread::Variables);
        } else if run || is_script(found.word) {
            self.scope.unread = self.scope.unread.or(Some(Unread::Files));
        }
    }

    /// `sed -i "s/80/$PORT/" nginx.conf && nginx`: the configuration gets the port.
    fn with_configuration(&self, mut launch: Launch) -> Launch {
        let configured = launch.server.is_some_and(is_configured);
        let open = matches!(launch.verdict, Verdict::Ignored { .. } | Verdict::Unknown { .. });
        let open = open || launch.configured;
        if self.mentioned.is_some() {
            launch.overridden = None;
        }
        if let Some(evidence) = self.mentioned.as_ref().filter(|_| configured && open) {
            launch.verdict = Verdict::FromPort { evidence: evidence.clone() };
        }
        launch
    }
}

/// Whether the first line of a script tells its shell to end when a command fails.
fn is_careful(text: &Text) -> bool {
    let first = text.text.lines().next().unwrap_or("");
    first.starts_with("#!") && first.split_whitespace().skip(1).any(|word| is_flag(word, 'e'))
}

/// `-e`, `-eu`, `errexit`.
fn is_errexit(word: &Word) -> bool {
    word.literal().is_some_and(|word| word == "errexit" || is_flag(&word, 'e'))
}

fn is_flag(word: &str, flag: char) -> bool {
    word.strip_prefix('-').is_some_and(|flags| !flags.starts_with('-') && flags.contains(flag))
}

/// Whether files or its own program may say where a server listens.
fn is_configured(server: &Server) -> bool {
    !server.unless.is_empty() || server.opaque.is_some()
}
