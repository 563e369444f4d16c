use crate::base::diagnostic::Edit;
use crate::build::dockerfile::Step;
use crate::rule::shared::ports::{parts, ports};
use crate::rule::{Check, Context, rule};

rule!("expose-proto-casing", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    for (word, port) in ports(step) {
        let Some((number, protocol)) = parts(&port).2.split_once('/') else { continue };
        let lower = protocol.to_lowercase();
        if lower == protocol {
            continue;
        }
        let found =
            cx.report(step.place(word.span), format!("the protocol `{protocol}` should be lower case"));
        found.help(format!("write `{number}/{lower}`"));
        if word.value == port {
            let lower_case = format!("{}{lower}", port.strip_suffix(protocol).unwrap_or_default());
            found.fix(format!("write `{lower_case}`"), vec![Edit::new(step.place(word.span), lower_case)]);
        }
    }
}
