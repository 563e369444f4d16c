use crate::model::manifest::{Manifest, MistakeKind, RunDecl};
use crate::rules::rule::{Check, Context, rule};
use crate::source::Span;

rule!("run-without-command", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    if !manifest.is_whole() {
        return;
    }
    for one in &manifest.mistakes {
        let MistakeKind::NoCommand(name) = &one.kind else { continue };
        report(name, one.span, None, manifest, cx);
    }
    for run in &manifest.run {
        let is_empty = run.command.as_ref().is_none_or(|command| command.is_empty());
        // Without an image to run in, that is what is wrong.
        let image = run.image.as_ref().map_or(&run.name, |image| image);
        if is_empty && manifest.image(&image.value).is_some() && !is_wrong(run, manifest) {
            report(
                &run.name.value,
                run.name.span,
                run.image.as_ref().map(|image| image.value.as_str()),
                manifest,
                cx,
            );
        }
    }
}

fn report(name: &str, key: Span, image: Option<&str>, manifest: &Manifest, cx: &mut Context) {
    let found = cx.report(manifest.place(key), format!("`{name}` has no command"));
    found.help(match image {
        Some(image) if image != name => {
            format!("write the command below `command`; that `{image}`'s own runs here as well is documented nowhere")
        }
        _ if manifest.image(name).is_some() => {
            format!("write the command, or remove `{name}` here, so that its image's own command runs")
        }
        _ => "write the command behind the name".to_owned(),
    });
}

/// Whether another mistake is reported in it.
fn is_wrong(run: &RunDecl, manifest: &Manifest) -> bool {
    manifest.mistakes.iter().any(|one| one.path.starts_with(&["run".to_owned(), run.name.value.clone()]))
}
