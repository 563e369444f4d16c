use crate::build::packages::calls::{Arg, Call};
use crate::build::run_scripts::Run;
use crate::rule::shared::pinning;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::{BUNDLE, GEM};

rule!("gem-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&GEM, &BUNDLE], is_bound);
}

/// `--version` is for all packages. A repository or folder has no release to pin.
fn is_bound(call: &Call, _: &Arg) -> bool {
    call.has(&["-v", "--version", "--git", "--github", "--path"])
}
