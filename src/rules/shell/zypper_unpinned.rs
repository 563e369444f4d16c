use crate::model::scripts::Run;
use crate::model::tables::package_managers::ZYPPER;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::pinning;

rule!("zypper-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&ZYPPER], pinning::by_marks);
}
