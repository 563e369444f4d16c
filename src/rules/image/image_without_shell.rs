use crate::base::source::Place;
use crate::build::base::base_image;
use crate::build::dockerfile::{Base, Dockerfile, Stage};
use crate::exec::Line;
use crate::project::deployment::{Origin, Process};
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("image-without-shell", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let project = cx.project;
    let Some((file, stage)) = project.deployment.built(process, &project.dockerfiles) else { return };
    let Some(image) = without_shell(file, stage).filter(|_| !brings_one(file, stage)) else { return };
    let (line, what) = match (&process.started.entrypoint, &process.started.command) {
        (Some(entry @ Line::Shell { .. }), _) => (entry, "a shell-form ENTRYPOINT"),
        (None, Some(command @ Line::Shell { .. })) if process.origin == Origin::Manifest => {
            (command, "a command in heroku.yml")
        }
        (None, Some(command @ Line::Shell { .. })) => (command, "a shell-form CMD"),
        _ => return,
    };
    cx.report(line.place(), format!("{what} needs `/bin/sh`, which `{image}` does not have"))
        .related(
            Place::new(&file.source, file.ancestry(stage).last().unwrap_or(stage).image.span),
            "the base image",
        )
        .help("use an exec-form ENTRYPOINT with the arguments in CMD, or a base image with a shell");
}

fn without_shell<'a>(file: &'a Dockerfile, stage: &'a Stage) -> Option<&'a str> {
    let bottom = file.ancestry(stage).last().unwrap_or(stage);
    let bare = bottom.base == Base::Scratch || base_image(file, stage).is_some_and(|base| !base.shell);
    bare.then_some(bottom.image.value.as_str())
}

/// Whether something that may hold a shell is copied in: a whole root, or a program into a `bin` folder.
fn brings_one(file: &Dockerfile, stage: &Stage) -> bool {
    file.ancestry(stage).flat_map(|stage| file.steps_of(stage)).any(|step| match &step.instruction.kind {
        Kind::Copy(transfer) | Kind::Add(transfer) => {
            let target = step.value(&transfer.target.value);
            let shells = |source: &str| {
                ["sh", "ash", "bash", "dash", "busybox", "bin"]
                    .iter()
                    .any(|name| source.trim_end_matches('/').rsplit('/').next() == Some(name))
            };
            target.is_none_or(|target| target == "/" || target.trim_end_matches('/') == "/bin")
                || transfer.sources.iter().any(|source| shells(&source.value))
        }
        _ => false,
    })
}
