use crate::base::diagnostic::Edit;
use crate::base::source::{Place, Span};
use crate::build::dockerfile::{Base, Dockerfile, PLATFORM_ARGS, Step};
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Command, Kind, Word};
use crate::syntax::dockerfile::expand;
use crate::syntax::shell::PartKind;

rule!("build-arg-out-of-scope", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    let mut seen: Vec<(usize, String)> = Vec::new();
    for step in file.steps().filter(|step| !step.onbuild) {
        let Some(stage) = step.stage.filter(|stage| stage.instructions.start != step.index) else { continue };
        for (name, span) in uses(&step) {
            let key = (stage.index, name);
            if seen.contains(&key) || !is_lost(file, &step, &key.1) {
                continue;
            }
            let name = key.1.clone();
            seen.push(key);
            let declared = file.globals.definitions(&name).first().map(|definition| definition.key);
            let found = cx.report(
                step.place(span),
                format!("`{name}` is empty here: an ARG before FROM is not available inside a stage"),
            );
            if let Some(declared) = declared {
                found.related(step.place(declared), "declared here");
            }
            found.help(format!("declare it again after FROM, without a value: `ARG {name}`"));
            let Some(from) = file.instruction(stage.instructions.start) else { continue };
            let arg = if from.keyword.value.starts_with(char::is_lowercase) { "arg" } else { "ARG" };
            let at = Place::new(&file.source, Span::at(from.span.end));
            // The build may do something else with the value than without.
            found.unsafe_fix(format!("add `ARG {name}`"), vec![Edit::new(at, format!("\n{arg} {name}"))]);
        }
    }
}

/// Whether a global ARG is used where the stage does not define that name.
fn is_lost(file: &Dockerfile, step: &Step, name: &str) -> bool {
    let Some(stage) = step.stage else { return false };
    let known = file.ancestry(stage).any(|one| {
        let at = if one.index == stage.index { step.index } else { usize::MAX };
        one.scope.before(name, at).is_some_and(|definition| definition.env || one.index == stage.index)
    });
    let global = !file.globals.definitions(name).is_empty();
    global && !known && !PLATFORM_ARGS.contains(&name) && !base_may_set(file.root_base(stage), name)
}

/// Official images have `PYTHON_VERSION` and the like among their ENV.
fn base_may_set(base: &Base, name: &str) -> bool {
    *base != Base::Scratch && name.ends_with("_VERSION")
}

/// The variables an instruction expands, each with its place.
fn uses(step: &Step) -> Vec<(String, Span)> {
    let escape = step.file.tree.escape;
    let of = |word: &Word| {
        let start = word.span.start;
        let found = expand::variables(&word.value, escape).into_iter();
        found
            .map(|(name, range)| (name, Span::new(start + range.start, start + range.end)))
            .collect::<Vec<_>>()
    };
    match &step.instruction.kind {
        Kind::Run(Command::Shell(_)) => in_script(step),
        Kind::Copy(transfer) | Kind::Add(transfer) => {
            transfer.sources.iter().chain([&transfer.target]).flat_map(of).collect()
        }
        Kind::Env(pairs) | Kind::Label(pairs) => {
            pairs.iter().filter_map(|pair| pair.value.as_ref()).flat_map(of).collect()
        }
        Kind::Workdir(word) | Kind::User(word) => of(word),
        _ => Vec::new(),
    }
}

fn in_script(step: &Step) -> Vec<(String, Span)> {
    let mut runs = step.file.runs_in(step.index..step.index + 1);
    let Some(run) = runs.find(|run| !run.step.onbuild) else { return Vec::new() };
    let commands = &run.run.script.commands;
    let assigned =
        |name: &str| commands.iter().flat_map(|one| one.assigned()).any(|one| one.name.value == name);
    let words = commands.iter().flat_map(|command| &command.words);
    words
        .flat_map(|word| &word.parts)
        .filter_map(|part| match &part.kind {
            PartKind::Variable(variable) if variable.operation.is_none() && !assigned(&variable.name) => {
                Some((variable.name.clone(), part.span))
            }
            _ => None,
        })
        .collect()
}
