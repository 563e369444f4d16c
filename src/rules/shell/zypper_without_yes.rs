use crate::model::dockerfile::Dockerfile;
use crate::model::tables::package_managers::ZYPPER;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::asking::{self, Answer};

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
