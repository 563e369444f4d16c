use crate::base::diagnostic::Edit;
use crate::exec::Verdict;
use crate::project::deployment::{Origin, Process};
use crate::rule::shared::port_variable::port_variable;
use crate::rule::{Check, Context, rule};

rule!("port-ignored", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let launch = &process.launch;
    let (Verdict::Ignored { port, place }, Some(server)) = (&launch.verdict, launch.server) else { return };
    if !process.is_web() {
        return;
    }
    // The host is only wrong too if nothing sets it.
    let host = launch.loopback.is_some();
    let name = super::named(server, place);
    let message = match host {
        true => format!("`{name}` does not read PORT and listens on localhost:{port}"),
        false => format!("`{name}` does not read PORT and listens on port {port}"),
    };
    let end = launch.end.as_ref().filter(|_| launch.expands);
    let variable = end.and_then(|end| Some((end, port_variable(cx.project, process, end, *port)?)));
    let found = super::report(cx, process, place.clone(), message);
    let Some(remedy) = server.remedy(host, "$PORT") else {
        found.help(match (server.port_variable(), server.format) {
            (Some(variable), _) => format!("set its port in a shell-form command: `{variable}=$PORT {name}`"),
            (None, Some(format)) => {
                format!("{}: Heroku chooses the port when the dyno starts", format.remedy())
            }
            (None, None) => {
                "configure it to listen on `$PORT`, which Heroku sets when the dyno starts".to_owned()
            }
        });
        return;
    };
    if process.origin == Origin::BaseImage {
        found.help(format!("add a shell-form CMD that passes `{remedy}` to the server"));
        return;
    }
    if !launch.expands {
        found.help(format!("write the command in shell form and add `{remedy}`"));
        return;
    }
    let Some((end, variable)) = variable else {
        found.help(format!("add `{remedy}` to the options of `{name}`"));
        return;
    };
    let remedy = server.remedy(host, &variable.text).unwrap_or(remedy);
    found.help(format!("add `{remedy}` to the command"));
    let edits = vec![Edit::new(end.clone(), format!(" {remedy}"))];
    found.offer(variable.safe, format!("add `{remedy}`"), edits);
}
