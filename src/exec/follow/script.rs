//! The command of a shell text that stays: the last server it starts.

use std::sync::Arc;

use super::argv;
use super::argv::Argv;
use super::command::{Manner, Ran};
use super::foreground::{Candidate, Kind, choose};
use super::program::spelling;
use super::scope;
use super::scope::{Scope, Unread};
use crate::base::source::{Place, Source, Text};
use crate::build::filesystem::Found;
use crate::exec::{Launch, Verdict};
use crate::syntax::shell;
use crate::syntax::shell::{Dialect, Joined, PartKind, Script, Simple, Word, effective};
use crate::tables::servers::Server;

/// Commands that only ask: what `&&` and `||` join to them may not run.
const TESTS: &[&str] = &["[", "[[", "test", "grep", "command", "which"];

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
pub fn run_parsed(script: &Script, code: Code<'_>, scope: &Scope) -> Launch {
    walk(script, code, scope.script(), false)
}

fn follow(code: Code<'_>, scope: Scope<'_>, in_file: bool) -> Launch {
    walk(&shell::parse(code.text, code.dialect), code, scope, in_file)
}

fn walk(script: &Script, code: Code<'_>, scope: Scope<'_>, in_file: bool) -> Launch {
    let mut walk = Walk {
        scope,
        depth: code.depth,
        guarded: false,
        outside: None,
        ended: false,
        careful: is_careful(code.text),
        maybe: false,
        mentioned: None,
        found: Vec::new(),
    };
    walk.script(Here { script, source: code.source, in_file, calls: 0 });
    let mentioned = walk.mentioned.take();
    let launch = choose(walk.found);
    Launch { mentioned: launch.mentioned.or(mentioned), ..launch }
}

/// A walk through the commands of a script, and of those it reads or calls.
struct Walk<'a> {
    scope: Scope<'a>,
    depth: usize,
    guarded: bool,
    /// The working directory outside of the parentheses the walk is in.
    outside: Option<Option<String>>,
    /// A program has taken the shell's place: nothing after it runs.
    ended: bool,
    /// The shell ends when a command fails: `set -e`.
    careful: bool,
    /// What surrounds the function or file it is in may not run.
    maybe: bool,
    /// An earlier command that uses the port: it may write it into a configuration.
    mentioned: Option<Place>,
    found: Vec<Candidate>,
}

/// The script a command stands in.
#[derive(Clone, Copy)]
struct Here<'s> {
    script: &'s Script,
    source: &'s Arc<Source>,
    /// Whether the script is a file of its own.
    in_file: bool,
    /// How many functions and sourced files stand around.
    calls: usize,
}

/// Functions and sourced files in one another.
const DEEPEST: usize = 8;

