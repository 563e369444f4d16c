use crate::build::dockerfile::Dockerfile;
use crate::rule::shared::asking;
use crate::rule::shared::asking::Answer;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::YUM;

rule!("yum-without-yes", Check::Dockerfile(check));

const ANSWER: Answer = Answer {
    managers: &[&YUM],
    option: "-y",
    global: false,
    settings: &["assumeyes=", "assumeyes ="],
    configuration: &["/etc/yum.conf", "/etc/yum/", "/etc/dnf/"],
};

fn check(file: &Dockerfile, cx: &mut Context) {
    asking::check(file, cx, &ANSWER);
}
