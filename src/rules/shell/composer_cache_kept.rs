use crate::model::dockerfile::Dockerfile;
use crate::model::tables::package_managers::COMPOSER;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::caches;
use crate::rules::shell::environment::Variable;
use crate::rules::shell::uncached::{self, Uncached};

rule!("composer-cache-kept", Check::Dockerfile(check));

const CACHE: Uncached = Uncached {
    manager: &COMPOSER,
    downloads: &["install", "i", "require", "req", "update", "create-project", "global require"],
    option: "--no-cache",
    others: &["--no-install", "--dry-run"],
    variable: Some(Variable { name: "COMPOSER_CACHE_DIR", fits: is_elsewhere }),
    even_removed: false,
    leaves: "its cache",
    help: "add `--no-cache`, or set `ENV COMPOSER_CACHE_DIR=/dev/null` for every RUN",
};

/// Wherever it is then, somebody thought of it.
fn is_elsewhere(folder: &str) -> bool {
    !folder.is_empty()
}

fn check(file: &Dockerfile, cx: &mut Context) {
    for run in caches::kept_runs(file, cx) {
        uncached::check(&run, cx, &CACHE);
    }
}
