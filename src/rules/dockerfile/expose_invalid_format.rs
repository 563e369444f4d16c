use crate::build::dockerfile::Step;
use crate::rule::shared::ports::{parts, ports};
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
            format!("EXPOSE cannot map ports: only `{container}` of `{port}` is used"),
        )
        .help(format!("write `{container}`, and map ports when you start the container: `docker run -p`"));
    }
}
