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
