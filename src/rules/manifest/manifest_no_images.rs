use crate::model::manifest::{Manifest, MistakeKind};
use crate::rules::rule::{Check, Context, rule};

rule!("manifest-no-images", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in manifest.mistakes.iter().filter(|one| one.kind == MistakeKind::NoImages) {
        cx.report(manifest.place(one.span), "no image is built, so there is nothing to run")
            .help("add the path of a Dockerfile for each process: `build: {docker: {web: Dockerfile}}`");
    }
}
