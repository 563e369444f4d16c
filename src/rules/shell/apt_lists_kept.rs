use crate::model::dockerfile::Dockerfile;
use crate::model::scripts::Run;
use crate::model::tables::package_managers::{APT, APT_GET, APTITUDE, Manager};
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::caches;
use crate::rules::shell::calls::{Call, calls};

rule!("apt-lists-kept", Check::Dockerfile(check));

const MANAGERS: [&Manager; 3] = [&APT_GET, &APT, &APTITUDE];
const LISTS: &[&str] = APT_GET.caches;
const CLEAN: &str = "rm -rf /var/lib/apt/lists/*";

fn check(file: &Dockerfile, cx: &mut Context) {
    let kept = caches::kept_stages(file, cx);
    for run in file.runs() {
        if run.step.stage.and_then(|stage| kept.get(stage.index)) == Some(&true) {
            report(&run, cx);
        }
    }
}

fn report(run: &Run, cx: &mut Context) {
    let calls = calls(run, &MANAGERS);
    let Some(update) = calls.iter().find(|call| call.verb == "update") else { return };
    let cleaned = calls.iter().any(|call| call.manager.clean.contains(&call.verb.as_str()));
    if cleaned || caches::is_mounted(run, LISTS) || caches::is_removed(run, LISTS, None) {
        return;
    }
    let found = cx.report(
        run.step.place(update.span()),
        format!("`{} update` leaves the lists of packages in the image", update.manager.program),
    );
    found.help(format!("remove them in the same RUN, after the last install: `{CLEAN}`"));
    let last = calls.last().unwrap_or(update);
    if let Some(edit) = caches::add_command(run, last, CLEAN).filter(|_| !is_needed_later(run)) {
        found.unsafe_fix("remove the lists", vec![edit]);
    }
}

/// RUN instructions looked at for one that counts on the lists.
const SEARCHED: usize = 500;

/// Whether a later RUN installs without an update of its own.
fn is_needed_later(run: &Run) -> bool {
    let mut later = run.step.file.runs().skip_while(|other| other.step.index <= run.step.index);
    let needs = |other: Run| {
        let calls = calls(&other, &MANAGERS);
        let has = |wanted: fn(&Call) -> bool| calls.iter().any(wanted);
        has(|call| call.installs()) && !has(|call| call.verb == "update")
    };
    later.by_ref().take(SEARCHED).any(needs) || later.next().is_some()
}
