use crate::base::source::Place;
use crate::exec::Line;
use crate::project::Project;
use crate::rule::{Check, Context, rule};

rule!("procfile-ignored", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    let (Some(procfile), Some(_)) = (&project.procfile, &project.manifest) else { return };
    if project.deployment.images.is_empty() || is_used(project) {
        return;
    }
    let deployment = &project.deployment;
    for (name, _) in &procfile.processes {
        let known = deployment.processes.iter().any(|process| process.name == name.value)
            || deployment.images.iter().any(|image| image.name == name.value);
        if known {
            continue;
        }
        let place = Place::new(&procfile.source, name.span);
        let found = cx.report(
            place,
            format!(
                "`{}` never runs: heroku.yml does not define it, and Heroku ignores the Procfile",
                name.value
            ),
        );
        found.help(match name.value.as_str() {
            "release" => "move the command to `release` in heroku.yml",
            _ => "move the command to `run` in heroku.yml",
        });
    }
}

/// Whether a process starts a program that reads the Procfile itself.
fn is_used(project: &Project) -> bool {
    let runs = |line: &Line| {
        ["honcho", "foreman", "overmind", "goreman", "hivemind", "Procfile"]
            .iter()
            .any(|name| line.text().contains(name))
    };
    project
        .deployment
        .processes
        .iter()
        .any(|process| process.started.command.iter().chain(&process.started.entrypoint).any(runs))
}
