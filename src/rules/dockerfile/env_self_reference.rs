use std::collections::HashMap;

use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Kind, Pair};
use crate::syntax::dockerfile::expand;

rule!("env-self-reference", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::Env(pairs) = &step.instruction.kind else { return };
    let mut set_by: HashMap<&str, &Pair> = HashMap::new();
    for pair in pairs {
        set_by.entry(&pair.key.value).or_insert(pair);
    }
    for pair in pairs {
        let Some(value) = &pair.value else { continue };
        for (name, range) in expand::variables(&value.value, step.file.tree.escape) {
            let Some(set) = set_by.get(name.as_str()).filter(|set| set.key.span != pair.key.span) else {
                continue;
            };
            // Every image has a PATH.
            if step.onbuild || name == "PATH" || look::is_defined(step, &name) {
                continue;
            }
            cx.report(
                step.place(look::part(value, range)),
                format!("`${name}` does not have its new value yet: one ENV sets all its variables at once"),
            )
            .related(step.place(set.key.span), "set here, for later instructions only")
            .help(format!("set `{name}` in a separate ENV above this one"));
        }
    }
}
