use crate::model::manifest::Manifest;
use crate::rules::rule::{Check, Context, rule};

rule!("release-without-command", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    let Some(release) = manifest.release.as_ref().filter(|release| release.image.is_some()) else { return };
    let empty = release
        .command
        .as_ref()
        .is_none_or(|command| command.parts.iter().all(|part| part.as_str().trim().is_empty()));
    if empty && manifest.is_whole() {
        cx.report(
            manifest.place(release.key),
            "the release has an image and no command: it would start that image's own",
        )
        .help("add `command` with the task to run before each release, or remove `release`");
    }
}
