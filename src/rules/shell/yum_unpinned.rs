use crate::model::scripts::Run;
use crate::model::tables::package_managers::YUM;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::pinning;

rule!("yum-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&YUM], pinning::by_release);
}
