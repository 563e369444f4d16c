use crate::model::manifest::{Manifest, MistakeKind};
use crate::rules::rule::{Check, Context, rule};

rule!("manifest-wrong-type", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let MistakeKind::WrongType { expected, found } = &one.kind else { continue };
        let what = match one.path.join(".") {
            path if path.is_empty() => "heroku.yml".to_owned(),
            path => format!("`{path}`"),
        };
        cx.report(manifest.place(one.span), format!("{what} should be {expected}, and is {found}"))
            .help(format!("write {expected}; `dynolint schema heroku` shows the whole format"));
    }
}
