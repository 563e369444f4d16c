use crate::project::manifest::{Manifest, MistakeKind};
use crate::rule::{Check, Context, rule};

rule!("config-name-invalid", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let MistakeKind::ConfigName(name) = &one.kind else { continue };
        let what = match one.path.first().map(String::as_str) {
            Some("build") => "build argument",
            _ => "config var",
        };
        let message = match name.len() {
            0 => format!("this {what} has no name"),
            _ => format!("`{name}` cannot be the name of a {what}"),
        };
        cx.report(manifest.place(one.span), message).help("use letters from a to z, digits and `_` only");
    }
}
