use crate::base::suggest;
use crate::build::dockerfile::Step;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("stopsignal-invalid", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::Stopsignal(word) = &step.instruction.kind else { return };
    let Some(signal) = step.value(&word.value).filter(|signal| !step.onbuild && !is_signal(signal)) else {
        return;
    };
    let found = cx.report(step.place(word.span), format!("unknown signal `{signal}`"));
    found.help(match suggest::nearest(&signal.to_uppercase().replace("SIG", ""), NAMES.iter().copied()) {
        Some(near) => format!("did you mean `SIG{near}`?"),
        None => "write a signal name such as `SIGTERM`, or a number".to_owned(),
    });
}

/// A name with or without `SIG`, in upper or lower case, or a number other than 0.
fn is_signal(signal: &str) -> bool {
    if let Ok(number) = signal.parse::<i64>() {
        return number != 0;
    }
    let upper = signal.to_uppercase();
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    let offset = |prefix: &str, sign: &str, most: u8| {
        let number = name.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(sign));
        number.is_some_and(|number| {
            !number.starts_with('0') && number.parse().is_ok_and(|number: u8| number <= most)
        })
    };
    NAMES.contains(&name) || offset("RTMIN", "+", 15) || offset("RTMAX", "-", 14)
}

/// The signals that Linux has.
const NAMES: &[&str] = &[
    "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE",
    "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU",
    "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX",
];
