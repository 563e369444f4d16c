use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("stopsignal-ignored", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for shipped in project.shipped() {
        for step in shipped.steps() {
            let Kind::Stopsignal(signal) = &step.instruction.kind else { continue };
            if step.value(&signal.value).is_none_or(|signal| is_sigterm(&signal)) {
                continue;
            }
            cx.report(step.place(signal.span), format!("STOPSIGNAL has no effect on Heroku, which stops processes with SIGTERM, not {}", signal.value))
                .help(format!("make the program shut down on SIGTERM, or start it from a script that traps SIGTERM and sends {}", signal.value));
        }
    }
}

fn is_sigterm(signal: &str) -> bool {
    matches!(signal.to_ascii_uppercase().as_str(), "SIGTERM" | "TERM" | "15")
}
