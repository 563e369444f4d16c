use crate::build::packages::environment::{Variable, is_true};
use crate::build::run_scripts::Run;
use crate::rule::shared::uncached;
use crate::rule::shared::uncached::Uncached;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::PIP;

rule!("pip-cache-kept", Check::Run(check));

const CACHE: Uncached = Uncached {
    manager: &PIP,
    downloads: PIP.install,
    option: "--no-cache-dir",
    safe: true,
    others: &["--no-cache"],
    variable: Some(Variable { name: "PIP_NO_CACHE_DIR", fits: is_true }),
    even_removed: true,
    leaves: "its cache",
    help: "add `--no-cache-dir`, or set `ENV PIP_NO_CACHE_DIR=1` for every RUN",
};

fn check(run: &Run, cx: &mut Context) {
    uncached::check(run, cx, &CACHE);
}