impl Walk<'_> {
    fn script(&mut self, here: Here<'_>) {
        self.commands(here.script.own().filter(|command| !command.context.function), here);
    }

    fn commands<'s>(&mut self, commands: impl Iterator<Item = &'s Simple>, here: Here<'_>) {
        let mut commands = commands.peekable();
        while let Some(command) = commands.next().filter(|_| !self.ended) {
            let next = commands.peek().map(|next| next.joined);
            self.command(command, next, here);
        }
    }

    /// What stands in a function or another file, where a command runs it.
    fn inside(&mut self, command: &Simple, walk: impl FnOnce(&mut Self)) {
        let around = self.maybe;
        self.maybe |= self.guarded || command.context.branch || command.joined == Joined::Or;
        walk(self);
        self.maybe = around;
    }

    fn command(&mut self, command: &Simple, next: Option<Joined>, here: Here<'_>) {
        let conditional = self.is_conditional(command);
        self.leave_parentheses(command);
        if command.words.is_empty() || !command.declared.is_empty() {
            for assignment in command.assigned() {
                self.scope.assign(assignment, here.source, !conditional);
            }
            return;
        }
        let effective = command.effective();
        let program = effective.program.as_str();
        let manner = Manner {
            conditional: conditional || command.context.looped,
            background: command.background,
            fatal: next != Some(Joined::Or) && (self.careful || matches!(next, None | Some(Joined::And))),
            excused: next == Some(Joined::Or),
            in_file: here.in_file,
        };
        if TESTS.contains(&program) || command.context.condition {
            self.guarded = true;
            self.note(command, Manner { conditional: true, ..manner }, here);
            return;
        }
        match program {
            "cd" | "pushd" => {
                self.note(command, manner, here);
                return self.change_folder(command, conditional, here);
            }
            "." | "source" if self.sourced(command, here) => return,
            "exec" => return,
            "set" => self.careful |= command.words.iter().any(is_errexit),
            "exit" if !conditional && !command.context.subshell => {
                self.ended = true;
                return;
            }
            _ if self.called(command, program, here) => return,
            _ => {}
        }
        self.start(command, conditional, manner, here);
        self.ended |= effective.is_via("exec") && !conditional && !command.background;
    }

    /// Keeps a command that starts nothing.
    fn note(&self, command: &Simple, manner: Manner, here: Here<'_>) {
        let argv = Argv::new(&command.words, here.source, self.depth);
        let ran = Ran::new(argv, &self.scope, Some(Place::new(here.source, command.span)), manner);
        self.scope.trace.note(ran, manner, || Launch::unknown(""));
    }

    fn start(&mut self, command: &Simple, conditional: bool, manner: Manner, here: Here<'_>) {
        let mut scope = self.scope.inside();
        for assignment in &command.assignments {
            scope.assign_beside(assignment, here.source);
        }
        let passed = with_arguments(&command.words, self.scope.args.map(|(args, _)| args));
        let argv = match &passed {
            Some((words, args)) => Argv::joined(words, here.source, *args, self.depth),
            None => Argv::new(&command.words, here.source, self.depth),
        };
        if argv.words.is_empty() {
            return;
        }
        let program = effective(argv.words).program;
        let words: Vec<String> = argv.words.iter().map(spelling).collect();
        let place = Place::new(here.source, command.span);
        let ran = Ran::new(argv, &scope, Some(place.clone()), manner);
        let mut launch = scope.trace.note(ran, manner, || argv::run(argv, &scope));
        if here.in_file {
            launch = launch.through(place);
        }
        self.mark_unread(command);
        self.scope.past.add(command, self.scope.folder.as_deref());
        let launch = self.with_configuration(launch);
        self.mention(command, &launch, here);
        let kind = Kind::of(&launch, &program);
        let background = command.background || launch.server.is_some_and(|server| server.goes_away(&words));
        self.found.push(Candidate { launch, kind, conditional, background });
    }

    fn mention(&mut self, command: &Simple, launch: &Launch, here: Here<'_>) {
        let written = || command.words.iter().find_map(|word| scope::mention(word, here.source));
        self.mentioned = self.mentioned.take().or_else(|| launch.mentioned.clone()).or_else(written);
    }

    /// `( cd /app && … )`: behind the parentheses the working directory is what it was.
    fn leave_parentheses(&mut self, command: &Simple) {
        if command.context.subshell {
            self.outside.get_or_insert_with(|| self.scope.folder.clone());
        } else if let Some(folder) = self.outside.take() {
            self.scope.folder = folder;
        }
    }

    fn change_folder(&mut self, command: &Simple, conditional: bool, here: Here<'_>) {
        let to = command.words.get(1).map(|word| self.scope.resolve(word, here.source));
        let known = to.filter(|to| to.is_literal() && !conditional);
        self.scope.change_folder(known.as_ref().map(|to| to.text.as_str()));
    }

    /// `. ./env.sh`: its commands run here. False where they are not known.
    fn sourced(&mut self, command: &Simple, here: Here<'_>) -> bool {
        let Some(path) = command.words.get(1).and_then(Word::literal) else { return false };
        let Found::File(source) = self.scope.find(&path) else { return false };
        if here.calls == DEEPEST || !self.scope.files.may_follow() {
            return false;
        }
        let text = Text::verbatim(source.text(), 0);
        let script = shell::parse(&text, Dialect::Sh);
        let there = Here { script: &script, source: &source, in_file: true, calls: here.calls + 1 };
        self.inside(command, |walk| walk.script(there));
        true
    }

    /// `main "$@"`: the commands of a function of the script. False where there is no such function.
    fn called(&mut self, command: &Simple, program: &str, here: Here<'_>) -> bool {
        let Some(body) = body(here.script, program) else { return false };
        if here.calls == DEEPEST || !self.scope.files.may_follow() {
            return true;
        }
        self.inside(command, |walk| walk.commands(body, Here { calls: here.calls + 1, ..here }));
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

    fn is_conditional(&mut self, command: &Simple) -> bool {
        if !matches!(command.joined, Joined::And | Joined::Or) {
            self.guarded = false;
        }
        self.maybe || self.guarded || command.context.branch || command.joined == Joined::Or
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

/// The commands of a function, as far as they stand in it themselves.
fn body<'s>(script: &'s Script, name: &str) -> Option<impl Iterator<Item = &'s Simple>> {
    let start = script.functions.iter().find(|function| function.value == name)?.span.end;
    let next = script.functions.iter().map(|function| function.span.start).filter(|at| *at > start).min();
    let end = next.unwrap_or(usize::MAX);
    let behind = script.own().skip_while(move |command| command.span.start < start);
    Some(behind.take_while(move |command| command.context.function && command.span.start < end))
}

/// The words with the script's arguments in place of a last `"$@"`; `None` where there is none.
fn with_arguments<'a>(words: &[Word], args: Option<Argv<'a>>) -> Option<(Vec<Word>, Argv<'a>)> {
    let (last, before) = words.split_last()?;
    let all = |word: &Word| {
        let [part] = word.parts.as_slice() else { return false };
        matches!(&part.kind, PartKind::Variable(variable)
            if variable.operation.is_none() && matches!(variable.name.as_str(), "@" | "*"))
    };
    let args = args.filter(|args| all(last) && args.is_of_one_file())?;
    Some((before.iter().chain(args.words).cloned().collect(), args))
}

/// Whether files or its own program may say where a server listens.
fn is_configured(server: &Server) -> bool {
    !server.unless.is_empty() || server.opaque.is_some()
}
