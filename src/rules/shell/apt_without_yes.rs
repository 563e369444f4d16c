use crate::build::dockerfile::Dockerfile;
use crate::rule::shared::asking;
use crate::rule::shared::asking::Answer;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::{APT, APT_GET, APTITUDE};

rule!("apt-without-yes", Check::Dockerfile(check));

const ANSWER: Answer = Answer {
    managers: &[&APT_GET, &APT, &APTITUDE],
    option: "-y",
    global: false,
    settings: &["get::assume-yes \"", "get::assume-yes \\\"", "get::assume-yes true"],
    configuration: &["/etc/apt/apt.conf"],
};

fn check(file: &Dockerfile, cx: &mut Context) {
    asking::check(file, cx, &ANSWER);
}
