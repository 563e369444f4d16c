use crate::model::dockerfile::Step;
use crate::rules::form::look;
use crate::rules::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("copy-relative-without-workdir", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::Copy(transfer) = &step.instruction.kind else { return };
    let target = &transfer.target;
    let relative = |path: &String| !path.is_empty() && !step.onbuild && !look::is_absolute(path);
    let Some(path) = step.value(&target.value).filter(relative) else { return };
    if step.stage.is_none() || look::has_workdir_before(step) {
        return;
    }
    cx.report(step.place(target.span), format!("`{path}` is relative, and no WORKDIR says to what"))
        .help("set a WORKDIR first, or write the whole path, from `/`");
}
