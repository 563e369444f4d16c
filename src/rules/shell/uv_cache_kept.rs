use crate::build::dockerfile::Dockerfile;
use crate::build::packages::environment::{Variable, is_true};
use crate::rule::shared::caches;
use crate::rule::shared::uncached;
use crate::rule::shared::uncached::Uncached;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::UV;

rule!("uv-cache-kept", Check::Dockerfile(check));

const CACHE: Uncached = Uncached {
    manager: &UV,
    downloads: &["sync", "pip install", "pip sync", "tool install", "add"],
    option: "--no-cache",
    safe: true,
    others: &["--no-cache-dir", "-n", "--cache-dir", "--dry-run"],
    variable: Some(Variable { name: "UV_NO_CACHE", fits: is_true }),
    even_removed: false,
    leaves: "its cache",
    help: "add `--no-cache`, or set `ENV UV_NO_CACHE=1` for every RUN",
};

fn check(file: &Dockerfile, cx: &mut Context) {
    for run in caches::kept_runs(file, cx) {
        uncached::check(&run, cx, &CACHE);
    }
}
