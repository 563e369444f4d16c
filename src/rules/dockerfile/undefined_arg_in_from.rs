use crate::base::diagnostic::Severity;
use crate::base::suggest;
use crate::build::dockerfile::{Base, Step};
use crate::rule::shared::global_args::undeclared;
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("undefined-arg-in-from", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::From { image, .. } = &step.instruction.kind else { return };
    let invalid = step.stage.is_some_and(|stage| matches!(stage.base, Base::Invalid(_)));
    for word in look::expanded(step.instruction) {
        for (name, range) in undeclared(step, word) {
            let found = cx.report(
                step.place(look::part(word, range)),
                format!("`${name}` is empty here: there is no `ARG {name}` above the first FROM"),
            );
            let known = declared(step);
            found.help(match suggest::nearest(&name, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `${near}`?"),
                None => format!("add `ARG {name}=…` above the first FROM"),
            });
            if invalid && word.span == image.span {
                found.weigh(Severity::Error);
            }
        }
    }
}

/// The names of the ARGs before the first FROM, to find the one that a typo was meant to be.
fn declared(step: &Step) -> Vec<String> {
    let first = step.file.stages.first().map_or(0, |stage| stage.instructions.start);
    let before = step.file.tree.instructions.iter().take(first);
    let pairs = before.filter_map(|instruction| match &instruction.kind {
        Kind::Arg(pairs) => Some(pairs),
        _ => None,
    });
    pairs.flatten().take(500).map(|pair| pair.key.value.clone()).collect()
}
