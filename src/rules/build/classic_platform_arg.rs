use crate::diagnostic::Severity;
use crate::model::dockerfile::{PLATFORM_ARGS, Step};
use crate::model::project::Project;
use crate::rules::rule::{Check, Context, rule};
use crate::source::Span;
use crate::syntax::dockerfile::ast::{Command, Kind};
use crate::syntax::dockerfile::expand;
use crate::syntax::shell::PartKind;

rule!("classic-platform-arg", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for step in project.built_steps() {
        let from = matches!(step.instruction.kind, Kind::From { .. });
        for (name, span) in uses(&step) {
            if is_given(&step, &name) {
                continue;
            }
            let message = format!("`{name}` is empty on Heroku's builder: only BuildKit sets it");
            let found = cx.report(step.place(span), message);
            if from {
                found
                    .weigh(Severity::Error)
                    .help("write the platform, or remove the flag: dynos are linux/amd64");
            } else {
                found.help(format!("declare it with a value: `ARG {name}={}`", value(&name)));
            }
        }
    }
}

/// The platform variables of an instruction, each with its place.
fn uses(step: &Step) -> Vec<(String, Span)> {
    let escape = step.file.tree.escape;
    let word = |text: &str, start: usize| {
        let found = expand::variables(text, escape);
        found
            .into_iter()
            .map(|(name, range)| (name, Span::new(start + range.start, start + range.end)))
            .collect::<Vec<_>>()
    };
    let all = match &step.instruction.kind {
        Kind::From { image, .. } => {
            let platform = step.instruction.flags.iter().filter_map(|flag| flag.value.as_ref());
            platform.chain([image]).flat_map(|one| word(&one.value, one.span.start)).collect()
        }
        Kind::Run(Command::Shell(_)) => run_uses(step),
        Kind::Copy(transfer) | Kind::Add(transfer) => {
            let words = transfer.sources.iter().chain([&transfer.target]);
            words.flat_map(|one| word(&one.value, one.span.start)).collect()
        }
        Kind::Env(pairs) => pairs
            .iter()
            .filter_map(|pair| pair.value.as_ref())
            .flat_map(|one| word(&one.value, one.span.start))
            .collect(),
        _ => Vec::new(),
    };
    all.into_iter()
        .filter(|(name, _)| PLATFORM_ARGS.contains(&name.as_str()) && is_declared(step, name))
        .collect()
}

/// In a stage BuildKit sets only what an ARG declares; a FROM may use all of them.
fn is_declared(step: &Step, name: &str) -> bool {
    matches!(step.instruction.kind, Kind::From { .. })
        || step.stage.is_some_and(|stage| stage.scope.before(name, step.index).is_some())
}

/// What the script itself gives a value or a default (`${TARGETARCH:-amd64}`), and what it only compares, may be empty.
fn run_uses(step: &Step) -> Vec<(String, Span)> {
    let mut runs = step.file.runs_in(step.index..step.index + 1);
    let Some(run) = runs.find(|run| run.step.onbuild == step.onbuild) else { return Vec::new() };
    let commands = &run.run.script.commands;
    let assigned = |name: &str| {
        commands.iter().flat_map(|command| command.assigned()).any(|assignment| assignment.name.value == name)
    };
    let compares = |program: &str| matches!(program, "[" | "[[" | "test");
    commands
        .iter()
        .filter(|command| !compares(&command.effective().program))
        .flat_map(|command| command.words.iter())
        .flat_map(|word| word.parts.iter())
        .filter_map(|part| match &part.kind {
            PartKind::Variable(variable) if variable.operation.is_none() && !assigned(&variable.name) => {
                Some((variable.name.clone(), part.span))
            }
            _ => None,
        })
        .collect()
}

/// Whether something gives it a value: `ARG TARGETARCH=amd64`, or ENV.
fn is_given(step: &Step, name: &str) -> bool {
    let definitions = match step.stage.filter(|_| !matches!(step.instruction.kind, Kind::From { .. })) {
        Some(stage) => stage.scope.before(name, step.index),
        None => step.file.globals.before(name, step.index),
    };
    definitions.is_some_and(|definition| matches!(definition.value, expand::Lookup::Value(_)))
}

fn value(name: &str) -> &'static str {
    match name {
        "TARGETOS" | "BUILDOS" => "linux",
        "TARGETARCH" | "BUILDARCH" => "amd64",
        "TARGETVARIANT" | "BUILDVARIANT" => "\"\"",
        _ => "linux/amd64",
    }
}
