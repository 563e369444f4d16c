use crate::model::manifest::{Manifest, MistakeKind};
use crate::rules::rule::{Check, Context, rule};

rule!("manifest-is-compose", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let MistakeKind::Foreign(what) = &one.kind else { continue };
        cx.report(manifest.place(one.span), format!("this is {what}, not a manifest of Heroku"))
            .help("heroku.yml has the sections `build`, `run`, `release` and `setup`");
    }
}
