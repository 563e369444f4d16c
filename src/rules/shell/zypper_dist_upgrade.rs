use crate::build::packages::calls::calls;
use crate::build::run_scripts::Run;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::ZYPPER;

rule!("zypper-dist-upgrade", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    for call in calls(run, &[&ZYPPER]) {
        if matches!(call.verb.as_str(), "dist-upgrade" | "dup") {
            cx.report(
                run.step.place(call.span()),
                format!("`zypper {}` upgrades the whole distribution of the base image", call.verb),
            )
            .help("use a newer base image; `zypper patch` installs only the fixes for this one");
        }
    }
}
