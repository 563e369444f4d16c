use crate::build::run_scripts::Run;
use crate::rule::shared::uncached;
use crate::rule::shared::uncached::Uncached;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::APK;

rule!("apk-cache-kept", Check::Run(check));

const CACHE: Uncached = Uncached {
    manager: &APK,
    downloads: APK.install,
    option: "--no-cache",
    safe: true,
    others: &["--no-network"],
    variable: None,
    even_removed: true,
    leaves: "the package index",
    help: "add `--no-cache`",
};

fn check(run: &Run, cx: &mut Context) {
    uncached::check(run, cx, &CACHE);
}
