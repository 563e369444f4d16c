//! What is shown beside the text: where each web process listens, and the values of variables.

use gen_lsp_types::{InlayHint, InlayHintKind, InlayHintParams, MarkupContent, MarkupKind};

use super::here::File;
use super::names::used;
use super::navigation::lines;
use super::requests::{Context, Failure};
use crate::base::source::{Place, Span};
use crate::exec::{Line, Verdict};
use crate::project::deployment::{Origin, Process};
use crate::syntax::dockerfile::ast::{Command, Kind};
use crate::syntax::dockerfile::expand::Lookup;

/// Longer values are cut.
const LONGEST: usize = 40;

/// `textDocument/inlayHint`.
pub fn hints(context: &Context, params: &InlayHintParams) -> Result<Vec<InlayHint>, Failure> {
    let Some(file) = File::open(context, &params.text_document.uri) else { return Ok(Vec::new()) };
    let wanted = file.span(params.range);
    let settings = &file.snapshot.settings;
    let mut found = Vec::new();
    if settings.port_hints {
        found.extend(ports(&file));
    }
    if settings.value_hints {
        found.extend(values(&file));
    }
    let inside = |(at, _): &(usize, _)| wanted.start <= *at && *at <= wanted.end;
    Ok(found.into_iter().filter(inside).map(|(_, hint)| hint).collect())
}

/// Where a web process listens, in a few words.
pub fn port(process: &Process) -> String {
    if let Some(place) = &process.launch.overridden {
        return format!("listens on {}, not on $PORT", place.text());
    }
    match &process.launch.verdict {
        Verdict::FromPort { .. } => "listens on $PORT".to_owned(),
        Verdict::Fixed { port, .. } => format!("listens on {port}, not on $PORT"),
        Verdict::Ignored { port, .. } => format!("ignores $PORT, listens on {port}"),
        Verdict::Unknown { .. } => "port unknown".to_owned(),
    }
}

fn hint(file: &File, at: usize, label: String, tooltip: Option<String>) -> (usize, InlayHint) {
    let tooltip = tooltip.map(|value| MarkupContent { kind: MarkupKind::Markdown, value }.into());
    let hint = InlayHint {
        position: file.position(at),
        label: label.into(),
        kind: Some(InlayHintKind::Type),
        tooltip,
        padding_left: Some(true),
        ..InlayHint::new(file.position(at), String::new().into(), None, None, None, None, None, None)
    };
    (at, hint)
}

fn ports(file: &File) -> Vec<(usize, InlayHint)> {
    let web = file.project.deployment.processes.iter().filter(|process| process.is_web());
    let shown = web.filter_map(|process| {
        let place = written(process).filter(|place| file.holds(place))?;
        let tooltip = super::hover::process(file.root, file.project, &process.name);
        let line_end = end_of_line(file, place.span.end);
        Some(hint(file, line_end, port(process), tooltip))
    });
    shown.collect()
}

/// What says that there is a process, for a reader: its command where heroku.yml or the Dockerfile has one, else its key.
fn written(process: &Process) -> Option<Place> {
    let line = lines(process).next();
    match process.origin {
        Origin::Manifest | Origin::Dockerfile => line,
        // What is pushed has no key: its image is all that says anything.
        _ if process.place.span.is_empty() => process.line().map(Line::place),
        _ => Some(process.place.clone()),
    }
}

/// The end of the line behind some words, a comment left out.
fn end_of_line(file: &File, offset: usize) -> usize {
    let rest = file.text.text().get(offset..).unwrap_or("");
    let line = rest.split(['\n', '\r']).next().unwrap_or("");
    let line = if file.manifest().is_some() { line.split(" #").next().unwrap_or(line) } else { line };
    offset + line.trim_end().len()
}

/// Values of variables in words that the builder reads.
fn values(file: &File) -> Vec<(usize, InlayHint)> {
    let Some((_, dockerfile)) = file.dockerfile() else { return Vec::new() };
    let mut found = Vec::new();
    for step in dockerfile.steps() {
        let by_shell = match &step.instruction.kind {
            Kind::Run(_) => true,
            Kind::Cmd(command) | Kind::Entrypoint(command) => {
                matches!(command, Command::Shell(_) | Command::Exec(..))
            }
            Kind::Healthcheck(_) | Kind::Onbuild(_) | Kind::Broken => true,
            _ => false,
        };
        if by_shell {
            continue;
        }
        let is_from = matches!(step.instruction.kind, Kind::From { .. });
        let stage = step.stage.filter(|_| !is_from);
        for name in used(&step) {
            let Lookup::Value(value) = step.file.variable(stage, step.index, &name.value) else { continue };
            let end = closed(file, name.span);
            found.push(hint(file, end, format!("= {}", cut(&value)), None));
        }
    }
    found
}

/// Behind the closing brace, where there is one.
fn closed(file: &File, name: Span) -> usize {
    let rest = file.text.text().get(name.end..).unwrap_or("");
    name.end + usize::from(rest.starts_with('}'))
}

fn cut(value: &str) -> String {
    let line = value.lines().next().unwrap_or("");
    let mut short: String = line.chars().take(LONGEST).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    format!("\"{short}\"")
}
