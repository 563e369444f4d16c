use crate::build::dockerfile::Dockerfile;
use crate::build::packages::calls::{Call, calls};
use crate::rule::shared::asking::is_configured;
use crate::rule::shared::edits::{Missing, add_option};
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::APT_GET;

rule!("apt-recommends", Check::Dockerfile(check));

const OPTION: &str = "--no-install-recommends";
const SETTINGS: &[&str] =
    &["apt::install-recommends \"", "apt::install-recommends \\\"", "apt::install-recommends false"];

fn check(file: &Dockerfile, cx: &mut Context) {
    let mut configured = None;
    for run in file.runs() {
        for call in calls(&run, &[&APT_GET]) {
            if call.open || !call.installs() || is_left_out(&call) {
                continue;
            }
            if *configured.get_or_insert_with(|| is_configured(file, SETTINGS, &["/etc/apt/apt.conf"])) {
                return;
            }
            let found = cx
                .report(run.step.place(call.span()), "`apt-get install` also installs recommended packages");
            found.help(format!("add `{OPTION}`, and list the recommended packages you do need"));
            if let Some(word) = call.verb_word {
                add_option(found, &run, word, Missing { option: OPTION, safe: false });
            }
        }
    }
}

/// With the option, or with a setting: `-o APT::Install-Recommends=false`.
fn is_left_out(call: &Call) -> bool {
    let setting = call.options.iter().chain(&call.taken).any(|arg| {
        let text = arg.text.to_ascii_lowercase();
        let value = text.split_once("install-recommends=").map(|(_, value)| value);
        value.is_some_and(|value| matches!(value, "0" | "false" | "no" | "off"))
    });
    setting || call.has(&[OPTION])
}
