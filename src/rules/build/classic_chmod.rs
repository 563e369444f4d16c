use crate::base::diagnostic::Edit;
use crate::base::source::{Place, Span};
use crate::build::base::base_image;
use crate::build::dockerfile::{Base, Step};
use crate::project::Project;
use crate::rule::shared::target::{Copied, Target, is_plain};
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Flag, Kind, Transfer};

rule!("classic-chmod", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for step in project.built_steps() {
        let (Kind::Copy(transfer) | Kind::Add(transfer)) = &step.instruction.kind else { continue };
        let Some(flag) = flag(&step, "chmod") else { continue };
        let found = cx
            .report(step.place(flag.span), "Heroku's builder does not support `--chmod`, so the build fails");
        found.help(if has_shell(&step) {
            "remove the flag and change the mode in a RUN after this line"
        } else {
            "remove the flag and set the mode where the file comes from: this image has no shell for a RUN"
        });
        if let Some(edits) = as_run(project, &step, flag, transfer) {
            found.unsafe_fix("change the mode in a RUN", edits);
        }
    }
}

fn flag<'a>(step: &Step<'a>, name: &str) -> Option<&'a Flag> {
    step.instruction.flags.iter().find(|flag| flag.name.value == name)
}

/// A RUN behind the instruction, where it can be told what was copied to which path.
fn as_run(project: &Project, step: &Step, flag: &Flag, transfer: &Transfer) -> Option<Vec<Edit>> {
    let mode = flag.value.as_ref()?.value.as_str();
    if step.onbuild
        || !step.instruction.heredocs.is_empty()
        || !is_plain(mode)
        || !has_shell(step)
        || !is_owner(step)
    {
        return None;
    }
    let target = Target::of(step, transfer)?;
    let several = transfer.sources.len() > 1;
    let copied = transfer.sources.iter().map(|source| target.takes(project, step, source, several));
    let mut copied: Vec<Copied> = copied.collect::<Option<_>>()?;
    copied.dedup();
    let deep = copied.iter().any(|one| one.deep);
    if deep && !(suits_folders(mode) && target.is_own()) {
        return None;
    }
    let paths: Vec<&str> = copied.iter().map(|one| one.path.as_str()).collect();
    let lower = step.instruction.keyword.value.starts_with(char::is_lowercase);
    let (run, deep) = (if lower { "run" } else { "RUN" }, if deep { "-R " } else { "" });
    let text = step.file.source.text();
    let blank = usize::from(text.get(flag.span.end..)?.starts_with(' '));
    let without = Edit::new(step.place(Span::new(flag.span.start, flag.span.end + blank)), "");
    let end = Place::new(&step.file.source, Span::at(step.instruction.span.end));
    Some(vec![without, Edit::new(end, format!("\n{run} chmod {deep}{mode} {}", paths.join(" ")))])
}

fn has_shell(step: &Step) -> bool {
    let Some(stage) = step.stage else { return false };
    // Files laid over nothing may bring one.
    let runs = || {
        step.file.ancestry(stage).any(|stage| step.file.runs_in(stage.instructions.clone()).next().is_some())
    };
    match *step.file.root_base(stage) {
        Base::Scratch => runs(),
        _ => base_image(step.file, stage).is_none_or(|base| base.shell),
    }
}

/// Whether whoever runs a RUN there may change the mode: root, or the one the files are given to.
fn is_owner(step: &Step) -> bool {
    let base = step.stage.and_then(|stage| base_image(step.file, stage)).map_or("", |base| base.user);
    let user = step.user().unwrap_or(base);
    let owner = flag(step, "chown").and_then(|flag| flag.value.as_ref());
    let owner = owner.and_then(|owner| owner.value.split(':').next());
    matches!(user, "" | "root" | "0") || owner == Some(user)
}

/// Whether folders stay open with it: whoever may read may search too.
fn suits_folders(mode: &str) -> bool {
    let digits = mode.bytes().all(|byte| byte.is_ascii_digit());
    let searched = |digit: u8| digit & 4 == 0 || digit & 1 == 1;
    if digits {
        mode.bytes().map(|byte| byte - b'0').all(searched)
    } else {
        mode.contains('+') && !mode.contains(['-', '='])
    }
}
