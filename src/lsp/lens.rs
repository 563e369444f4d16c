//! A line above each process of heroku.yml that says where it listens and what shows it.

use gen_lsp_types::{CodeLens, CodeLensParams, Command};
use serde_json::{Value, json};

use super::commands;
use super::here::{File, shown};
use super::hints;
use super::navigation::{evidence, lines};
use super::requests::{Context, Failure};
use crate::exec::Verdict;
use crate::project::deployment::{Process, Role};

/// `textDocument/codeLens`.
pub fn lenses(context: &Context, params: &CodeLensParams) -> Result<Vec<CodeLens>, Failure> {
    let Some(file) = File::open(context, &params.text_document.uri) else { return Ok(Vec::new()) };
    if !file.snapshot.settings.lens || file.manifest().is_none() {
        return Ok(Vec::new());
    }
    let here = file.project.deployment.processes.iter().filter(|process| file.holds(&process.place));
    Ok(here.map(|process| lens(&file, process)).collect())
}

fn lens(file: &File, process: &Process) -> CodeLens {
    let place = evidence(process).or_else(|| lines(process).next());
    let title = title(process);
    let command = match place.filter(|_| file.snapshot.client.shows_documents) {
        Some(place) => {
            let location = file.location(&place);
            let arguments = vec![Value::String(location.uri.0), json!(location.range)];
            Command {
                title,
                command: commands::OPEN_PLACE.to_owned(),
                arguments: Some(arguments),
                tooltip: None,
            }
        }
        // Without a command it is only text.
        None => Command { title, command: String::new(), arguments: None, tooltip: None },
    };
    CodeLens { range: file.range(process.place.span), command: Some(command), data: None }
}

fn title(process: &Process) -> String {
    let at = |text: String| match evidence(process) {
        Some(place) => format!("{text}: {}", shown(&place)),
        None => text,
    };
    match (process.role, &process.launch.verdict) {
        (Role::Web, Verdict::Unknown { why }) => format!("port unknown: {why}"),
        (Role::Web, _) => at(hints::port(process)),
        (role, _) => {
            let when = if role == Role::Release { "runs at each release" } else { "runs" };
            let last = process.launch.steps.last().map(|step| shown(&step.place));
            match (last, lines(process).next()) {
                (Some(last), _) => format!("{when}: {last}"),
                (None, Some(line)) => format!("{when}: {}", shown(&line)),
                (None, None) => format!("{when} an unknown command"),
            }
        }
    }
}
