//! Where a web process listens.

mod dev_server;
mod port_hardcoded;
mod port_ignored;
mod port_loopback;
mod port_not_expanded;
mod port_overridden;
mod port_privileged;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Place, Span};
use crate::exec::Line;
use crate::project::deployment::Process;
use crate::rule::{Context, Rule};
use crate::tables::servers::Server;

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

/// Reports a web process, and the way to words in another file.
fn report<'a>(cx: &'a mut Context, process: &Process, place: Place, message: String) -> &'a mut Diagnostic {
    cx.report_on_way(process, &process.launch.steps, place, message)
}

/// A server as its command names it: `manage.py runserver`.
fn named(server: &Server, place: &Place) -> String {
    let program = place.text().rsplit('/').next().unwrap_or(server.name);
    let end = place.source.text().len();
    let behind = place.source.slice(Span::new(place.span.end.min(end), end));
    let apart = |c: char| c.is_whitespace() || ['"', '\'', ','].contains(&c);
    let next = behind.trim_start_matches(apart).split(apart).next().unwrap_or("");
    match !next.is_empty() && server.commands.contains(&next) {
        true => format!("{program} {next}"),
        false => program.to_owned(),
    }
}

/// How to listen on `$PORT` in place of a port that is written somewhere.
fn remedy(process: &Process, place: &Place) -> String {
    let launch = &process.launch;
    if let Some(language) = launch.language {
        return format!("use `{}`", language.port);
    }
    if let Some(format) = launch.server.and_then(|server| server.format).filter(|_| launch.configured) {
        return format.remedy().to_owned();
    }
    let lines = process.started.entrypoint.iter().chain(&process.started.command);
    let in_exec =
        lines.into_iter().any(|line| matches!(line, Line::Exec { .. }) && line.place().holds(place));
    match in_exec {
        true => "write the command in shell form with `$PORT`, which exec form does not expand".to_owned(),
        false => "pass `$PORT` to the server in its command".to_owned(),
    }
}
