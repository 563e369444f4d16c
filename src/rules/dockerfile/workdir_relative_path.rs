use crate::build::dockerfile::{Dockerfile, Stage};
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("workdir-relative-path", Check::Stage(check));

fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    for step in look::without_workdir(file, stage) {
        let Kind::Workdir(word) = &step.instruction.kind else { continue };
        let Some(path) = step.value(&word.value).filter(|path| !look::is_absolute(path)) else { continue };
        cx.report(
            step.place(word.span),
            format!("`{path}` is relative to the WORKDIR of the base image, which may change"),
        )
        .help("write an absolute path, such as `/app`");
    }
}
