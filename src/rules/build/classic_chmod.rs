use crate::diagnostic::Edit;
use crate::model::dockerfile::Step;
use crate::model::project::Project;
use crate::rules::rule::{Check, Context, rule};
use crate::source::{Place, Span};
use crate::syntax::dockerfile::ast::{Flag, Kind, Transfer};

rule!("classic-chmod", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for step in project.built_steps() {
        let (Kind::Copy(transfer) | Kind::Add(transfer)) = &step.instruction.kind else { continue };
        let Some(flag) = step.instruction.flags.iter().find(|flag| flag.name.value == "chmod") else {
            continue;
        };
        let found =
            cx.report(step.place(flag.span), "Heroku's builder stops here: `--chmod` requires BuildKit");
        found.help("remove the flag and change the mode by a RUN after this line");
        if let Some(edits) = as_run(&step, flag, transfer) {
            found.unsafe_fix("change the mode by a RUN", edits);
        }
    }
}

/// A RUN behind the instruction, where what was copied has one name: a single file to a path.
fn as_run(step: &Step, flag: &Flag, transfer: &Transfer) -> Option<Vec<Edit>> {
    let [source] = transfer.sources.as_slice() else { return None };
    let mode = flag.value.as_ref()?;
    let target = transfer.target.value.as_str();
    let plain = |text: &str| !text.is_empty() && !text.contains(|c: char| "*?[]$\"' \\".contains(c));
    if step.onbuild
        || !step.instruction.heredocs.is_empty()
        || !plain(&source.value)
        || !plain(target)
        || !plain(&mode.value)
    {
        return None;
    }
    let name = source.value.trim_end_matches('/').rsplit('/').next()?;
    let path = match target {
        // A folder's content is spread over the target, so nothing tells which files those are.
        _ if name == "." || source.value.ends_with('/') || source.value.contains("://") => return None,
        "." | "./" => name.to_owned(),
        folder if folder.ends_with('/') => format!("{folder}{name}"),
        file => file.to_owned(),
    };
    let text = step.file.source.text();
    let blank = text.get(flag.span.end..)?.chars().next().filter(|c| *c == ' ').map_or(0, |_| 1);
    let without = Edit::new(step.place(Span::new(flag.span.start, flag.span.end + blank)), "");
    let end = Place::new(&step.file.source, Span::at(step.instruction.span.end));
    Some(vec![without, Edit::new(end, format!("\nRUN chmod {} {path}", mode.value))])
}
