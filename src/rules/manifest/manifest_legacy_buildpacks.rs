use crate::model::manifest::{Manifest, MistakeKind};
use crate::rules::rule::{Check, Context, rule};

rule!("manifest-legacy-buildpacks", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let MistakeKind::Legacy(key) = &one.kind else { continue };
        cx.report(manifest.place(one.span), format!("`build.{key}` is of an old test of buildpacks and builds nothing any more"))
            .help("write a Dockerfile and name it below `build.docker`, or remove heroku.yml and deploy with buildpacks");
    }
}
