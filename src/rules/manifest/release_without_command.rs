use crate::project::Project;
use crate::project::deployment::{Origin, Role};
use crate::project::manifest::Manifest;
use crate::rule::{Check, Context, rule};

rule!("release-without-command", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    let Some(release) = manifest.release.as_ref().filter(|_| manifest.is_whole()) else { return };
    let is_empty = release.command.as_ref().is_none_or(|command| command.is_empty());
    if !is_empty
        || !manifest.mistakes.iter().all(|one| one.path.first().is_none_or(|section| section != "release"))
    {
        return;
    }
    if has_own(cx.project) {
        return;
    }
    let key = manifest.key_span(&["release", "command"]).unwrap_or(release.key);
    let found = cx.report(manifest.place(key), "`release` has no command");
    found.help("add the command, for example `command: [\"rake db:migrate\"]`, or remove `release`");
    if let Some(image) = &release.image {
        found.related(
            manifest.place(image.span),
            "Heroku does not document whether the CMD of this image runs instead",
        );
    }
}

/// Whether an image is built for the release alone, with a command of its own.
fn has_own(project: &Project) -> bool {
    let deployment = &project.deployment;
    let Some(release) = deployment.processes.iter().find(|process| process.role == Role::Release) else {
        return false;
    };
    let Some(image) = release.image else { return false };
    let shared = deployment.processes.iter().filter(|process| process.image == Some(image)).count() > 1;
    let web = deployment.images.get(image).is_none_or(|image| image.name == "web");
    release.origin == Origin::Dockerfile && !shared && !web
}
