use crate::base::diagnostic::Severity;
use crate::base::source::Place;
use crate::build::base::base_image;
use crate::build::dockerfile::Base;
use crate::project::Mode;
use crate::project::deployment::{Origin, Process, Role};
use crate::rule::{Check, Context, rule};
use crate::tables::images::Starts;

rule!("command-missing", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let project = cx.project;
    if !matches!(process.origin, Origin::Nothing | Origin::BaseImage) {
        return;
    }
    // A release that heroku.yml gives no command is another rule's.
    if process.role == Role::Release && project.manifest.as_ref().is_some_and(|it| it.release.is_some()) {
        return;
    }
    let Some((file, stage)) = project.deployment.built(process, &project.dockerfiles) else { return };
    let bottom = file.ancestry(stage).last().unwrap_or(stage);
    let (severity, what) = match base_image(file, stage).map(|base| base.starts) {
        _ if bottom.base == Base::Scratch => (Severity::Error, "`scratch` has none either".to_owned()),
        Some(Starts::Nothing) => (Severity::Warning, format!("`{}` has none either", bottom.image.value)),
        Some(Starts::Shell) => {
            (Severity::Warning, format!("`{}` only starts a shell, which exits at once", bottom.image.value))
        }
        Some(Starts::Repl) => {
            (Severity::Warning, format!("`{}` only starts a prompt, which exits at once", bottom.image.value))
        }
        _ => return,
    };
    let place = Place::new(&file.source, stage.image.span);
    let found = cx.report(place, format!("`{}` has no command, and {what}", process.name)).weigh(severity);
    if process.place.source.path() != file.source.path() {
        found.related(process.place.clone(), "the process");
    }
    found.help(match project.mode {
        Mode::Git => "add a CMD to the Dockerfile, or a command under `run` in heroku.yml",
        Mode::Push => "add a CMD to the Dockerfile",
    });
}
