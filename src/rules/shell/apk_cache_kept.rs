use crate::model::scripts::Run;
use crate::model::tables::package_managers::APK;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::caches;
use crate::rules::shell::calls::calls;
use crate::rules::shell::fixing::{Missing, add_option};

rule!("apk-cache-kept", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    let calls = calls(run, &[&APK]);
    if calls.is_empty() || caches::is_mounted(run, APK.caches) {
        return;
    }
    let removal = caches::last_removal(run, APK.caches);
    for call in calls
        .iter()
        .filter(|call| call.installs() && !call.open && !call.has(&["--no-cache", "--no-network"]))
    {
        let message = match removal > Some(call.index) {
            true => "`apk add` keeps its index, which this RUN removes by hand",
            false => "`apk add` leaves its index in the image",
        };
        let found = cx.report(run.step.place(call.span()), message);
        found.help("add `--no-cache`: apk then keeps none");
        if let Some(word) = call.verb_word {
            add_option(found, run, word, Missing { option: "--no-cache", safe: true });
        }
    }
}
