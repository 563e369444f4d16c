use crate::build::dockerfile::{Dockerfile, Stage};
use crate::rule::shared::repeated;
use crate::rule::{Check, Context, rule};

rule!("multiple-instructions-disallowed", Check::Stage(check));

fn check(stage: &Stage, file: &Dockerfile, cx: &mut Context) {
    for keyword in ["CMD", "ENTRYPOINT", "HEALTHCHECK"] {
        for pair in repeated::of(file, stage, keyword).windows(2) {
            let [earlier, later] = pair else { continue };
            cx.report(
                earlier.place(earlier.instruction.keyword.span),
                format!("this {keyword} has no effect: a later one replaces it"),
            )
            .related(later.place(later.instruction.keyword.span), "replaced here")
            .help(match keyword {
                "HEALTHCHECK" => "keep one of them",
                _ => "keep one of them; for several commands use a script, or a process each in heroku.yml",
            });
        }
    }
}
