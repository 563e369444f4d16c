use crate::build::dockerfile::Step;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("copy-url", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::Copy(transfer) = &step.instruction.kind else { return };
    for source in transfer.sources.iter().filter(|_| !step.onbuild) {
        let Some(path) = step.value(&source.value) else { continue };
        if ["http://", "https://", "git://", "ssh://", "git@"].iter().any(|start| path.starts_with(start)) {
            cx.report(step.place(source.span), "COPY cannot download a URL")
                .help("use ADD, or download it with `curl` in a RUN");
        }
    }
}
