use crate::build::dockerfile::Dockerfile;
use crate::rule::shared::caches;
use crate::rule::shared::caches::Cache;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::NPM;

rule!("npm-cache-kept", Check::Dockerfile(check));

const CACHE: Cache = Cache {
    managers: &[&NPM],
    downloads: &["install", "i", "in", "ins", "add", "ci", "clean-install", "install-clean", "update"],
    cleaners: &[&NPM],
    clean: "npm cache clean --force",
    safe: true,
};

fn check(file: &Dockerfile, cx: &mut Context) {
    for run in caches::kept_runs(file, cx) {
        caches::check(&run, cx, &CACHE);
    }
}
