use crate::base::diagnostic::Edit;
use crate::base::source::Text;
use crate::build::dockerfile::{Dockerfile, Stage, Step};
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Command, Kind};
use crate::syntax::shell;
use crate::syntax::shell::Dialect;

rule!("json-args-recommended", Check::Stage(check));

/// A SHELL instruction, in this stage or in one it is based on, shows that a shell is wanted.
fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    if file.ancestry(stage).nth(1).is_some_and(|below| below.shell.index().is_some()) {
        return;
    }
    let without_shell =
        file.steps_of(stage).take_while(|step| !matches!(step.instruction.kind, Kind::Shell(_)));
    without_shell.for_each(|step| check_step(&step, cx));
}

fn check_step(step: &Step, cx: &mut Context) {
    let (Kind::Cmd(Command::Shell(text))
    | Kind::Entrypoint(Command::Shell(text))
    | Kind::Healthcheck(Some(Command::Shell(text)))) = &step.instruction.kind
    else {
        return;
    };
    let Some(words) = plain_words(text) else { return };
    let keyword = match step.instruction.kind {
        Kind::Healthcheck(_) => "HEALTHCHECK CMD".to_owned(),
        _ => step.keyword(),
    };
    let found =
        cx.report(step.place(text.span), format!("this {keyword} runs in a shell, but does not need one"));
    let strings: Vec<String> = words.iter().map(|word| json_string(word)).collect();
    let array = format!("[{}]", strings.join(", "));
    found.help(format!("write `{keyword} {array}`: the program then receives stop signals itself"));
    if !step.place(text.span).text().contains('\n') {
        found.unsafe_fix("write it in exec form", vec![Edit::new(step.place(text.span), array)]);
    }
}

/// The words of a command that needs no shell.
fn plain_words(text: &Text) -> Option<Vec<String>> {
    if text.text.contains(['$', '`', '*', '?', '[', '~', '{', '!', '#', '\\']) {
        return None;
    }
    let script = shell::parse(text, Dialect::Sh);
    let mut own = script.own();
    let (Some(command), None) = (own.next(), own.next()) else { return None };
    let alone = command.assignments.is_empty()
        && command.redirections.is_empty()
        && command.pipe.is_none()
        && !command.background
        && script.errors.is_empty()
        && command.span.start == text.span.start
        && command.span.end == text.span.end;
    let words: Vec<String> = command
        .words
        .iter()
        .map(|word| word.literal().map(|word| word.into_owned()))
        .collect::<Option<_>>()?;
    let program = words.first()?;
    (alone && !BUILTINS.contains(&program.as_str())).then_some(words)
}

/// Commands that only a shell has.
const BUILTINS: &[&str] = &[
    ".", ":", "cd", "command", "eval", "exec", "exit", "export", "read", "set", "shift", "source", "trap",
    "type", "ulimit", "umask", "unset", "wait",
];

fn json_string(word: &str) -> String {
    serde_json::to_string(word).unwrap_or_default()
}
