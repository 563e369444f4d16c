use crate::model::scripts::Run;
use crate::model::tables::package_managers::{DNF, DNF_DOWNLOADS, MICRODNF, YUM};
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::caches::{self, Cache};

rule!("dnf-cache-kept", Check::Run(check));

const CACHES: [Cache; 2] = [
    Cache { managers: &[&DNF], downloads: DNF_DOWNLOADS, cleaners: &[&DNF, &YUM], clean: "dnf clean all" },
    Cache {
        managers: &[&MICRODNF],
        downloads: DNF_DOWNLOADS,
        cleaners: &[&MICRODNF],
        clean: "microdnf clean all",
    },
];

fn check(run: &Run, cx: &mut Context) {
    for cache in &CACHES {
        caches::check(run, cx, cache);
    }
}
