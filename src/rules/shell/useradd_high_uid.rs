use crate::build::packages::calls::calls;
use crate::build::run_scripts::Run;
use crate::rule::shared::edits::{Missing, add_option};
use crate::rule::{Check, Context, rule};
use crate::tables::programs::USERADD;

rule!("useradd-high-uid", Check::Run(check));

const HIGH: u64 = 100_000;
/// The size of one entry of `/var/log/lastlog`, in bytes.
const ENTRY: u64 = 292;

fn check(run: &Run, cx: &mut Context) {
    for call in calls(run, &[&USERADD]) {
        let uid = call.value(&["-u", "--uid"]).and_then(|uid| uid.parse::<u64>().ok());
        let Some(uid) = uid.filter(|uid| *uid >= HIGH) else { continue };
        if call.open || call.has(&["-l", "--no-log-init"]) {
            continue;
        }
        let size = match uid.saturating_mul(ENTRY) / 1_000_000 {
            size @ 0..1000 => format!("{size} MB"),
            size => format!("{} GB", size / 1000),
        };
        let found = cx.report(
            run.step.place(call.program.span),
            format!("`useradd` may add {size} to the image: its login log covers every ID up to {uid}"),
        );
        found.help("add `-l`: `useradd` then does not write that log");
        add_option(found, run, call.program, Missing { option: "-l", safe: true });
    }
}
