use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("healthcheck-ignored", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for shipped in project.shipped() {
        for step in shipped.steps() {
            if let Kind::Healthcheck(Some(_)) = &step.instruction.kind {
                cx.report(step.place(step.instruction.keyword.span), "HEALTHCHECK has no effect on Heroku")
                    .help("keep it if the image also runs elsewhere; on Heroku a web dyno is up once it listens on `$PORT`");
            }
        }
    }
}
