use crate::build::run_scripts::Run;
use crate::rule::shared::caches;
use crate::rule::shared::caches::Cache;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::{DNF, DNF_DOWNLOADS, MICRODNF, YUM};

rule!("dnf-cache-kept", Check::Run(check));

const CACHES: [Cache; 2] = [
    Cache {
        managers: &[&DNF],
        downloads: DNF_DOWNLOADS,
        cleaners: &[&DNF, &YUM],
        clean: "dnf clean all",
        safe: true,
    },
    Cache {
        managers: &[&MICRODNF],
        downloads: DNF_DOWNLOADS,
        cleaners: &[&MICRODNF],
        clean: "microdnf clean all",
        safe: true,
    },
];

fn check(run: &Run, cx: &mut Context) {
    for cache in &CACHES {
        caches::check(run, cx, cache);
    }
}
