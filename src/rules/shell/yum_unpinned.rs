use crate::build::run_scripts::Run;
use crate::rule::shared::pinning;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::YUM;

rule!("yum-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&YUM], pinning::by_release);
}
