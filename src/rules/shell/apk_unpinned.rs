use crate::model::scripts::Run;
use crate::model::tables::package_managers::APK;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::calls::{Arg, Call};
use crate::rules::shell::pinning;

rule!("apk-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&APK], is_conflict);
}

/// `!busybox` keeps a package out.
fn is_conflict(_: &Call, package: &Arg) -> bool {
    package.text.starts_with('!')
}
