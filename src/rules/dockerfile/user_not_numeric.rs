use crate::build::dockerfile::Step;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::dockerfile::expand;

rule!("user-not-numeric", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::User(word) = &step.instruction.kind else { return };
    if step.onbuild
        || expand::variables(&word.value, step.file.tree.escape).iter().any(|(name, _)| is_arg(step, name))
    {
        return;
    }
    let Some(value) = step.value(&word.value) else { return };
    let user = value.split(':').next().unwrap_or("");
    if user.is_empty() || user.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    cx.report(step.place(word.span), format!("the user `{user}` is given by name, not by number"))
        .help("write the user's ID, such as `USER 1000`: Kubernetes can then tell that it is not root");
}

fn is_arg(step: &Step, name: &str) -> bool {
    let declared = |stage: &crate::build::dockerfile::Stage| {
        stage.scope.definitions(name).iter().any(|definition| !definition.env)
    };
    step.stage.is_some_and(|stage| step.file.ancestry(stage).any(declared))
}
