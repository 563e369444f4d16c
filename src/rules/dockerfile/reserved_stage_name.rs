use crate::base::source::Place;
use crate::build::dockerfile::{Dockerfile, Stage};
use crate::rule::{Check, Context, rule};

rule!("reserved-stage-name", Check::Stage(check));

fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    let Some(name) = &stage.name else { return };
    let means = match name.value.to_ascii_lowercase().as_str() {
        "scratch" => "the empty image",
        "context" => "the build context",
        _ => return,
    };
    cx.report(
        Place::new(&file.source, name.span),
        format!("`{}` is a reserved name: it means {means}", name.value),
    )
    .help("rename the stage");
}
