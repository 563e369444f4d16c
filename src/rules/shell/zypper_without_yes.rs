use crate::build::dockerfile::Dockerfile;
use crate::rule::shared::asking;
use crate::rule::shared::asking::Answer;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::ZYPPER;

rule!("zypper-without-yes", Check::Dockerfile(check));

const ANSWER: Answer = Answer {
    managers: &[&ZYPPER],
    option: "--non-interactive",
    global: true,
    settings: &[],
    configuration: &[],
};

fn check(file: &Dockerfile, cx: &mut Context) {
    asking::check(file, cx, &ANSWER);
}
