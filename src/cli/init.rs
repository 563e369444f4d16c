//! `dynolint init`: a configuration to start from, also out of hadolint's.

use std::io::ErrorKind;
use std::path::Path;

use super::args::Init;
use super::hadolint;
use super::{CLEAN, Stop, World};
use crate::base::source::Source;
use crate::config;
use crate::config::Config;
use crate::files::{disk, write};
use crate::report::visible;
use crate::rules::Names;

/// What hadolint's settings are called in a project.
const HADOLINT: [&str; 2] = [".hadolint.yaml", ".hadolint.yml"];

/// Writes the configuration of the working directory.
pub fn run(args: &Init, world: &mut World) -> Result<u8, Stop> {
    let [usual, _] = config::FILES;
    let there = config::FILES.into_iter().find(|name| disk::is_there(&world.cwd.join(name)));
    if let Some(name) = there.filter(|_| !args.force) {
        return Err(taken(name));
    }
    let name = there.unwrap_or(usual);
    let (config, notes) = match &args.from {
        Some(path) => taken_over(path, world)?,
        None => (Config::default(), Vec::new()),
    };
    let text = config::template(&config, &Names);
    let path = world.cwd.join(name);
    let written = match there {
        Some(_) => write::create(&path, text.as_bytes()),
        None => write::create_new(&path, text.as_bytes()),
    };
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => taken(name),
        _ => Stop::Message(format!("{name} cannot be written: {error}")),
    })?;
    for note in notes.into_iter().chain(hint(args, world)) {
        let _ = writeln!(world.err, "{note}");
    }
    let _ = writeln!(world.err, "dynolint: {name} is written");
    Ok(CLEAN)
}

fn taken(name: &str) -> Stop {
    Stop::Message(format!("{name} is there already; `--force` overwrites it"))
}

/// Who has settings of hadolint should know that they can be taken over.
fn hint(args: &Init, world: &World) -> Option<String> {
    let there = HADOLINT.iter().find(|name| disk::is_there(&world.cwd.join(name)))?;
    let hint =
        || format!("dynolint: to take over the settings of {there}: `dynolint init --force --from {there}`");
    args.from.is_none().then(hint)
}

/// hadolint's settings as ours, and a line for each that has no counterpart.
fn taken_over(path: &Path, world: &World) -> Result<(Config, Vec<String>), Stop> {
    let shown = path.display().to_string();
    let text = disk::read_text(&world.cwd.join(path))
        .map_err(|why| Stop::Message(format!("{shown} cannot be read: {why}")))?;
    let source = Source::new(shown.clone(), shown, text);
    let told = |note: &hadolint::Note| {
        let line = source.position(note.span.start).line;
        format!("{}:{line}: {}", source.shown(), visible(&note.text))
    };
    match hadolint::read(&source, &Names) {
        Ok((config, notes)) => Ok((config, notes.iter().map(told).collect())),
        Err(note) => Err(Stop::Message(format!("nothing is taken over: {}", told(&note)))),
    }
}
