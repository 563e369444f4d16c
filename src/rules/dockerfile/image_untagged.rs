use crate::base::source::Place;
use crate::build::dockerfile::{Base, Dockerfile, Stage};
use crate::rule::{Check, Context, rule};

rule!("image-untagged", Check::Stage(check));

fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    let Base::Image(reference) = &stage.base else { return };
    if reference.tag.is_some() || reference.digest.is_some() {
        return;
    }
    let name = reference.familiar_name();
    let what = if stage.image.value.contains('$') {
        format!("`{}` expands to `{name}`, which has no tag", stage.image.value)
    } else {
        format!("`{name}` has no tag: each build may get a different version")
    };
    cx.report(Place::new(&file.source, stage.image.span), what)
        .help(format!("add the version you want: `{name}:…`"));
}
