use crate::build::run_scripts::Run;
use crate::rule::shared::caches;
use crate::rule::shared::caches::Cache;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::{DNF, YUM, YUM_DOWNLOADS};

rule!("yum-cache-kept", Check::Run(check));

const CACHE: Cache = Cache {
    managers: &[&YUM],
    downloads: YUM_DOWNLOADS,
    cleaners: &[&YUM, &DNF],
    clean: "yum clean all",
    safe: true,
};

fn check(run: &Run, cx: &mut Context) {
    caches::check(run, cx, &CACHE);
}
