use crate::model::scripts::Run;
use crate::model::tables::package_managers::{DNF, MICRODNF};
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::pinning;

rule!("dnf-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&DNF, &MICRODNF], pinning::by_release);
}
