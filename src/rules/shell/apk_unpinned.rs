use crate::build::packages::calls::{Arg, Call};
use crate::build::run_scripts::Run;
use crate::rule::shared::pinning;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::APK;

rule!("apk-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&APK], is_conflict);
}

/// `!busybox` excludes a package.
fn is_conflict(_: &Call, package: &Arg) -> bool {
    package.text.starts_with('!')
}
