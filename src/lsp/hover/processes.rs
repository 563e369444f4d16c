//! A process: the whole way from its command to the port it listens on.

use super::{Said, code};
use crate::lsp::here::Here;
use crate::lsp::navigation::lines;
use crate::lsp::workspace::Root;
use crate::project::Project;
use crate::project::deployment::Process;
use crate::project::plan;
use crate::project::plan::ProcessPlan;

/// The process whose key, image or command is at a place.
pub fn at(here: &Here) -> Option<Said> {
    let project = here.file.project;
    let deployment = &project.deployment;
    let declared = |process: &&Process| !process.place.span.is_empty() && here.within_place(&process.place);
    let process = deployment.processes.iter().find(declared).map(|process| (process.place.span, process));
    let started = || {
        deployment.processes.iter().find_map(|process| {
            let place = lines(process).find(|place| here.within_place(place))?;
            Some((place.span, process))
        })
    };
    let built = || {
        let image =
            deployment.images.iter().find(|it| !it.place.span.is_empty() && here.within_place(&it.place))?;
        let process = deployment.processes.iter().find(|it| it.name == image.name)?;
        Some((image.place.span, process))
    };
    let (span, process) = process.or_else(started).or_else(built)?;
    Some((span, self::process(here.file.root, project, &process.name)?))
}

/// All that is known of a process.
pub fn process(root: &Root, project: &Project, name: &str) -> Option<String> {
    let plan = plan::of(root.state.tree.as_ref(), project);
    let process = plan.processes.iter().find(|process| process.name == name)?;
    let image = plan.images.iter().find(|image| Some(&image.name) == process.image.as_ref());
    let mut lines = vec![heading(process)];
    if let Some(image) = image {
        let stage =
            image.target.as_ref().map_or_else(String::new, |target| format!(", stage {}", code(target)));
        lines.push(format!("Image: {}{stage}, based on {}", code(&image.dockerfile), code(&image.base)));
    }
    lines.push(format!("Command: {}, from {}", code(&process.command()), process.from()));
    if process.steps.len() > 1 {
        let steps = process.steps.iter().enumerate();
        let steps: Vec<String> = steps
            .map(|(index, step)| format!("{}. {} {}", index + 1, step.at, code(&step.command)))
            .collect();
        lines.push(steps.join("\n"));
    }
    lines.push(format!("User: {}", code(&process.user)));
    if let Some(port) = &process.port {
        let number = port.port.map_or_else(String::new, |number| format!(" ({number})"));
        lines.push(format!("Port: **{}**{number}: {}", port.verdict, port.evidence));
    }
    Some(lines.join("\n\n"))
}

fn heading(process: &ProcessPlan) -> String {
    let what = match process.role {
        "web" => "serves HTTP on `$PORT`",
        "release" => "runs before each release starts",
        _ => "runs beside the web process",
    };
    format!("**{}** {what}", process.name)
}
