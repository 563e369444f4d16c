use crate::exec::Line;
use crate::project::deployment::{Process, Role};
use crate::rule::{Check, Context, rule};

rule!("release-starts-server", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    if process.role != Role::Release {
        return;
    }
    let commands = &process.launch.commands;
    let server =
        commands.iter().find(|ran| ran.serves() && !ran.conditional && !ran.background && !ran.goes_away);
    let help = "only run commands that end in the release, such as database migrations";
    if let Some(ran) = server {
        let name = ran.server.map_or(ran.name.as_str(), |server| server.name);
        let message = format!("the release starts `{name}`, which never ends");
        cx.report_ran(process, ran, ran.place.clone(), message).help(help);
        return;
    }
    let Some(command) = &process.started.command else { return };
    let same = |other: &&Process| {
        other.role != Role::Release && other.started.command.as_ref().is_some_and(|it| is_same(it, command))
    };
    if let Some(other) = cx.project.deployment.processes.iter().find(same) {
        let line = other.started.command.as_ref().map(Line::place);
        let found = cx.report(
            command.place(),
            format!("the release runs the command of `{}`, which never ends", other.name),
        );
        if let Some(line) = line {
            found.related(line, "the same command");
        }
        found.help(help);
    }
}

/// The same text in another place.
fn is_same(one: &Line, other: &Line) -> bool {
    let place = one.place();
    one.text() == other.text() && !place.holds(&other.place())
}
