use crate::base::diagnostic::Edit;
use crate::build::dockerfile::Step;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("from-as-casing", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::From { as_keyword: Some(word), .. } = &step.instruction.kind else { return };
    let from = step.instruction.keyword.value.as_str();
    let wanted = match from {
        _ if from == from.to_lowercase() => "as",
        _ if from == from.to_uppercase() => "AS",
        _ => return,
    };
    if word.value == wanted {
        return;
    }
    cx.report(step.place(word.span), format!("`{}` is not in the same case as `{from}`", word.value))
        .help(format!("write `{wanted}`"))
        .fix(format!("write `{wanted}`"), vec![Edit::new(step.place(word.span), wanted)]);
}
