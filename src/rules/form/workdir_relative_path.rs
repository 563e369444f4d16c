use crate::model::dockerfile::Step;
use crate::rules::form::look;
use crate::rules::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("workdir-relative-path", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::Workdir(word) = &step.instruction.kind else { return };
    let Some(path) = step.value(&word.value).filter(|path| !step.onbuild && !look::is_absolute(path)) else {
        return;
    };
    if look::has_workdir_before(step) {
        return;
    }
    cx.report(
        step.place(word.span),
        format!("`{path}` is relative, and no WORKDIR before it says to what: it depends on the base image"),
    )
    .help("write the whole path, from `/`");
}
