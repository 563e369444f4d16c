use crate::build::packages::calls::{Arg, Call};
use crate::build::run_scripts::Run;
use crate::rule::shared::pinning;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::CARGO;

rule!("cargo-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&CARGO], is_bound);
}

/// `--version` is for all packages. A repository or folder has no release to pin.
fn is_bound(call: &Call, package: &Arg) -> bool {
    package.text.contains('@') || call.has(&["--version", "--vers", "--git", "--path"])
}
