use crate::base::diagnostic::Severity;
use crate::base::source::Span;
use crate::build::dockerfile::Step;
use crate::project::Project;
use crate::rule::shared::platform::uses;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::dockerfile::expand;

rule!("classic-platform-arg", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for step in project.built_steps() {
        for (name, span) in uses(&step).into_iter().filter(|(name, _)| !is_given(&step, name)) {
            let message = format!("`{name}` is empty on Heroku's builder, because only BuildKit sets it");
            let found = cx.report(step.place(span), message);
            match &step.instruction.kind {
                Kind::From { image, .. } => {
                    found.weigh(Severity::Error).help(in_from(span, image.span));
                }
                _ => {
                    found
                        .help(format!("give it a default where it is used: `${{{name}:-{}}}`", value(&name)));
                }
            }
        }
    }
}

fn in_from(used: Span, image: Span) -> &'static str {
    if used.start < image.start {
        "remove the flag, or write `--platform=linux/amd64`, which is what dynos run"
    } else {
        "write the name of the `linux/amd64` image, which is what dynos run"
    }
}

/// Whether something gives it a value: `ARG TARGETARCH=amd64`, or ENV.
fn is_given(step: &Step, name: &str) -> bool {
    let definitions = match step.stage.filter(|_| !matches!(step.instruction.kind, Kind::From { .. })) {
        Some(stage) => stage.scope.before(name, step.index),
        None => step.file.globals.before(name, step.index),
    };
    definitions.is_some_and(|definition| matches!(definition.value, expand::Lookup::Value(_)))
}

fn value(name: &str) -> &'static str {
    match name {
        "TARGETOS" | "BUILDOS" => "linux",
        "TARGETARCH" | "BUILDARCH" => "amd64",
        _ => "linux/amd64",
    }
}
