//! Images and files: what a FROM starts with, and what becomes of the source of a COPY.

use super::{Said, code};
use crate::build::base::base_image;
use crate::build::context::Sight;
use crate::build::dockerfile::{Base, Dockerfile, Stage};
use crate::lsp::here::Here;
use crate::lsp::navigation::foreign_image;
use crate::syntax::dockerfile::ast::Kind;
use crate::tables::images::{BaseImage, Family, Starts};

/// The image or stage that a FROM names.
pub fn at(here: &Here) -> Option<Said> {
    if let Some((file, stage)) = foreign_image(here) {
        return Some((stage.image.span, image(file, stage)));
    }
    let step = here.step()?;
    let stage = step.stage.filter(|stage| stage.instructions.start == step.index)?;
    let Kind::From { image: word, .. } = &step.instruction.kind else { return None };
    match stage.base {
        Base::Stage(base) if here.within(word.span) => {
            let base = step.file.stages.get(base)?;
            let text = format!("The stage {} of this file\n\n{}", code(&word.value), image(step.file, base));
            Some((word.span, text))
        }
        _ => None,
    }
}

/// What is known of the image at the bottom of a stage.
fn image(file: &Dockerfile, stage: &Stage) -> String {
    let bottom = file.ancestry(stage).last().unwrap_or(stage);
    let name = match &bottom.base {
        Base::Scratch => return "`scratch`: nothing at all, not even a shell".to_owned(),
        Base::Unknown => return format!("{}: its value is unknown here", code(&bottom.image.value)),
        Base::Invalid(name) => return format!("{} is not the name of an image", code(name)),
        _ => file.value(None, bottom.instructions.start, &bottom.image.value),
    };
    let name = name.unwrap_or_else(|| bottom.image.value.clone());
    match base_image(file, stage) {
        None => format!("{}\n\ndynolint does not know what this image starts", code(&name)),
        Some(base) => format!("{}\n\n{}", code(&name), facts(base)),
    }
}

/// What the table says, as a list.
pub fn facts(base: &BaseImage) -> String {
    let words = |words: &[&str]| if words.is_empty() { "none".to_owned() } else { code(&words.join(" ")) };
    let mut lines = Vec::new();
    if let Some(family) = family(base.family) {
        lines.push(format!("System: {family}"));
    }
    lines.push(format!("Entrypoint: {}", words(base.entrypoint)));
    lines.push(format!("Command: {}", words(base.cmd)));
    lines.push(format!("User: {}", code(if base.user.is_empty() { "root" } else { base.user })));
    lines.push(match base.starts {
        Starts::Server { port } => match base.port_variable {
            "" => format!("Port: {port}"),
            variable => format!("Port: {port}, or the one in {}", code(variable)),
        },
        Starts::Shell => "Starts a shell, which ends at once on Heroku".to_owned(),
        Starts::Repl => "Starts an interpreter, which ends at once on Heroku".to_owned(),
        Starts::Nothing => "Starts nothing that keeps running".to_owned(),
        Starts::Other => "What it starts is unknown".to_owned(),
    });
    if !base.shell {
        lines.push("No shell: `run` in heroku.yml and the shell form need one".to_owned());
    }
    lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
}

fn family(family: Family) -> Option<&'static str> {
    Some(match family {
        Family::Debian => "Debian (apt, glibc)",
        Family::Ubuntu => "Ubuntu (apt, glibc)",
        Family::Alpine => "Alpine (apk, musl)",
        Family::RedHat => "Red Hat family (dnf, yum or microdnf)",
        Family::Suse => "SUSE (zypper)",
        Family::Arch => "Arch (pacman)",
        Family::Wolfi => "Wolfi (apk, glibc)",
        Family::Distroless => "distroless, without a package manager",
        Family::Busybox => "BusyBox, without a package manager",
        Family::Windows => "Windows, which Heroku cannot run",
        Family::Scratch | Family::Unknown => return None,
    })
}

/// The source of a COPY or ADD.
pub fn copied(here: &Here) -> Option<Said> {
    let (number, _) = here.file.dockerfile()?;
    let copies = here.file.project.copies.sources.iter();
    let copy = copies.filter(|copy| copy.file == number).find(|copy| here.within(copy.span))?;
    let context = here.file.project.context_shown(copy);
    let text = match &copy.sight {
        Sight::Found => format!("{} is in the build context, {context}", code(&copy.path)),
        Sight::Missing { .. } => format!("{} is not in the build context, {context}", code(&copy.path)),
        Sight::Ignored { .. } => {
            format!("{} is kept out of the build context by .dockerignore", code(&copy.path))
        }
        Sight::Outside { .. } => format!("{} is outside of the build context, {context}", code(&copy.path)),
        Sight::NotInGit { path, .. } => {
            format!("{} is here, but git does not have it: Heroku builds from what is pushed", code(path))
        }
        Sight::Unknown => return None,
    };
    Some((copy.span, text))
}
