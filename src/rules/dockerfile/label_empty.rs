use crate::build::dockerfile::Step;
use crate::config::LabelType;
use crate::rule::shared::labels;
use crate::rule::{Check, Context, rule};

rule!("label-empty", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    for (pair, kind, value) in labels::typed(step, cx) {
        if value.is_empty() && kind != LabelType::RawText {
            cx.report(step.place(pair.key.span), format!("the label `{}` is empty", pair.key.value))
                .help("give it a value, or remove it");
        }
    }
}
