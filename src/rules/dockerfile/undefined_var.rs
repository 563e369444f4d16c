use std::ops::Range;

use crate::base::source::Span;
use crate::base::suggest;
use crate::build::dockerfile::{Base, Step};
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Heredoc, Kind};
use crate::syntax::dockerfile::expand;

rule!("undefined-var", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    if step.onbuild || step.stage.is_none() || matches!(step.instruction.kind, Kind::From { .. }) {
        return;
    }
    for (name, span) in used(step) {
        if is_known(step, &name) || extends_itself(step, &name, span) {
            continue;
        }
        let global = step.file.globals.definitions(&name).first().map(|definition| definition.key);
        let found =
            cx.report(step.place(span), format!("`${name}` is not defined in this stage and may be empty"));
        if let Some(global) = global {
            found.related(step.place(global), "only FROM can see this ARG");
        }
        found.help(match suggest::nearest(&name, names(step).iter().map(String::as_str)) {
            _ if global.is_some() => format!("repeat `ARG {name}` inside this stage"),
            _ if name == "PORT" => {
                "Heroku sets PORT when a dyno starts, not during the build; use it in CMD".to_owned()
            }
            Some(near) => format!("did you mean `${near}`?"),
            None => format!("declare it above with `ARG {name}=…` or `ENV {name}=…`"),
        });
    }
}

/// The variables of an instruction with their places, including those in heredocs of COPY and ADD.
fn used(step: &Step) -> Vec<(String, Span)> {
    let escape = step.file.tree.escape;
    let mut found: Vec<(String, Span)> = Vec::new();
    for word in look::expanded(step.instruction) {
        let names = expand::variables(&word.value, escape);
        found.extend(names.into_iter().map(|(name, range)| (name, look::part(word, range))));
    }
    if look::transfer(step.instruction).is_some() {
        found.extend(step.instruction.heredocs.iter().filter(|heredoc| heredoc.expand).flat_map(in_heredoc));
    }
    found
}

/// Quotes have no meaning in a heredoc.
fn in_heredoc(heredoc: &Heredoc) -> Vec<(String, Span)> {
    let text = heredoc.body.text.replace(['"', '\''], " ");
    let place = |(name, range): (String, Range<usize>)| (name, heredoc.body.span(range));
    expand::variables(&text, '\\').into_iter().map(place).collect()
}

fn is_known(step: &Step, name: &str) -> bool {
    let unknown_base = step.stage.is_some_and(|stage| *step.file.root_base(stage) == Base::Unknown);
    unknown_base || name == "PATH" || name.starts_with("BUILDKIT_SBOM_SCAN_") || look::is_defined(step, name)
}

/// `ENV LD_LIBRARY_PATH=/opt/lib:$LD_LIBRARY_PATH`: this expects that the base image may set the variable.
fn extends_itself(step: &Step, name: &str, span: Span) -> bool {
    let scratch = step.stage.is_some_and(|stage| *step.file.root_base(stage) == Base::Scratch);
    let Kind::Env(pairs) = &step.instruction.kind else { return false };
    let at = pairs.partition_point(|pair| pair.key.span.start <= span.start);
    let around = at.checked_sub(1).and_then(|at| pairs.get(at));
    !scratch && around.is_some_and(|pair| pair.key.value == name)
}

/// The variables that the stage and those it is based on define, to find a name that a typo was meant to be.
fn names(step: &Step) -> Vec<String> {
    let stages = step.stage.into_iter().flat_map(|stage| step.file.ancestry(stage));
    let steps = stages.flat_map(|stage| step.file.steps_of(stage)).take(SEARCHED);
    let mut names = Vec::new();
    for earlier in steps.filter(|other| other.index < step.index) {
        names.extend(look::variables_set(&earlier).into_iter().map(|key| key.value.clone()));
    }
    names.sort();
    names.dedup();
    names
}

/// How many instructions are searched for such a name.
const SEARCHED: usize = 100;
