use crate::model::dockerfile::{Dockerfile, Stage};
use crate::rules::form::{labels, look};
use crate::rules::rule::{Check, Context, rule};
use crate::source::Place;

rule!("label-missing", Check::Stage(check));

fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    if cx.config.labels.is_empty() || !is_image(stage, file) {
        return;
    }
    for name in cx.config.labels.keys() {
        if !labels::has(file, stage, name) {
            cx.report(Place::new(&file.source, stage.image.span), format!("the label `{name}` is missing"))
                .help(format!("add `LABEL {name}=\"…\"`; dynolint.toml asks for it"));
        }
    }
}

/// Whether the stage is more than a place that others copy from, or are based on.
fn is_image(stage: &Stage, file: &Dockerfile) -> bool {
    let means = |name: &str| file.stage_named(name).is_some_and(|named| named.index == stage.index);
    let copied =
        file.steps().any(|step| look::origins(step.instruction).iter().any(|name| means(&name.value)));
    let based_on = file.stages.iter().any(|other| {
        other.index != stage.index && file.ancestry(other).any(|below| below.index == stage.index)
    });
    stage.index + 1 == file.stages.len() || !(copied || based_on)
}
