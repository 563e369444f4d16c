use crate::model::scripts::Run;
use crate::model::tables::package_managers::PIP;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::caches;
use crate::rules::shell::calls::{Call, calls};
use crate::rules::shell::fixing::{Missing, add_option};
use crate::rules::shell::values::Values;
use crate::syntax::dockerfile::expand::Lookup;

rule!("pip-cache-kept", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    let calls = calls(run, &[&PIP]);
    for call in calls.iter().filter(|call| call.installs() && !call.open) {
        if call.has(&["--no-cache-dir", "--no-cache"])
            || caches::is_mounted(run, PIP.caches)
            || is_off(run, call)
        {
            continue;
        }
        let removed = caches::is_removed(run, PIP.caches, Some(call.index))
            || calls.iter().any(|later| later.index > call.index && PIP.clean.contains(&later.verb.as_str()));
        let message = match removed {
            true => "`pip install` keeps a cache, which this RUN removes by hand",
            false => "`pip install` leaves its cache in the image",
        };
        let found = cx.report(run.step.place(call.span()), message);
        found.help("add `--no-cache-dir`, or set `ENV PIP_NO_CACHE_DIR=1` for all");
        if let Some(word) = call.verb_word {
            add_option(found, run, word, Missing { option: "--no-cache-dir", safe: true });
        }
    }
}

const NAME: &str = "PIP_NO_CACHE_DIR";

/// Whether the environment turns the cache off: for the command, in the script, or by ENV and ARG.
fn is_off(run: &Run, call: &Call) -> bool {
    let values = Values::new(run);
    let inline = call.command.effective().assignments.iter().any(|word| {
        values.value(word).strip_prefix(NAME).and_then(|rest| rest.strip_prefix('=')).is_some_and(is_true)
    });
    let commands = run.run.script.commands.get(..=call.index).unwrap_or_default();
    let own = |command: &crate::syntax::shell::Simple| {
        let here = std::ptr::eq(command, call.command) || command.words.is_empty();
        let before = here.then_some(&command.assignments).into_iter().flatten();
        before
            .chain(&command.declared)
            .any(|one| one.name.value == NAME && is_true(&values.value(&one.value)))
    };
    inline || commands.iter().any(own) || is_set(run)
}

fn is_set(run: &Run) -> bool {
    let step = &run.step;
    match step.file.variable(step.stage, step.index, NAME) {
        Lookup::Value(value) => is_true(&value),
        Lookup::Unset => false,
        Lookup::Unknown => {
            let mut stages = step.stage.into_iter().flat_map(|stage| step.file.ancestry(stage));
            stages.any(|stage| stage.scope.before(NAME, step.index).is_some())
        }
    }
}

/// What pip takes for a yes.
fn is_true(value: &str) -> bool {
    !matches!(value.to_ascii_lowercase().as_str(), "" | "0" | "false" | "off" | "no" | "n" | "f")
}
