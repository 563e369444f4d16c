//! Edits in scripts.

use crate::base::diagnostic::{Diagnostic, Edit};
use crate::base::source::{Place, Span};
use crate::build::dockerfile::Step;
use crate::build::run_scripts::Run;
use crate::syntax::shell::Word;

/// An option that is missing from a command.
#[derive(Debug, Clone, Copy)]
pub struct Missing {
    /// The option.
    pub option: &'static str,
    /// Whether it is safe to add.
    pub safe: bool,
}

/// Offers to add the option after `word`, if the file has the word exactly as the shell reads it.
pub fn add_option(found: &mut Diagnostic, run: &Run, word: &Word, missing: Missing) {
    let place = run.step.place(word.span);
    if !word.is(place.text()) {
        return;
    }
    let at = run.step.place(Span::at(word.span.end));
    let title = format!("add `{}`", missing.option);
    let edits = vec![Edit::new(at, format!(" {}", missing.option))];
    match missing.safe {
        true => found.fix(title, edits),
        false => found.unsafe_fix(title, edits),
    };
}

/// `&&` with only whitespace and line continuations around it.
pub fn is_joint(text: &str) -> bool {
    text.matches("&&").count() == 1
        && text.chars().all(|one| one.is_whitespace() || matches!(one, '&' | '\\' | '`'))
}

/// Adds a line above an instruction, and above the comments that belong to it.
pub fn line_above(step: &Step, line: &str) -> Edit {
    let start = step.instruction.span.start;
    let previous = step.index.checked_sub(1).and_then(|previous| step.file.instruction(previous));
    let end = previous.map_or(0, |previous| previous.span.end);
    let at = |offset| Place::new(&step.file.source, Span::at(offset));
    let comments = &step.file.tree.comments;
    let next = comments.get(comments.partition_point(|comment| comment.span.start < end)..);
    let commented = next.and_then(<[_]>::first).is_some_and(|comment| comment.span.start < start);
    match commented && previous.is_some() {
        true => Edit::new(at(end), format!("\n{line}")),
        false => Edit::new(at(start), format!("{line}\n")),
    }
}
