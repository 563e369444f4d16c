use crate::project::manifest::Manifest;
use crate::rule::{Check, Context, rule};

rule!("manifest-syntax", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for error in &manifest.document.errors {
        let found = cx.report(manifest.place(error.span), error.message.clone());
        if let Some(help) = &error.help {
            found.help(help.clone());
        }
        if let Some((span, what)) = &error.related {
            found.related(manifest.place(*span), what.clone());
        }
    }
}
