use std::collections::HashMap;

use crate::build::dockerfile::{Dockerfile, Step};
use crate::build::run_scripts::Run;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Command, Flag, Kind};
use crate::syntax::shell::Dialect;

rule!("consecutive-runs", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    let commands: HashMap<usize, usize> =
        file.runs().filter(|run| !run.step.onbuild).map(|run| (run.step.index, commands(&run))).collect();
    let steps: Vec<Step> = file.steps().filter(|step| !step.onbuild).collect();
    for pair in steps.windows(2) {
        let [above, below] = pair else { continue };
        if is_short(above, &commands) && is_short(below, &commands) && flags(above) == flags(below) {
            cx.report(
                below.place(below.instruction.keyword.span),
                "two RUN instructions in a row: each one adds a layer",
            )
            .related(above.place(above.instruction.keyword.span), "the RUN before it")
            .help("join their commands with `&&` in one RUN");
        }
    }
}

/// How many commands a RUN has. In a shell that is not parsed, the separators are counted.
fn commands(run: &Run) -> usize {
    match (run.run.dialect, &run.step.instruction.kind) {
        (Dialect::Other, Kind::Run(Command::Shell(text))) => {
            text.text.matches([';', '|', '&', '\n', '(']).count() + 1
        }
        _ => run.run.script.commands.len(),
    }
}

/// Whether it is a RUN with a single command.
fn is_short(step: &Step, commands: &HashMap<usize, usize>) -> bool {
    match &step.instruction.kind {
        Kind::Run(Command::Exec(..)) => true,
        Kind::Run(Command::Shell(text)) => {
            step.instruction.heredocs.is_empty()
                && !text.text.is_empty()
                && commands.get(&step.index).is_none_or(|count| *count <= 1)
        }
        _ => false,
    }
}

fn flags<'a>(step: &Step<'a>) -> Vec<(&'a str, Option<&'a str>)> {
    let flag =
        |flag: &'a Flag| (flag.name.value.as_str(), flag.value.as_ref().map(|value| value.value.as_str()));
    step.instruction.flags.iter().map(flag).collect()
}
