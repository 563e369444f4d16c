//! A `cd` at the start of a RUN, written as WORKDIR.

use super::edits::{is_joint, line_above};
use crate::base::diagnostic::Edit;
use crate::base::source::Span;
use crate::build::base::base_image;
use crate::build::dockerfile;
use crate::build::dockerfile::{Base, Dockerfile, Step};
use crate::build::run_scripts::Run;
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::shell::{Joined, Simple};

/// The working directories of a file.
#[derive(Debug)]
pub struct Workdirs {
    /// The numbers of all FROM and WORKDIR instructions, with the absolute path from there on, if it is known.
    from: Vec<(usize, Option<String>)>,
}

impl Workdirs {
    /// Follows every WORKDIR of a file.
    pub fn of(file: &Dockerfile) -> Workdirs {
        let mut from: Vec<(usize, Option<String>)> = Vec::new();
        for step in file.steps().filter(|step| !step.onbuild) {
            let path = match &step.instruction.kind {
                Kind::From { .. } => first(&step, &from),
                Kind::Workdir(word) => {
                    let before = from.last().and_then(|(_, path)| path.as_deref());
                    step.value(&word.value).and_then(|path| dockerfile::join(before, &path))
                }
                _ => continue,
            };
            from.push((step.index, path));
        }
        Workdirs { from }
    }

    /// Edits that replace the `cd` at the start of a RUN with a WORKDIR above it and restore the old one below; `None`
    /// if the result might differ.
    pub fn instead_of_cd(&self, run: &Run) -> Option<Vec<Edit>> {
        let (cd, next) = leading(run)?;
        let before = last(&self.from, run.step.index);
        let folder = cd.words.get(1).and_then(|word| word.literal()).filter(|folder| is_plain(folder))?;
        let folder = dockerfile::join(before.as_deref(), &folder)?;
        let rest = Span::new(cd.span.start, next.span.start);
        let mut edits = vec![Edit::new(run.step.place(rest), "")];
        if before.as_ref() == Some(&folder) {
            return Some(edits);
        }
        let keyword = &run.step.instruction.keyword.value;
        let keyword = if *keyword == keyword.to_lowercase() { "workdir" } else { "WORKDIR" };
        edits.insert(0, line_above(&run.step, &format!("{keyword} {folder}")));
        if !is_left_behind(&run.step) {
            let back = before.filter(|path| is_plain(path))?;
            let end = run.step.place(Span::at(run.step.instruction.span.end));
            edits.push(Edit::new(end, format!("\n{keyword} {back}")));
        }
        Some(edits)
    }
}

/// The directory that a stage starts in, given the stages above it.
fn first(step: &Step, above: &[(usize, Option<String>)]) -> Option<String> {
    let stage = step.stage?;
    match &stage.base {
        Base::Scratch => Some("/".to_owned()),
        Base::Stage(parent) => last(above, step.file.stages.get(*parent)?.instructions.end),
        _ => base_image(step.file, stage).map(|image| image.workdir.to_owned()),
    }
}

/// The current directory before instruction `index`.
fn last(known: &[(usize, Option<String>)], index: usize) -> Option<String> {
    let before = known.partition_point(|(from, _)| *from < index).checked_sub(1)?;
    known.get(before)?.1.clone()
}

/// A path that means the same to the shell and to WORKDIR.
fn is_plain(path: &str) -> bool {
    let known = |one: char| one.is_ascii_alphanumeric() || "/._-+@".contains(one);
    !path.is_empty() && !path.starts_with('-') && path.chars().all(known)
}

/// The `cd` at the start of a RUN and the command after it, if nothing else runs when the `cd` fails.
fn leading<'a>(run: &Run<'a>) -> Option<(&'a Simple, &'a Simple)> {
    let instruction = run.step.instruction;
    let (cd, rest) = run.run.script.commands.split_first()?;
    let next = rest.first()?;
    let text = |span| run.step.place(span).text().to_owned();
    let whole = instruction.flags.is_empty() && instruction.heredocs.is_empty() && !run.step.onbuild;
    let start = text(Span::new(instruction.keyword.span.end, cd.span.start));
    let fits = whole
        && start.chars().all(|one| one.is_whitespace() || one == '\\')
        && text(cd.span).starts_with("cd")
        && is_bare(cd)
        && next.parent.is_none()
        && is_joint(&text(Span::new(cd.span.end, next.span.start)))
        && !text(instruction.span).contains("OLDPWD")
        && rest.iter().all(runs_after);
    fits.then_some((cd, next))
}

/// `cd folder` and nothing else.
fn is_bare(cd: &Simple) -> bool {
    let [name, folder] = cd.words.as_slice() else { return false };
    name.is("cd") && cd.span == name.span.join(folder.span) && !cd.negated && cd.pipe.is_none()
}

/// Whether a command only runs if those before it succeed, in the same directory.
fn runs_after(command: &Simple) -> bool {
    let moves = ["cd", "pushd", "popd"].contains(&command.effective().program.as_str());
    let chained = command.context.depth == 0
        && !command.background
        && !command.negated
        && matches!(command.joined, Joined::And | Joined::Pipe);
    !moves && (chained || command.parent.is_some())
}

/// Whether the next instruction is an absolute WORKDIR.
fn is_left_behind(step: &Step) -> bool {
    let next = step.file.instruction(step.index + 1).map(|next| &next.kind);
    matches!(next, Some(Kind::Workdir(word)) if word.value.starts_with('/'))
}
