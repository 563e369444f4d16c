use crate::build::packages::calls::{Arg, Call};
use crate::build::run_scripts::Run;
use crate::rule::shared::pinning;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::{BUN, NPM, PNPM, YARN};

rule!("npm-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&NPM, &PNPM, &YARN, &BUN], is_bound);
}

/// A version, a tag, or a folder.
fn is_bound(_: &Call, package: &Arg) -> bool {
    let package = package.text.as_str();
    let local = matches!(package, "." | "..")
        || ["/", "./", "../", "~/", "file:"].iter().any(|start| package.starts_with(start));
    let name = package.strip_prefix('@').unwrap_or(package);
    local || (name.contains('@') && !name.contains("://"))
}
