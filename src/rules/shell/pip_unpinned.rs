use crate::model::scripts::Run;
use crate::model::tables::package_managers::{PIP, PIPX};
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::calls::{Arg, Call};
use crate::rules::shell::pinning;

rule!("pip-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&PIP, &PIPX], is_bound);
}

/// A list or constraints beside it, the project itself, a path, or a commit.
fn is_bound(call: &Call, package: &Arg) -> bool {
    if call.has(&["--requirement", "-r", "--constraint", "-c"]) {
        return true;
    }
    match repository(&package.text) {
        Some(path) => path.rsplit('/').next().is_some_and(|name| name.contains('@')),
        None => package.text.starts_with('.') || package.text.contains('/'),
    }
}

/// What follows the protocol of `git+https://…`.
fn repository(package: &str) -> Option<&str> {
    let (protocol, path) = package.split_once("://")?;
    ["git+", "hg+", "svn+", "bzr+"].iter().any(|kind| protocol.contains(kind)).then_some(path)
}
