use std::collections::HashSet;

use crate::base::source::Place;
use crate::build::dockerfile::Dockerfile;
use crate::rule::shared::{labels, look};
use crate::rule::{Check, Context, rule};

rule!("label-missing", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    if cx.config.labels.is_empty() {
        return;
    }
    let inner = inner_stages(file);
    for stage in file.stages.iter().filter(|stage| !inner.contains(&stage.index)) {
        for name in cx.config.labels.keys() {
            if !labels::has(file, stage, name) {
                cx.report(
                    Place::new(&file.source, stage.image.span),
                    format!("the label `{name}` is missing"),
                )
                .help(format!("add `LABEL {name}=\"…\"`; dynolint.toml requires it"));
            }
        }
    }
}

/// The stages that others copy from or are based on, except the last one.
fn inner_stages(file: &Dockerfile) -> HashSet<usize> {
    let mut inner: HashSet<usize> = HashSet::new();
    for step in file.steps() {
        let named = look::origins(step.instruction);
        inner.extend(named.iter().filter_map(|name| Some(file.stage_named(&name.value)?.index)));
    }
    let based = |stage| file.ancestry(stage).nth(1).map(|below| below.index);
    inner.extend(file.stages.iter().filter_map(based));
    inner.remove(&file.stages.len().saturating_sub(1));
    inner
}
