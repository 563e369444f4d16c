use crate::project::manifest::{Manifest, MistakeKind};
use crate::rule::{Check, Context, rule};

rule!("process-name-invalid", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in &manifest.mistakes {
        let MistakeKind::ProcessName(name) = &one.kind else { continue };
        let message = match name.len() {
            0 => "this process has no name".to_owned(),
            129.. => "this process name is longer than 128 characters".to_owned(),
            _ => format!("`{name}` is not a valid process name"),
        };
        cx.report(manifest.place(one.span), message)
            .help("use 1 to 128 letters, digits, `-` and `_`, here and wherever the name is used");
    }
}
