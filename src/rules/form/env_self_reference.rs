use crate::model::dockerfile::Step;
use crate::rules::form::look;
use crate::rules::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::dockerfile::expand;

rule!("env-self-reference", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::Env(pairs) = &step.instruction.kind else { return };
    for (index, pair) in pairs.iter().enumerate() {
        let Some(value) = &pair.value else { continue };
        for (name, range) in expand::variables(&value.value, step.file.tree.escape) {
            let other = |(at, pair): &(usize, &crate::syntax::dockerfile::ast::Pair)| {
                *at != index && pair.key.value == name
            };
            let Some((_, set)) = pairs.iter().enumerate().find(other) else { continue };
            // Every image has a PATH.
            if step.onbuild || name == "PATH" || look::is_defined(step, &name) {
                continue;
            }
            cx.report(
                step.place(look::part(value, range)),
                format!("`${name}` is not yet what this ENV sets it to, but what it was before"),
            )
            .related(step.place(set.key.span), "set here, for the instructions that follow")
            .help(format!("set `{name}` in an ENV of its own, above this one"));
        }
    }
}
