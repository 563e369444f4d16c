use crate::build::dockerfile::Dockerfile;
use crate::rule::shared::caches;
use crate::rule::shared::caches::Cache;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::YARN;

rule!("yarn-cache-kept", Check::Dockerfile(check));

// What yarn 2 and later keep there the program may be started from.
const CACHE: Cache = Cache {
    managers: &[&YARN],
    downloads: &["install"],
    cleaners: &[&YARN],
    clean: "yarn cache clean",
    safe: false,
};

fn check(file: &Dockerfile, cx: &mut Context) {
    for run in caches::kept_runs(file, cx) {
        caches::check(&run, cx, &CACHE);
    }
}
