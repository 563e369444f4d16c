use crate::model::dockerfile::Step;
use crate::rules::form::look;
use crate::rules::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("workdir-relative", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::Workdir(word) = &step.instruction.kind else { return };
    let Some(path) = step.value(&word.value).filter(|path| !step.onbuild && !look::is_absolute(path)) else {
        return;
    };
    let before = look::workdir(step, &path);
    let found = cx.report(step.place(word.span), format!("`{path}` is relative to the WORKDIR before it"));
    found.help(match before {
        Some(whole) => format!("write the whole path: `{whole}`"),
        None => "write the whole path, from `/`".to_owned(),
    });
}
