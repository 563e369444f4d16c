use crate::build::packages::calls::{Arg, Call};
use crate::build::run_scripts::Run;
use crate::rule::shared::pinning;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::{PIP, PIPX, UV};

rule!("pip-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&PIP, &PIPX, &UV], is_bound);
}

/// A requirements or constraints file, the project itself, a path, or a commit.
fn is_bound(call: &Call, package: &Arg) -> bool {
    if call.has(&["--requirement", "-r", "--constraint", "-c"]) {
        return true;
    }
    let version = package.text.split_once('@').map(|(_, version)| version);
    if call.verb == "tool install" && version.is_some_and(|version| version != "latest") {
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
