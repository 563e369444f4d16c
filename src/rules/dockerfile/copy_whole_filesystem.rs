use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("copy-whole-filesystem", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::Copy(transfer) = &step.instruction.kind else { return };
    let Some(from) = look::flag_value(step.instruction, "from").filter(|_| !step.onbuild) else { return };
    let is_root =
        |word: &crate::syntax::dockerfile::ast::Word| step.value(&word.value).as_deref() == Some("/");
    let Some(source) = transfer.sources.iter().find(|source| is_root(source)) else { return };
    if is_root(&transfer.target) {
        cx.report(
            step.place(source.span.join(transfer.target.span)),
            format!("this copies the whole filesystem of `{}` into one layer", from.value),
        )
        .help(format!(
            "copy only the files you need; if you need all of them, start with `FROM {}`",
            from.value
        ));
    }
}
