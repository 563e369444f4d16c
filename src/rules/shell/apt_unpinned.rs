use crate::model::scripts::Run;
use crate::model::tables::package_managers::APT_GET;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::pinning;

rule!("apt-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&APT_GET], pinning::by_marks);
}
