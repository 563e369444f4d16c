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
            _ => format!("`{name}` is not a valid name for a {what}"),
        };
        cx.report(manifest.place(one.span), message).help(match name.is_ascii() && !name.is_empty() {
            true => format!("use only letters, digits and `_`, for example `{}`", valid(name)),
            false => "use only the letters A to Z, digits and `_`".to_owned(),
        });
    }
}

/// The name as environment variables are usually written.
fn valid(name: &str) -> String {
    name.replace(|c: char| !c.is_ascii_alphanumeric(), "_").to_ascii_uppercase()
}
