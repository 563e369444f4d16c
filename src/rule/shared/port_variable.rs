//! `$PORT` as the file at a place has to write it, and whether everybody else who runs that file can.

use crate::base::path;
use crate::base::source::{Place, Source};
use crate::project::Project;
use crate::project::deployment::Process;
use crate::syntax::dockerfile::expand::Lookup;
use crate::syntax::shell::Dialect;
use crate::syntax::shell::interpreter;
use crate::syntax::yaml::{self, Entry};

/// `$PORT` in a file.
#[derive(Debug, PartialEq, Eq)]
pub struct PortVariable {
    /// How the file has to write it.
    pub text: String,
    /// Whether the file works as before wherever nobody sets PORT.
    pub safe: bool,
}

/// How to write `$PORT` at a place that a shell expands; `None` where it is better left alone. `port` is the one in use
/// so far, and stays the default: `docker run`, Compose and the shell of a laptop set no PORT.
pub fn port_variable(project: &Project, process: &Process, place: &Place, port: u16) -> Option<PortVariable> {
    let default = format!("${{PORT:-{port}}}");
    let source = &place.source;
    match path::name(source.path()) {
        // Nobody but Heroku reads it, and `${` would need quotes in a YAML map.
        _ if is_manifest(project, source) => Some(PortVariable { text: "$PORT".to_owned(), safe: true }),
        // npm on Windows gives the script to cmd.exe, which expands no `$PORT`.
        "package.json" => is_only_deployed(place).then_some(PortVariable { text: default, safe: false }),
        "Makefile" | "makefile" | "GNUmakefile" => {
            Some(PortVariable { text: format!("${default}"), safe: false })
        }
        name if name.ends_with(".mk") => Some(PortVariable { text: format!("${default}"), safe: false }),
        _ => {
            let container = project.dockerfile(source.path()).is_some() || is_script(source);
            let safe = container && !process.local_port && !is_set_in_image(project, process, port);
            Some(PortVariable { text: default, safe: safe && !assigns(source) })
        }
    }
}

/// Whether adding an option at a place changes nothing for others that run the same file.
pub fn is_only_for_container(project: &Project, place: &Place) -> bool {
    let source = &place.source;
    is_manifest(project, source) || project.dockerfile(source.path()).is_some() || is_script(source)
}

fn is_manifest(project: &Project, source: &Source) -> bool {
    project.manifest.as_ref().is_some_and(|manifest| manifest.source.path() == source.path())
}

fn is_script(source: &Source) -> bool {
    let name = path::name(source.path());
    name.ends_with(".sh")
        || interpreter(source.text()).is_some_and(|program| Dialect::of(program) != Dialect::Other)
}

/// Whether ENV in the image gives PORT another value than the port in use.
fn is_set_in_image(project: &Project, process: &Process, port: u16) -> bool {
    let Some((file, stage)) = project.deployment.built(process, &project.dockerfiles) else { return false };
    match file.variable(Some(stage), usize::MAX, "PORT") {
        Lookup::Value(value) => value != port.to_string(),
        Lookup::Unset => false,
        Lookup::Unknown => file.ancestry(stage).any(|stage| !stage.scope.definitions("PORT").is_empty()),
    }
}

/// Whether a file gives PORT a value by itself.
fn assigns(source: &Source) -> bool {
    let sets = |line: &str| {
        let line = line.trim_start();
        line.strip_prefix("export ").unwrap_or(line).trim_start().starts_with("PORT=")
    };
    source.text().lines().any(sets)
}

/// Whether a script of package.json is none that people work with, and none that others start.
fn is_only_deployed(place: &Place) -> bool {
    let document = yaml::parse(place.source.text());
    let scripts = document.find(&["scripts"]).map_or(&[][..], |scripts| scripts.entries());
    let own =
        |entry: &&Entry| entry.value.span.start <= place.span.start && place.span.end <= entry.value.span.end;
    let Some(script) = scripts.iter().find(own) else { return false };
    let name = script.name();
    let works = name.split([':', '-', '_']).any(|part| WORKING.contains(&part));
    let starts = |entry: &Entry| {
        let text = entry.value.as_text().map_or("", |text| text.as_str());
        entry.name() != name
            && text.split_whitespace().any(|word| word.trim_matches(['"', '\'', '\\']) == name)
    };
    !works && !scripts.iter().any(starts)
}

/// Names of scripts for one's own machine.
const WORKING: &[&str] =
    &["dev", "develop", "development", "debug", "local", "watch", "test", "tests", "storybook"];
