use crate::model::dockerfile::Dockerfile;
use crate::model::tables::package_managers::YARN;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::caches::{self, Cache};

rule!("yarn-cache-kept", Check::Dockerfile(check));

const CACHE: Cache =
    Cache { managers: &[&YARN], downloads: &["install"], cleaners: &[&YARN], clean: "yarn cache clean" };

fn check(file: &Dockerfile, cx: &mut Context) {
    for run in caches::kept_runs(file, cx) {
        caches::check(&run, cx, &CACHE);
    }
}
