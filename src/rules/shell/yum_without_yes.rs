use crate::model::dockerfile::Dockerfile;
use crate::model::tables::package_managers::YUM;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::asking::{self, Answer};

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
