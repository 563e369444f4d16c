use crate::base::suggest;
use crate::build::dockerfile::Step;
use crate::rule::shared::labels;
use crate::rule::{Check, Context, rule};

rule!("label-superfluous", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    if !cx.config.strict_labels {
        return;
    }
    for (pair, name) in labels::of(step) {
        if cx.config.labels.contains_key(&name) {
            continue;
        }
        let near = suggest::nearest(&name, cx.config.labels.keys().map(String::as_str)).map(str::to_owned);
        cx.report(step.place(pair.key.span), format!("the label `{name}` is not listed in dynolint.toml"))
            .help(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "remove it, or add it under `[labels]` in dynolint.toml".to_owned(),
            });
    }
}
