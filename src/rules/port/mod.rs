//! Where a web process listens.

mod dev_server;
mod port_hardcoded;
mod port_ignored;
mod port_loopback;
mod port_not_expanded;
mod port_overridden;
mod port_privileged;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::Place;
use crate::project::deployment::Process;
use crate::rule::{Context, Rule};

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

/// Reports a web process, and the way to words that stand in another file.
fn report<'a>(cx: &'a mut Context, process: &Process, place: Place, message: String) -> &'a mut Diagnostic {
    cx.report_on_way(process, &process.launch.steps, place, message)
}
