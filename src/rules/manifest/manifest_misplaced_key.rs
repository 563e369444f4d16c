use crate::model::manifest::{Manifest, MistakeKind};
use crate::rules::rule::{Check, Context, rule};

rule!("manifest-misplaced-key", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let MistakeKind::Misplaced { key, homes } = &one.kind else { continue };
        let homes: Vec<String> = homes
            .iter()
            .map(|path| match path.join(".").replace('*', "<process>") {
                path if path.is_empty() => "at the top, without indentation".to_owned(),
                path => format!("below `{path}`"),
            })
            .collect();
        let found = cx.report(
            manifest.place(one.span),
            format!(
                "`{key}` does not belong here: Heroku very likely rejects the file, or takes it for a process"
            ),
        );
        for span in &one.also {
            found.related(manifest.place(*span), "this belongs with it");
        }
        found.help(if homes.is_empty() {
            "remove it, or move it to where it belongs".to_owned()
        } else {
            format!("it belongs {}", homes.join(", or "))
        });
    }
}
