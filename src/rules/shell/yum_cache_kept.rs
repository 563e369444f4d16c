use crate::model::scripts::Run;
use crate::model::tables::package_managers::{DNF, YUM, YUM_DOWNLOADS};
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::caches::{self, Cache};

rule!("yum-cache-kept", Check::Run(check));

const CACHE: Cache =
    Cache { managers: &[&YUM], downloads: YUM_DOWNLOADS, cleaners: &[&YUM, &DNF], clean: "yum clean all" };

fn check(run: &Run, cx: &mut Context) {
    caches::check(run, cx, &CACHE);
}
