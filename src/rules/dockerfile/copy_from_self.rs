use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::shared::look::Origin;
use crate::rule::{Check, Context, rule};

rule!("copy-from-self", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    for name in look::origins(step.instruction) {
        if !step.onbuild && matches!(look::origin(step, &name.value), Origin::Itself) {
            cx.report(step.place(name.span), "this is the stage the files would be copied to")
                .help("name an earlier stage; what is in the stage already needs a `RUN cp`");
        }
    }
}
