use crate::base::diagnostic::{Edit, Severity};
use crate::build::Builder;
use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};

rule!("copy-target-not-directory", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Some(transfer) = look::transfer(step.instruction).filter(|transfer| transfer.sources.len() > 1)
    else {
        return;
    };
    let target = &transfer.target;
    let Some(path) = step.value(&target.value).filter(|path| !path.ends_with(['/', '\\'])) else { return };
    let classic = cx.project.builder == Builder::Classic;
    let folder = matches!(path.rsplit('/').next(), Some("." | ".."));
    // BuildKit accepts a folder that already exists.
    if step.onbuild || target.value.ends_with(step.file.tree.escape) || (folder && !classic) {
        return;
    }
    let found = cx.report(
        step.place(target.span),
        format!("several files are copied to `{path}`, which must end in `/`"),
    );
    found.help(format!("write `{path}/`"));
    if !classic {
        found.weigh(Severity::Warning.min(found.severity));
    }
    if target.value != path {
        return;
    }
    let edits = vec![Edit::new(step.place(target.span), format!("{path}/"))];
    if classic {
        found.fix(format!("write `{path}/`"), edits);
    } else {
        found.unsafe_fix(format!("write `{path}/`"), edits);
    }
}
