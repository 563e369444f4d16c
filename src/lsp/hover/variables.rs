//! Variables: their value where they are used, and what gives it to them.

use super::{Said, code};
use crate::base::source::{Place, Span};
use crate::build::dockerfile::Step;
use crate::lsp::here::{Here, shown};
use crate::lsp::names::used;
use crate::lsp::navigation::defined_before;
use crate::project::Mode;
use crate::project::deployment::ImageFile;
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::dockerfile::expand::Lookup;

/// The variable that is used or defined at a place.
pub fn at(here: &Here) -> Option<Said> {
    let step = here.step()?;
    let inner = step.with_onbuild().last()?;
    if let Some((name, span)) = defined(here, &inner) {
        return Some((span, text(here, &step, &name, step.index + 1)));
    }
    let used = used(&inner).into_iter().find(|used| here.within(used.span))?;
    let by_shell = matches!(
        inner.instruction.kind,
        Kind::Run(_) | Kind::Cmd(_) | Kind::Entrypoint(_) | Kind::Healthcheck(_)
    );
    // A shell has variables of its own.
    let known = defined_before(&step, &used.value).is_some() || used.value == "PORT";
    (known || !by_shell).then(|| (used.span, text(here, &step, &used.value, step.index)))
}

fn defined(here: &Here, step: &Step) -> Option<(String, Span)> {
    let (Kind::Arg(pairs) | Kind::Env(pairs)) = &step.instruction.kind else { return None };
    let pair = pairs.iter().find(|pair| here.within(pair.key.span))?;
    Some((pair.key.value.clone(), pair.key.span))
}

fn text(here: &Here, step: &Step, name: &str, at: usize) -> String {
    let is_from = matches!(step.instruction.kind, Kind::From { .. });
    let stage = step.stage.filter(|_| !is_from);
    let value = match step.file.variable(stage, at, name) {
        Lookup::Value(value) if value.is_empty() => format!("**{name}** is empty"),
        Lookup::Value(value) => format!("**{name}** = {}", code(&value)),
        Lookup::Unset => format!("**{name}** has no value here"),
        Lookup::Unknown => format!("**{name}**: its value is unknown here"),
    };
    let mut lines = vec![value];
    let before = Step { index: at, ..*step };
    if let Some(definition) = defined_before(&before, name) {
        let place = Place::new(&step.file.source, definition.key);
        let (what, lasts) = match definition.env {
            true => ("ENV", "it is set in the build and in the image"),
            false => ("ARG", "it is set in the build only, not when the dyno runs"),
        };
        lines.push(format!("`{what}` at {}: {lasts}", shown(&place)));
    }
    lines.extend(passed(here, step, name));
    if name == "PORT" {
        lines.push("Heroku sets `PORT` when the dyno starts, to another number each time".to_owned());
    }
    lines.join("\n\n")
}

/// What `build.config` passes.
fn passed(here: &Here, step: &Step, name: &str) -> Option<String> {
    let project = here.file.project;
    let manifest = project.manifest.as_ref().filter(|_| project.mode == Mode::Git)?;
    let number = project.dockerfiles.iter().position(|file| std::ptr::eq(file, step.file))?;
    project.deployment.images.iter().find(|image| image.file == ImageFile::Found(number))?;
    let var = manifest.build_config.iter().find(|var| var.name.value == name)?;
    let place = manifest.place(var.name.span);
    Some(format!("`build.config` passes it to the build: {}", shown(&place)))
}
