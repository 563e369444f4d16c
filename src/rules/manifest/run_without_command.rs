use std::collections::HashSet;

use crate::base::source::Span;
use crate::project::manifest::{CommandDecl, Manifest, MistakeKind};
use crate::rule::{Check, Context, rule};

rule!("run-without-command", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    if !manifest.is_whole() {
        return;
    }
    for one in &manifest.mistakes {
        let MistakeKind::NoCommand(name) = &one.kind else { continue };
        report(name, one.span, None, manifest, cx);
    }
    let images: HashSet<&str> = manifest.images.iter().map(|image| image.name.value.as_str()).collect();
    let wrong: HashSet<&str> =
        manifest.mistakes.iter().filter_map(|one| one.path.get(1)).map(String::as_str).collect();
    for run in &manifest.run {
        let name = run.name.value.as_str();
        let image = run.image.as_ref().map_or(name, |image| image.value.as_str());
        let is_empty = run.command.as_ref().is_none_or(CommandDecl::is_empty);
        // Without an image to run in, that is what is wrong.
        if is_empty && images.contains(image) && !wrong.contains(name) {
            report(name, run.name.span, Some(image), manifest, cx);
        }
    }
}

fn report(name: &str, key: Span, image: Option<&str>, manifest: &Manifest, cx: &mut Context) {
    let found = cx.report(manifest.place(key), format!("`{name}` has no command"));
    found.help(match image {
        Some(image) if image != name => {
            format!("add the command: Heroku does not document whether the CMD of `{image}` runs instead")
        }
        _ if manifest.image(name).is_some() => {
            format!("add the command, or remove `{name}` from `run` to use the CMD of its image")
        }
        _ => format!("write the command after the name: `{name}: …`"),
    });
}
