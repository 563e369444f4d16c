use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::dockerfile::expand;

rule!("copy-from-variable", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::Copy(_) = &step.instruction.kind else { return };
    let Some(name) = look::flag_value(step.instruction, "from").filter(|_| !step.onbuild) else { return };
    if expand::variables(&name.value, step.file.tree.escape).is_empty() {
        return;
    }
    cx.report(step.place(name.span), "`--from` does not expand variables")
        .help(format!("add a stage, `FROM {} AS files`, and write `COPY --from=files`", name.value));
}
