use crate::project::manifest::{Manifest, MistakeKind};
use crate::rule::{Check, Context, rule};

rule!("manifest-legacy-buildpacks", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let MistakeKind::Legacy(key) = &one.kind else { continue };
        let found = cx.report(
            manifest.place(one.span),
            format!("`build.{key}` is a buildpack setting that Heroku no longer documents"),
        );
        found.help(
            "write a Dockerfile and name it under `build.docker`, or delete heroku.yml and use buildpacks with a \
             Procfile",
        );
        for also in &one.also {
            found.related(manifest.place(*also), "so is this");
        }
    }
}
