use crate::base::diagnostic::Edit;
use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::shared::look::with_blank;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("redundant-target-platform", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::From { .. } = &step.instruction.kind else { return };
    let Some(flag) = look::flag(step.instruction, "platform") else { return };
    let value = flag.value.as_ref().map_or("", |value| value.value.as_str());
    if !matches!(value, "$TARGETPLATFORM" | "${TARGETPLATFORM}") {
        return;
    }
    cx.report(step.place(flag.span), format!("`--platform={value}` is the default"))
        .help("remove the flag: the classic builder does not know the variable and fails")
        .fix("remove the flag", vec![Edit::new(step.place(with_blank(step, flag)), "")]);
}
