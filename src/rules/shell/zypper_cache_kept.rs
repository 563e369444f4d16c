use crate::model::scripts::Run;
use crate::model::tables::package_managers::ZYPPER;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::caches::{self, Cache};

rule!("zypper-cache-kept", Check::Run(check));

const CACHE: Cache = Cache {
    managers: &[&ZYPPER],
    downloads: &["install", "in"],
    cleaners: &[&ZYPPER],
    clean: "zypper clean --all",
};

fn check(run: &Run, cx: &mut Context) {
    caches::check(run, cx, &CACHE);
}
