use crate::base::diagnostic::Edit;
use crate::exec::Verdict;
use crate::project::deployment::Process;
use crate::rule::shared::port_variable::port_variable;
use crate::rule::{Check, Context, rule};

rule!("port-ignored", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let launch = &process.launch;
    let (Verdict::Ignored { port, place }, Some(server)) = (&launch.verdict, launch.server) else { return };
    if !process.is_web() {
        return;
    }
    // The host is wrong too only while nothing is said of it.
    let host = launch.loopback.is_some();
    let name = place.text().rsplit('/').next().unwrap_or(server.name);
    let message = format!("`{name}` does not read PORT: it listens on port {port}");
    let message = if host { format!("{message} of the loopback interface") } else { message };
    let end = launch.end.as_ref().filter(|_| launch.expands);
    let variable = end.and_then(|end| Some((end, port_variable(cx.project, process, end, *port)?)));
    let found = super::report(cx, process, place.clone(), message);
    let Some(remedy) = server.remedy(host, "$PORT") else {
        if let Some(variable) = server.port_variable() {
            found.help(format!(
                "set the variable it reads in a command for the shell: `{variable}=$PORT {name}`"
            ));
        }
        return;
    };
    if !launch.expands {
        found.help(format!("write it as a command for the shell, with `{remedy}`"));
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
