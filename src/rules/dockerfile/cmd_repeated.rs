use crate::build::dockerfile::{Dockerfile, Stage};
use crate::rule::shared::repeated;
use crate::rule::{Check, Context, rule};

rule!("cmd-repeated", Check::Stage(check));

fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    repeated::report_later(file, stage, "CMD", cx);
}
