//! Where a web process listens.

mod dev_server;
mod port_hardcoded;
mod port_ignored;
mod port_loopback;
mod port_not_expanded;
mod port_overridden;
mod port_privileged;

use super::rule::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::model::deployment::Process;
use crate::source::Place;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &dev_server::RULE,
    &port_hardcoded::RULE,
    &port_ignored::RULE,
    &port_loopback::RULE,
    &port_not_expanded::RULE,
    &port_overridden::RULE,
    &port_privileged::RULE,
];

/// Reports a web process, and names its line in heroku.yml when the words stand elsewhere.
fn report<'a>(cx: &'a mut Context, process: &Process, place: Place, message: String) -> &'a mut Diagnostic {
    let elsewhere = process.place.source.path() != place.source.path();
    let found = cx.report(place, message);
    if elsewhere {
        found.related(process.place.clone(), "the process");
    }
    found
}
