use crate::model::dockerfile::Dockerfile;
use crate::model::tables::package_managers::DNF;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::asking::{self, Answer};

rule!("dnf-without-yes", Check::Dockerfile(check));

const ANSWER: Answer = Answer {
    managers: &[&DNF],
    option: "-y",
    global: false,
    settings: &["assumeyes=", "assumeyes ="],
    configuration: &["/etc/dnf/", "/etc/yum.conf"],
};

fn check(file: &Dockerfile, cx: &mut Context) {
    asking::check(file, cx, &ANSWER);
}
