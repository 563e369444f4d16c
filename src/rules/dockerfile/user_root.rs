use crate::build::dockerfile::{Dockerfile, Stage};
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("user-root", Check::Stage(check));

fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    let Some(at) = stage.user.index().filter(|at| stage.instructions.contains(at)) else { return };
    let Some(step) = file.step(at) else { return };
    let Kind::User(word) = &step.instruction.kind else { return };
    let Some(user) = step.value(&word.value) else { return };
    if matches!(user.split(':').next(), Some("root" | "0")) {
        cx.report(step.place(word.span), "the last USER of this stage is root")
            .help("switch to another user after the steps that need root: `USER app`");
    }
}
