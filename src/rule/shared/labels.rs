//! Labels and what the configuration says about them.

use crate::build::dockerfile::{Dockerfile, Stage, Step};
use crate::config::LabelType;
use crate::rule::Context;
use crate::syntax::dockerfile::ast::{Kind, Pair};

/// The labels of an instruction, each with its name.
pub fn of<'a>(step: &Step<'a>) -> Vec<(&'a Pair, String)> {
    let Kind::Label(pairs) = &step.instruction.kind else { return Vec::new() };
    let pairs = pairs.iter().filter(|_| !step.onbuild);
    pairs.filter_map(|pair| Some((pair, step.value(&pair.key.value)?))).collect()
}

/// The labels of an instruction that the configuration lists, each with its type and its value.
pub fn typed<'a>(step: &Step<'a>, cx: &Context) -> Vec<(&'a Pair, LabelType, String)> {
    let found = of(step).into_iter().filter_map(|(pair, name)| {
        let value = step.value(&pair.value.as_ref()?.value)?;
        Some((pair, *cx.config.labels.get(&name)?, value))
    });
    found.collect()
}

/// Whether a stage, or one below it, sets a label.
pub fn has(file: &Dockerfile, stage: &Stage, name: &str) -> bool {
    let steps = file.ancestry(stage).flat_map(|stage| file.steps_of(stage));
    steps.into_iter().any(|step| of(&step).iter().any(|(_, label)| label == name))
}
