use crate::config::Builder;
use crate::diagnostic::Severity;
use crate::model::dockerfile::{Dockerfile, Stage};
use crate::model::project::Mode;
use crate::rules::rule::{Check, Context, rule};
use crate::source::Place;

rule!("duplicate-stage-name", Check::Stage(check));

fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    let Some(name) = &stage.name else { return };
    let same =
        |other: &&Stage| other.name.as_ref().is_some_and(|own| own.value.eq_ignore_ascii_case(&name.value));
    let earlier = file.stages.iter().take(stage.index).find(same);
    let Some(first) = earlier.and_then(|stage| stage.name.as_ref()) else { return };
    let refused = cx.project.mode == Mode::Git && cx.config.builder == Builder::Classic;
    let found = cx.report(
        Place::new(&file.source, name.span),
        format!("an earlier stage is called `{}` too", first.value),
    );
    found.related(Place::new(&file.source, first.span), "the earlier stage");
    found.help("give each stage its own name: from here on the name means this one");
    if !refused {
        found.weigh(Severity::Warning.min(found.severity));
    }
}
