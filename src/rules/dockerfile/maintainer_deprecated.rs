use crate::base::diagnostic::Edit;
use crate::build::dockerfile::Step;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("maintainer-deprecated", Check::Instruction(check));

/// The label that replaces MAINTAINER.
const LABEL: &str = "org.opencontainers.image.authors";

fn check(step: &Step, cx: &mut Context) {
    let Kind::Maintainer(word) = &step.instruction.kind else { return };
    if step.onbuild {
        return;
    }
    let keyword = &step.instruction.keyword.value;
    let label = if *keyword == keyword.to_lowercase() { "label" } else { "LABEL" };
    let name = word.value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(&word.value);
    let found = cx.report(step.place(step.instruction.keyword.span), "MAINTAINER is deprecated");
    found.help(format!("write `LABEL {LABEL}=\"…\"`"));
    let whole = step.place(step.instruction.span);
    // Variables and escapes are expanded in a label, but not in MAINTAINER.
    if !name.contains(['"', '\\', '`', '$', '\n']) && !whole.text().contains('\n') {
        found.fix("replace it with a LABEL", vec![Edit::new(whole, format!("{label} {LABEL}=\"{name}\""))]);
    }
}
