use crate::build::dockerfile::Dockerfile;
use crate::rule::shared::asking;
use crate::rule::shared::asking::Answer;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::DNF;

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
