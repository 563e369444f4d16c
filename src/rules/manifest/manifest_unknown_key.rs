use crate::diagnostic::Edit;
use crate::model::manifest::{Manifest, MistakeKind};
use crate::near;
use crate::rules::rule::{Check, Context, rule};

rule!("manifest-unknown-key", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let (key, allowed) = match &one.kind {
            MistakeKind::UnknownKey { key, allowed } => (key, allowed),
            MistakeKind::MissingKey(key) => {
                cx.report(manifest.place(one.span), format!("`{key}` is missing here"))
                    .help(format!("add `{key}`"));
                continue;
            }
            _ => continue,
        };
        let place = manifest.place(one.span);
        let at = one.path.join(".");
        let level = if at.is_empty() { "heroku.yml".to_owned() } else { format!("`{at}`") };
        let found = cx.report(
            place.clone(),
            format!("{level} has no key `{key}`: Heroku very likely rejects the file"),
        );
        match near::nearest(key, allowed.iter().map(String::as_str)) {
            Some(near) => {
                found
                    .help(format!("did you mean `{near}`?"))
                    .unsafe_fix(format!("write `{near}`"), vec![Edit::new(place, near)]);
            }
            None => drop(found.help(format!("it knows `{}`", allowed.join("`, `")))),
        }
    }
}
