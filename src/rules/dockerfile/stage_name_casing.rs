use crate::base::diagnostic::Edit;
use crate::base::source::Place;
use crate::build::dockerfile::{Dockerfile, Stage};
use crate::rule::{Check, Context, rule};

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
