use crate::model::manifest::{Manifest, MistakeKind};
use crate::rules::rule::{Check, Context, rule};

rule!("config-name-invalid", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let MistakeKind::ConfigName(name) = &one.kind else { continue };
        cx.report(manifest.place(one.span), format!("`{name}` cannot be the name of a config var"))
            .help("use letters, digits and `_` only");
    }
}
