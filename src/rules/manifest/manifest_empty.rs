use crate::model::manifest::Manifest;
use crate::rules::rule::{Check, Context, rule};
use crate::source::Place;

rule!("manifest-empty", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    let whole = manifest.document.errors.is_empty();
    let nothing = manifest.document.root.as_ref().is_none_or(|root| root.is_null());
    let sections = ["build", "run", "release", "setup"];
    let unset =
        manifest.document.root.as_ref().is_some_and(|root| {
            root.entries().is_empty() && root.items().is_empty() && root.as_text().is_none()
        });
    if !whole || !(nothing || unset) || sections.iter().any(|key| manifest.find(&[key]).is_some()) {
        return;
    }
    cx.report(Place::file(&manifest.source), "heroku.yml says nothing: Heroku has no image to build")
        .help("name the Dockerfile of each process below `build.docker`, or remove the file");
}
