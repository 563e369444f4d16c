use std::collections::HashSet;

use crate::base::source::Place;
use crate::build::dockerfile::{Dockerfile, Stage};
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("healthcheck-missing", Check::Dockerfile(check));

/// A stage counts as checked if one it is based on is, or one that is based on it.
fn check(file: &Dockerfile, cx: &mut Context) {
    let with: HashSet<usize> =
        file.stages.iter().filter(|stage| has_healthcheck(file, stage)).map(|stage| stage.index).collect();
    let based = file.stages.iter().filter(|stage| with.contains(&stage.index));
    let checked: HashSet<usize> =
        based.flat_map(|stage| file.ancestry(stage)).map(|below| below.index).collect();
    for stage in &file.stages {
        let inherits = file.ancestry(stage).any(|below| with.contains(&below.index));
        if !inherits && !checked.contains(&stage.index) {
            cx.report(Place::new(&file.source, stage.image.span), "this stage has no HEALTHCHECK")
                .help("add `HEALTHCHECK CMD …` if Docker or Swarm runs this image; Heroku ignores it");
        }
    }
}

fn has_healthcheck(file: &Dockerfile, stage: &Stage) -> bool {
    file.steps_of(stage).any(|step| matches!(step.instruction.kind, Kind::Healthcheck(_)))
}
