use crate::model::dockerfile::{Dockerfile, Stage};
use crate::rules::form::repeated;
use crate::rules::rule::{Check, Context, rule};

rule!("healthcheck-repeated", Check::Stage(check));

fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    repeated::report_later(file, stage, "HEALTHCHECK", cx);
}
