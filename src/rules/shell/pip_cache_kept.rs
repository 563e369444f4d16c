use crate::model::scripts::Run;
use crate::model::tables::package_managers::PIP;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::environment::{Variable, is_true};
use crate::rules::shell::uncached::{self, Uncached};

rule!("pip-cache-kept", Check::Run(check));

const CACHE: Uncached = Uncached {
    manager: &PIP,
    downloads: PIP.install,
    option: "--no-cache-dir",
    others: &["--no-cache"],
    variable: Some(Variable { name: "PIP_NO_CACHE_DIR", fits: is_true }),
    even_removed: true,
    leaves: "its cache",
    help: "add `--no-cache-dir`, or set `ENV PIP_NO_CACHE_DIR=1` for every RUN",
};

fn check(run: &Run, cx: &mut Context) {
    uncached::check(run, cx, &CACHE);
}
