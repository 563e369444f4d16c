use crate::build::dockerfile::{Dockerfile, Stage};
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("copy-relative-without-workdir", Check::Stage(check));

fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    for step in look::without_workdir(file, stage) {
        let Kind::Copy(transfer) = &step.instruction.kind else { continue };
        let target = &transfer.target;
        let relative = |path: &String| !path.is_empty() && !look::is_absolute(path);
        let Some(path) = step.value(&target.value).filter(relative) else { continue };
        cx.report(step.place(target.span), format!("`{path}` is a relative path, but no WORKDIR is set"))
            .help("set WORKDIR first, or write an absolute path such as `/app`");
    }
}
