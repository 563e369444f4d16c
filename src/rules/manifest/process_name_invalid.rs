use crate::model::manifest::{Manifest, MistakeKind};
use crate::rules::rule::{Check, Context, rule};

rule!("process-name-invalid", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let MistakeKind::ProcessName(name) = &one.kind else { continue };
        cx.report(manifest.place(one.span), format!("`{name}` cannot be the name of a process"))
            .help("use letters, digits, `_` and `-`, 128 at most");
    }
}
