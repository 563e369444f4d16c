use crate::exec::Verdict;
use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("expose-ignored", Check::Process(check));

/// Where the port is right, an EXPOSE is for other platforms.
fn check(process: &Process, cx: &mut Context) {
    let project = cx.project;
    let Verdict::Fixed { port, .. } = &process.launch.verdict else { return };
    let Some((file, stage)) = project.deployment.built(process, &project.dockerfiles) else { return };
    if !process.is_web() {
        return;
    }
    for step in file.ancestry(stage).flat_map(|stage| file.steps_of(stage)) {
        let Kind::Expose(ports) = &step.instruction.kind else { continue };
        for exposed in ports.iter().filter(|word| number(&step.value(&word.value)) == Some(*port)) {
            cx.report(
                step.place(exposed.span),
                format!("EXPOSE has no effect on Heroku, which does not send requests to port {port}"),
            )
            .help("listen on `$PORT`, which Heroku sets when the dyno starts");
        }
    }
}

fn number(port: &Option<String>) -> Option<u16> {
    port.as_deref()?.split('/').next()?.parse().ok()
}
