use crate::model::scripts::Run;
use crate::model::tables::package_managers::APK;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::uncached::{self, Uncached};

rule!("apk-cache-kept", Check::Run(check));

const CACHE: Uncached = Uncached {
    manager: &APK,
    downloads: APK.install,
    option: "--no-cache",
    others: &["--no-network"],
    variable: None,
    even_removed: true,
    leaves: "the package index",
    help: "add `--no-cache`",
};

fn check(run: &Run, cx: &mut Context) {
    uncached::check(run, cx, &CACHE);
}
