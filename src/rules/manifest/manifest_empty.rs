use crate::base::source::Place;
use crate::project::manifest::Manifest;
use crate::rule::{Check, Context, rule};
use crate::syntax::yaml::Node;

rule!("manifest-empty", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    let blank = manifest.document.root.as_ref().is_none_or(Node::is_null);
    let filled = |section: &str| manifest.find(&[section]).is_some_and(|node| !node.entries().is_empty());
    let holds = !manifest.images.is_empty() || ["setup", "release", "run"].into_iter().any(filled);
    if !manifest.is_whole() || (!blank && (holds || !manifest.mistakes.is_empty())) {
        return;
    }
    let key = manifest.key_span(&["build"]);
    let place = key.map_or(Place::file(&manifest.source), |key| manifest.place(key));
    let message = match blank && !manifest.document.comments.is_empty() {
        true => "heroku.yml contains only comments, so nothing is built or run",
        false => "heroku.yml builds and runs nothing",
    };
    cx.report(place, message)
        .help("name an image and its Dockerfile, for example `build: {docker: {web: Dockerfile}}`");
}
