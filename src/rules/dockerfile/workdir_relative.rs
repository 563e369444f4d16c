use crate::base::source::Place;
use crate::build::dockerfile;
use crate::build::dockerfile::{Base, Dockerfile, Stage};
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("workdir-relative", Check::Stage(check));

fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    let mut whole = match file.ancestry(stage).nth(1) {
        Some(below) => below.workdir.clone(),
        None => (stage.base == Base::Scratch).then(|| "/".to_owned()),
    };
    for step in file.steps_of(stage) {
        let Kind::Workdir(word) = &step.instruction.kind else { continue };
        let path = step.value(&word.value);
        whole = path.as_deref().and_then(|path| dockerfile::join(whole.as_deref(), path));
        let Some(path) = path.filter(|path| !look::is_absolute(path)) else { continue };
        let found = cx.report(
            Place::new(&file.source, word.span),
            format!("`{path}` is relative to the previous WORKDIR"),
        );
        found.help(match &whole {
            Some(whole) => format!("write the absolute path: `{whole}`"),
            None => "write an absolute path, such as `/app`".to_owned(),
        });
    }
}
