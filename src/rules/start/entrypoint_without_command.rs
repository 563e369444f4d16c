use crate::project::deployment::{Origin, Process};
use crate::rule::{Check, Context, rule};

rule!("entrypoint-without-command", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    if process.origin != Origin::Dockerfile || process.started.command.is_some() {
        return;
    }
    let Some(entrypoint) = &process.started.entrypoint else { return };
    let found = cx.report(
        entrypoint.place(),
        format!("`{}` has an ENTRYPOINT but no CMD, so Heroku does not start it", process.name),
    );
    if process.place.source.path() != entrypoint.place().source.path() {
        found.related(process.place.clone(), "the process");
    }
    found.help("move the arguments, or the whole command, to a CMD; a CMD of the base image does not count");
}
