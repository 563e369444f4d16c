use crate::base::diagnostic::Edit;
use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::shared::look::with_blank;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("from-platform-flag-const-disallowed", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::From { alias, .. } = &step.instruction.kind else { return };
    let Some(flag) = look::flag(step.instruction, "platform") else { return };
    let Some(value) = flag.value.as_ref().filter(|value| !value.value.contains('$')) else { return };
    let alias = alias.as_ref().map(|alias| alias.value.to_lowercase()).unwrap_or_default();
    let mut parts = value.value.split('/').take(2);
    if value.value.is_empty() || parts.any(|part| alias.contains(&normal(part))) {
        return;
    }
    cx.report(step.place(value.span), format!("the platform of this stage is fixed to `{}`", value.value))
        .help("remove the flag, and pass `--platform` to `docker build` instead")
        .unsafe_fix("remove the flag", vec![Edit::new(step.place(with_blank(step, flag)), "")]);
}

/// An operating system or architecture, in the spelling that stage names use.
fn normal(part: &str) -> String {
    match part.to_ascii_lowercase().as_str() {
        "x86_64" | "x86-64" => "amd64".to_owned(),
        "aarch64" => "arm64".to_owned(),
        "i386" => "386".to_owned(),
        "armhf" | "armel" => "arm".to_owned(),
        "macos" => "darwin".to_owned(),
        other => other.to_owned(),
    }
}
