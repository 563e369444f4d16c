use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::dockerfile::expand::expand;

rule!("word-malformed", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    if step.onbuild {
        return;
    }
    let stage = step.stage.filter(|_| !matches!(step.instruction.kind, Kind::From { .. }));
    for word in look::expanded(step.instruction) {
        let lookup = |name: &str| step.file.variable(stage, step.index, name);
        let Some(fault) = expand(&word.value, step.file.tree.escape, &lookup).error else { continue };
        cx.report(step.place(look::part(word, fault.range)), fault.message)
            .help("close the quote or brace; to use a literal `$` or quote, put `\\` before it");
    }
}
