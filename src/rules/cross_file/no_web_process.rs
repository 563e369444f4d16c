use crate::exec::Ran;
use crate::project::deployment::{Process, Role};
use crate::project::{Mode, Project};
use crate::rule::{Check, Context, rule};

rule!("no-web-process", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    let deployment = &project.deployment;
    let web = deployment.processes.iter().any(Process::is_web)
        || deployment.images.iter().any(|image| image.name == "web");
    if project.mode != Mode::Git || deployment.images.is_empty() || web {
        return;
    }
    let serves = |ran: &&Ran| ran.serves() && !ran.conditional;
    for process in deployment.processes.iter().filter(|process| process.role == Role::Other) {
        let Some(server) = process.launch.commands.iter().find(serves) else { continue };
        let message = format!(
            "no process is named `web`, so the web server in `{}` receives no requests",
            process.name
        );
        cx.report(process.place.clone(), message)
            .related(server.place.clone(), "the web server")
            .help(format!("rename `{}` to `web`, under `build.docker` and `run`", process.name));
        return;
    }
}
