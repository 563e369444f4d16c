use crate::base::source::Span;
use crate::build::dockerfile::Step;
use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Kind, Word};
use crate::syntax::dockerfile::expand;
use crate::syntax::dockerfile::expand::Lookup;

rule!("build-arg-unset", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for step in project.built_steps().filter(|step| !step.onbuild) {
        for (name, span) in needed(&step) {
            cx.report(
                step.place(span),
                format!("`{name}` is empty: its ARG has no default, and heroku.yml does not set it"),
            )
            .help(format!("add a default (`ARG {name}=…`), or a value under `build.config` in heroku.yml"));
        }
    }
}

/// Arguments without a value in the name of an image, a path or a URL.
fn needed(step: &Step) -> Vec<(String, Span)> {
    let words: Vec<&Word> = match &step.instruction.kind {
        Kind::From { image, .. } => vec![image],
        Kind::Copy(transfer) | Kind::Add(transfer) => {
            transfer.sources.iter().chain([&transfer.target]).collect()
        }
        Kind::Workdir(word) => vec![word],
        _ => Vec::new(),
    };
    words.into_iter().flat_map(|word| unset(step, word)).collect()
}

fn unset(step: &Step, word: &Word) -> Vec<(String, Span)> {
    let from = matches!(step.instruction.kind, Kind::From { .. });
    let stage = step.stage.filter(|_| !from);
    let declared = |name: &str| match stage {
        Some(stage) => stage.scope.before(name, step.index).is_some_and(|definition| !definition.env),
        None => step.file.globals.before(name, step.index).is_some(),
    };
    let found = expand::expand(&word.value, step.file.tree.escape, &|name| {
        step.file.variable(stage, step.index, name)
    });
    found
        .used
        .into_iter()
        // `${NAME:-default}` and similar forms have a value.
        .filter(|used| {
            word.value.get(used.range.clone()).is_some_and(|text| !text.contains([':', '-', '+', '?']))
        })
        .filter(|used| {
            declared(&used.name) && step.file.variable(stage, step.index, &used.name) == Lookup::Unset
        })
        .map(|used| {
            (used.name, Span::new(word.span.start + used.range.start, word.span.start + used.range.end))
        })
        .collect()
}
