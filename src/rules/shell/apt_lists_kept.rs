use crate::build::dockerfile::Dockerfile;
use crate::build::packages::calls::{Call, calls};
use crate::build::run_scripts::Run;
use crate::rule::shared::caches;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::{APT, APT_GET, APTITUDE, Manager};

rule!("apt-lists-kept", Check::Dockerfile(check));

const MANAGERS: [&Manager; 3] = [&APT_GET, &APT, &APTITUDE];
const LISTS: &[&str] = APT_GET.caches;
const CLEAN: &str = "rm -rf /var/lib/apt/lists/*";

fn check(file: &Dockerfile, cx: &mut Context) {
    let mut needed = None;
    for run in caches::kept_runs(file, cx) {
        let calls = calls(&run, &MANAGERS);
        let (Some(update), Some(last)) = (update(&run, &calls), calls.last()) else { continue };
        let found = cx.report(
            run.step.place(update.span()),
            format!("`{} update` leaves the package lists in the image", update.manager.program),
        );
        found.help(format!("delete them in the same RUN, after the last install: `{CLEAN}`"));
        let needed = *needed.get_or_insert_with(|| last_need(file)) > Some(run.step.index);
        if let Some(edit) = caches::add_command(&run, last, CLEAN).filter(|_| !needed) {
            found.unsafe_fix("delete the lists in this RUN", vec![edit]);
        }
    }
}

/// The first update whose lists the RUN does not delete.
fn update<'a>(run: &Run, calls: &'a [Call<'a>]) -> Option<&'a Call<'a>> {
    let update = calls.iter().find(|call| call.verb == "update")?;
    let cleaned = calls.iter().any(|call| call.manager.clean.contains(&call.verb.as_str()))
        || caches::is_mounted(run, LISTS)
        || caches::last_removal(run, LISTS).is_some();
    (!cleaned).then_some(update)
}

/// The number of the last RUN that installs packages without an update of its own.
fn last_need(file: &Dockerfile) -> Option<usize> {
    let needs = |run: &Run| {
        let calls = calls(run, &MANAGERS);
        calls.iter().any(Call::installs) && !calls.iter().any(|call| call.verb == "update")
    };
    file.runs().filter(needs).map(|run| run.step.index).max()
}
