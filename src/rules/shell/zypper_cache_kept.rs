use crate::build::run_scripts::Run;
use crate::rule::shared::caches;
use crate::rule::shared::caches::Cache;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::ZYPPER;

rule!("zypper-cache-kept", Check::Run(check));

const CACHE: Cache = Cache {
    managers: &[&ZYPPER],
    downloads: &["install", "in"],
    cleaners: &[&ZYPPER],
    clean: "zypper clean --all",
    safe: true,
};

fn check(run: &Run, cx: &mut Context) {
    caches::check(run, cx, &CACHE);
}
