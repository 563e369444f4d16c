use crate::model::scripts::Run;
use crate::model::tables::package_managers::{BUNDLE, GEM};
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::calls::{Arg, Call};
use crate::rules::shell::pinning;

rule!("gem-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&GEM, &BUNDLE], is_bound);
}

/// `--version` is for all of them; a repository or folder is no release.
fn is_bound(call: &Call, _: &Arg) -> bool {
    call.has(&["-v", "--version", "--git", "--github", "--path"])
}
