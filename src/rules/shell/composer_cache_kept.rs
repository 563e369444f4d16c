use crate::build::dockerfile::Dockerfile;
use crate::build::packages::environment::Variable;
use crate::rule::shared::caches;
use crate::rule::shared::uncached;
use crate::rule::shared::uncached::Uncached;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::COMPOSER;

rule!("composer-cache-kept", Check::Dockerfile(check));

const CACHE: Uncached = Uncached {
    manager: &COMPOSER,
    downloads: &["install", "i", "require", "req", "update", "create-project", "global require"],
    option: "--no-cache",
    safe: false,
    others: &["--no-install", "--dry-run"],
    variable: Some(Variable { name: "COMPOSER_CACHE_DIR", fits: is_elsewhere }),
    even_removed: false,
    leaves: "its cache",
    help: "add `--no-cache`, or set `ENV COMPOSER_CACHE_DIR=/dev/null` for every RUN",
};

/// If it is set at all, it was set on purpose.
fn is_elsewhere(folder: &str) -> bool {
    !folder.is_empty()
}

fn check(file: &Dockerfile, cx: &mut Context) {
    for run in caches::kept_runs(file, cx) {
        uncached::check(&run, cx, &CACHE);
    }
}
