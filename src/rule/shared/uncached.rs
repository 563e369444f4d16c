//! Package managers that keep a cache unless an option or a variable turns it off.

use super::caches;
use super::edits::{Missing, add_option};
use crate::build::packages::calls::{Call, calls};
use crate::build::packages::environment::{Environment, Variable};
use crate::build::run_scripts::Run;
use crate::rule::Context;
use crate::tables::package_managers::Manager;

/// How to turn the cache of one package manager off.
#[derive(Debug)]
pub struct Uncached {
    /// The package manager.
    pub manager: &'static Manager,
    /// The verbs that download.
    pub downloads: &'static [&'static str],
    /// The option to add.
    pub option: &'static str,
    /// Whether every version in use has it.
    pub safe: bool,
    /// Other options with the same effect.
    pub others: &'static [&'static str],
    /// The variable that does it for every call.
    pub variable: Option<Variable>,
    /// Whether it is reported even if the RUN deletes the cache by hand.
    pub even_removed: bool,
    /// What stays in the image.
    pub leaves: &'static str,
    /// What to do.
    pub help: &'static str,
}

/// Reports every call of a RUN that keeps a cache.
pub fn check(run: &Run, cx: &mut Context, cache: &Uncached) {
    let calls = calls(run, &[cache.manager]);
    if calls.is_empty() || caches::is_mounted(run, cache.manager.caches) {
        return;
    }
    let environment = cache.variable.map(|variable| Environment::of(run, variable));
    let clean = calls.iter().filter(|call| cache.manager.clean.contains(&call.verb.as_str()));
    let removal = clean.map(|call| call.index).max().max(caches::last_removal(run, cache.manager.caches));
    let keeps = |call: &&Call| {
        cache.downloads.contains(&call.verb.as_str())
            && !call.open
            && !call.has(&[cache.option])
            && !call.has(cache.others)
            && !environment.as_ref().is_some_and(|environment| environment.reaches(call))
    };
    for call in calls.iter().filter(keeps) {
        let removed = removal > Some(call.index);
        if !removed || cache.even_removed {
            report(run, cx, call, cache, removed);
        }
    }
}

fn report(run: &Run, cx: &mut Context, call: &Call, cache: &Uncached, removed: bool) {
    let what = format!("`{} {}`", call.manager.program, call.verb);
    let leaves = cache.leaves;
    let message = match removed {
        true => format!("{what} keeps {leaves}, which this RUN then deletes by hand"),
        false => format!("{what} leaves {leaves} in the image"),
    };
    let found = cx.report(run.step.place(call.span()), message);
    found.help(cache.help);
    if let Some(word) = call.verb_word {
        add_option(found, run, word, Missing { option: cache.option, safe: cache.safe });
    }
}
