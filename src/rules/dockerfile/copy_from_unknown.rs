use crate::base::suggest;
use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::shared::look::Origin;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("copy-from-unknown", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::Copy(_) = &step.instruction.kind else { return };
    let Some(name) = look::flag_value(step.instruction, "from")
        .filter(|name| !step.onbuild && !name.value.contains([':', '$']))
    else {
        return;
    };
    if !matches!(look::origin(step, &name.value), Origin::Other) {
        return;
    }
    let found = cx.report(
        step.place(name.span),
        format!("no earlier stage is named `{}`, so the builder pulls an image of that name", name.value),
    );
    let own = step.stage.map_or(0, |stage| stage.index);
    let names = step
        .file
        .stages
        .iter()
        .take(own.min(500))
        .filter_map(|stage| stage.name.as_ref())
        .map(|name| name.value.as_str());
    found.help(match suggest::nearest(&name.value, names) {
        Some(near) => format!("did you mean the stage `{near}`?"),
        None => format!("name an earlier stage; if an image is meant, add its tag: `{}:…`", name.value),
    });
}
