use std::sync::Arc;

use crate::base::diagnostic::Edit;
use crate::base::path;
use crate::base::source::{Place, Source, Span, Text};
use crate::exec::{Line, Ran, Script};
use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};
use crate::syntax::shell;
use crate::syntax::shell::interpreter;
use crate::syntax::shell::{Dialect, PartKind, Simple};
use crate::tables::commands;
use crate::tables::commands::ENDS;

rule!("entrypoint-script-no-exec", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let (Some(entrypoint @ Line::Exec { .. }), Some(command)) =
        (&process.started.entrypoint, &process.started.command)
    else {
        return;
    };
    let script = process.launch.commands.first().and_then(|ran: &Ran| ran.script.as_ref());
    let Some(script) = script.filter(|script| entrypoint.place().holds(&script.word)) else { return };
    let Some(source) = script.source().filter(|source| is_shell(script, source)) else { return };
    // Heroku wants a command beside an entrypoint: the script itself is as good as any.
    let name = path::name(script.word.text());
    if command.text().contains(name) {
        return;
    }
    // Or the script starts the very command by itself.
    let bare = |line: &str| line.trim().trim_start_matches("exec ").trim().to_owned();
    if source.text().lines().any(|line| bare(line) == bare(&command.text())) {
        return;
    }
    let text = Text::verbatim(source.text(), 0);
    let parsed = shell::parse(&text, Dialect::Bash);
    if !parsed.errors.is_empty() || uses_arguments(source.text(), &parsed) {
        return;
    }
    let last = parsed.own().filter(|command| !command.context.function).last();
    let place = last.map_or(Place::file(source), |last| Place::new(source, last.span));
    let found = cx.report(place, format!("`{name}` never runs the command it receives"));
    found.related(entrypoint.place(), "the entrypoint").related(command.place(), "the command it receives");
    if last.is_some_and(ends) {
        found.help("end it with `exec \"$@\"`, which runs that command");
        // A container that ended with the script goes on then.
        found.unsafe_fix("add `exec \"$@\"`", vec![at_the_end(source)]);
    } else {
        found.help(format!(
            "end it with `exec \"$@\"` and start the server with CMD, or make `{name}` the CMD: the release and `heroku run` use the ENTRYPOINT too"
        ));
    }
}

fn is_shell(script: &Script, source: &Source) -> bool {
    let program = interpreter(source.text());
    !script.is_direct() || program.is_none_or(|program| Dialect::of(program) != Dialect::Other)
}

/// Whether a script makes anything of its arguments, or may.
fn uses_arguments(text: &str, script: &shell::Script) -> bool {
    const ALL: &[&str] = &["$@", "$*", "${@", "${*", "$#", "${#", "BASH_ARGV"];
    let numbered = |command: &Simple| {
        let words = command.words.iter().chain(command.assigned().map(|it| &it.value));
        let parts = words.flat_map(|word| &word.parts);
        let mut names = parts.filter_map(|part| match &part.kind {
            PartKind::Variable(variable) => Some(variable.name.as_str()),
            _ => None,
        });
        names.any(|name| name != "0" && name.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let reads = |command: &Simple| match command.effective().program.as_str() {
        "eval" | "shift" | "getopts" => true,
        "." | "source" => {
            command.words.get(1).is_none_or(|file| file.literal().is_none_or(|it| it.ends_with(".sh")))
        }
        _ => false,
    };
    let mut cases = text.match_indices("case ").filter_map(|(at, case)| text.get(at + case.len()..));
    let is_case = |rest: &str| {
        let name = rest.trim_start_matches(['"', ' ', '{']).strip_prefix('$')?.trim_start_matches('{');
        name.starts_with(|first: char| first.is_ascii_digit()).then_some(())
    };
    ALL.iter().any(|use_of| text.contains(use_of))
        || cases.any(|rest| is_case(rest).is_some())
        || script
            .commands
            .iter()
            .any(|command| reads(command) || (!command.context.function && numbered(command)))
}

/// Whether a command surely ends by itself, so that something may follow it.
fn ends(command: &Simple) -> bool {
    let found = command.effective();
    let args: Vec<String> = found.args.iter().map(|word| word.text().to_owned()).collect();
    let known = ENDS.iter().any(|row| commands::fits(row, &found.program, &args));
    command.words.is_empty() || (known && !command.background && !found.is_via("exec"))
}

fn at_the_end(source: &Arc<Source>) -> Edit {
    let text = source.text();
    let line = if text.is_empty() || text.ends_with('\n') { "exec \"$@\"\n" } else { "\nexec \"$@\"\n" };
    Edit::new(Place::new(source, Span::at(text.len())), line)
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    const DOCKERFILE: &str = "FROM python\nCOPY . /\nENTRYPOINT [\"/e.sh\"]\nCMD [\"gunicorn\", \"app\"]\n";

    #[track_caller]
    fn says(script: &str, expected: &[&str]) {
        check("entrypoint-script-no-exec", [("Dockerfile", DOCKERFILE), ("e.sh", script)], expected);
    }

    #[test]
    fn what_uses_arguments_is_left_alone() {
        for script in [
            "exec gunicorn \"$@\"",
            "exec bash -c \"$*\"",
            "if [ $# -eq 0 ]; then a; fi",
            "exec $1",
            "exec \"${1:-web}\"",
            "case ${1} in a) b ;; esac",
            "run=\"$1\"; $run",
            "shift; a",
            "eval a",
            ". ./lib.sh; main",
            ". \"$LIB\"",
            "if",
        ] {
            says(script, &[]);
        }
    }

    #[test]
    fn what_only_functions_and_other_programs_use_is_no_use() {
        let found = |line: &str| format!("e.sh:{line}: `e.sh` never runs the command it receives");
        says("awk '{ print $1 }' a", &[&found("1:1")]);
        says(
            "wait_for() { nc $1 $2; }\nwait_for a 1\n. /venv/bin/activate\ngunicorn other",
            &[&found("4:1")],
        );
        says("# exec \"$0\"\nset -e\n", &[&found("2:1")]);
    }
}
