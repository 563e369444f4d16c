use crate::diagnostic::Edit;
use crate::model::dockerfile::{Dockerfile, Stage};
use crate::rules::rule::{Check, Context, rule};
use crate::source::Place;

rule!("stage-name-casing", Check::Stage(check));

fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    let Some(name) = &stage.name else { return };
    let lower = name.value.to_lowercase();
    if lower == name.value {
        return;
    }
    let place = Place::new(&file.source, name.span);
    cx.report(place.clone(), format!("the stage name `{}` should be lower case", name.value))
        .help(format!("write `{lower}`"))
        .fix(format!("write `{lower}`"), vec![Edit::new(place, lower)]);
}
