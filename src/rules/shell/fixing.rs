//! Edits of scripts.

use crate::diagnostic::{Diagnostic, Edit};
use crate::model::scripts::Run;
use crate::syntax::shell::Word;

/// An option that a command lacks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Missing {
    /// The option.
    pub(super) option: &'static str,
    /// Whether adding it keeps the meaning.
    pub(super) safe: bool,
}

/// Offers to write the option behind `word`, where the file has the word just as the shell reads it.
pub(super) fn add_option(found: &mut Diagnostic, run: &Run, word: &Word, missing: Missing) {
    let place = run.step.place(word.span);
    if !word.is(place.text()) {
        return;
    }
    let at = run.step.place(crate::source::Span::at(word.span.end));
    let title = format!("add {}", missing.option);
    let edits = vec![Edit::new(at, format!(" {}", missing.option))];
    match missing.safe {
        true => found.fix(title, edits),
        false => found.unsafe_fix(title, edits),
    };
}
