use crate::build::dockerfile::Step;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("label-key-format", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::Label(pairs) = &step.instruction.kind else { return };
    for pair in pairs.iter().filter(|_| !step.onbuild) {
        let Some(fact) = step.value(&pair.key.value).and_then(|key| fault(&key)) else { continue };
        cx.report(step.place(pair.key.span), fact)
            .help("write a domain you own in reverse, then the name: `com.example.app.version`");
    }
}

/// Why Docker's guidelines for labels do not allow a key.
fn fault(key: &str) -> Option<String> {
    let allowed =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '/');
    let wrong = key.chars().find(|c| !allowed(*c));
    let reserved =
        ["com.docker.", "io.docker.", "org.dockerproject."].into_iter().find(|start| key.starts_with(start));
    let twice = ["..", "--"].into_iter().find(|twice| key.contains(twice));
    match (wrong, reserved, twice) {
        (Some(c), ..) => Some(format!(
            "the label name contains `{c}`; only lower-case letters, digits, `.`, `-`, `_` and `/` are allowed"
        )),
        (_, Some(start), _) => Some(format!("label names that start with `{start}` are reserved for Docker")),
        (_, _, Some(twice)) => Some(format!("the label name contains `{twice}`")),
        _ if !key.starts_with(|c: char| c.is_ascii_lowercase()) => {
            Some("the label name does not start with a letter".to_owned())
        }
        _ if !key.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) => {
            Some("the label name does not end with a letter or digit".to_owned())
        }
        _ => None,
    }
}
