use super::expose_invalid_port::{parts, ports};
use crate::build::dockerfile::Step;
use crate::rule::{Check, Context, rule};

rule!("expose-invalid-format", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    for (word, port) in ports(step) {
        let (ip, host, container) = parts(&port);
        if ip.is_empty() && host.is_empty() {
            continue;
        }
        cx.report(
            step.place(word.span),
            format!("EXPOSE maps nothing: of `{port}` only `{container}` counts"),
        )
        .help(format!("write `{container}`, and map ports where the container is started"));
    }
}
