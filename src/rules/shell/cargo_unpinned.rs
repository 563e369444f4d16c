use crate::model::scripts::Run;
use crate::model::tables::package_managers::CARGO;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::calls::{Arg, Call};
use crate::rules::shell::pinning;

rule!("cargo-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&CARGO], is_bound);
}

/// `--version` is for all of them; a repository or folder is no release.
fn is_bound(call: &Call, package: &Arg) -> bool {
    package.text.contains('@') || call.has(&["--version", "--vers", "--git", "--path"])
}
