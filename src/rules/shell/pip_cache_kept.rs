use crate::model::scripts::Run;
use crate::model::tables::package_managers::PIP;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::caches;
use crate::rules::shell::calls::{Call, calls};
use crate::rules::shell::fixing::{Missing, add_option};
use crate::rules::shell::values::Values;
use crate::syntax::dockerfile::expand::Lookup;
use crate::syntax::shell::Assignment;

rule!("pip-cache-kept", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    let calls = calls(run, &[&PIP]);
    if calls.is_empty() || caches::is_mounted(run, PIP.caches) || is_set(run) {
        return;
    }
    let values = Values::new(run);
    let exported = exported(run, &values);
    let purge =
        calls.iter().filter(|call| PIP.clean.contains(&call.verb.as_str())).map(|call| call.index).max();
    let removal = purge.max(caches::last_removal(run, PIP.caches));
    for call in calls.iter().filter(|call| call.installs() && !call.open) {
        let off = call.has(&["--no-cache-dir", "--no-cache"]) || is_off(call, &values);
        if off || exported.is_some_and(|at| at < call.index) {
            continue;
        }
        let message = match removal > Some(call.index) {
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

/// Whether the command's own environment turns the cache off.
fn is_off(call: &Call, values: &Values) -> bool {
    let prefix = call.command.assignments.iter().any(|one| turns_off(one, values));
    prefix
        || call.command.effective().assignments.iter().any(|word| {
            let value = values.value(word);
            value.strip_prefix(NAME).and_then(|rest| rest.strip_prefix('=')).is_some_and(is_true)
        })
}

/// Number of the first command that turns the cache off for those after it.
fn exported(run: &Run, values: &Values) -> Option<usize> {
    run.run.script.commands.iter().position(|command| {
        let alone = command.words.is_empty().then_some(&command.assignments);
        alone.into_iter().flatten().chain(&command.declared).any(|one| turns_off(one, values))
    })
}

fn turns_off(one: &Assignment, values: &Values) -> bool {
    one.name.value == NAME && is_true(&values.value(&one.value))
}

/// Whether ENV or ARG turns the cache off.
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
