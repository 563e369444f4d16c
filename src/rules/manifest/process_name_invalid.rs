use crate::project::manifest::{Manifest, MistakeKind};
use crate::rule::{Check, Context, rule};

rule!("process-name-invalid", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let MistakeKind::ProcessName(name) = &one.kind else { continue };
        let message = match name.len() {
            0 => "this process has no name".to_owned(),
            129.. => "this name of a process is longer than 128 characters".to_owned(),
            _ => format!("`{name}` cannot be the name of a process"),
        };
        cx.report(manifest.place(one.span), message)
            .help("use up to 128 letters from a to z, digits, `-` and `_`, here and wherever it is named");
    }
}
