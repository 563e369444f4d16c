use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::shared::look::Origin;
use crate::rule::{Check, Context, rule};

rule!("copy-from-self", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    for name in look::origins(step.instruction) {
        if !step.onbuild && matches!(look::origin(step, &name.value), Origin::Itself) {
            cx.report(step.place(name.span), "a stage cannot copy files from itself")
                .help("name an earlier stage; to copy files within this stage, use `RUN cp`");
        }
    }
}
