use crate::build::packages::calls::{Arg, Call};
use crate::build::run_scripts::Run;
use crate::rule::shared::pinning;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::GO;

rule!("go-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&GO], is_bound);
}

/// A fixed version, a local package, and the arguments of a program that `go run` starts.
fn is_bound(call: &Call, package: &Arg) -> bool {
    let argument =
        call.verb == "run" && !call.operands.first().is_some_and(|first| std::ptr::eq(first, package));
    let name = package.text.as_str();
    let versioned = name.split_once('@').map(|(_, version)| !matches!(version, "latest" | "none"));
    argument || versioned.unwrap_or_else(|| is_here(name))
}

/// A path, a file, or a package of the standard library or this module: a remote package starts with a domain.
fn is_here(name: &str) -> bool {
    let host = name.split('/').next().unwrap_or("");
    name.starts_with(['.', '/']) || name.ends_with(".go") || !host.contains('.')
}
