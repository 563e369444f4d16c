use crate::model::dockerfile::Dockerfile;
use crate::model::tables::package_managers::UV;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::caches;
use crate::rules::shell::environment::{Variable, is_true};
use crate::rules::shell::uncached::{self, Uncached};

rule!("uv-cache-kept", Check::Dockerfile(check));

const CACHE: Uncached = Uncached {
    manager: &UV,
    downloads: &["sync", "pip install", "pip sync", "tool install", "add"],
    option: "--no-cache",
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
