//! Values with the port of the dyno and what nobody knows kept apart from text.

use std::sync::Arc;

use crate::base::source::{Place, Source};
use crate::syntax::dockerfile::expand::LONGEST_VALUE;
use crate::syntax::shell::Word;

/// Stands in a value for the port Heroku sets.
pub const PORT: &str = "\u{1}";
/// Stands in a value for what nobody knows.
pub const UNKNOWN: &str = "\u{2}";
/// Both.
pub const MARKS: [char; 2] = ['\u{1}', '\u{2}'];

/// What a word comes to.
#[derive(Debug, Clone)]
pub struct Value {
    /// The text, with [`PORT`] and [`UNKNOWN`] in it.
    pub text: String,
    /// Where it is written: the word, or the assignment or ENV of its one variable.
    pub place: Place,
    /// The expansion of `PORT` in it.
    pub evidence: Option<Place>,
    /// Whether `$PORT` written there would be expanded.
    pub expands: bool,
}

impl Value {
    /// Whether all of it is known and does not hang on the port.
    pub fn is_literal(&self) -> bool {
        !self.text.contains(MARKS)
    }

    /// The value with another one behind it.
    #[must_use]
    pub fn followed_by(mut self, more: Value) -> Value {
        self.text.push_str(&more.text);
        // `b=$b$b` doubles a value; beyond this nobody knows it.
        if self.text.len() > LONGEST_VALUE {
            self.text = UNKNOWN.to_owned();
        }
        self.evidence = self.evidence.or(more.evidence);
        Value { place: more.place, expands: more.expands, ..self }
    }

    /// The value, or as it is written where that is not known.
    pub fn shown(&self) -> &str {
        if self.is_literal() { &self.text } else { self.place.text() }
    }
}

/// A file may hold anything, even what stands for something else here.
pub fn without_marks(text: &str) -> String {
    text.replace(MARKS, "")
}

/// The range of a `$PORT` that stays as it is: in single quotes, behind a backslash, or where no shell reads.
pub fn not_expanded(word: &Word, source: &Arc<Source>) -> Option<Place> {
    let mut text = String::new();
    for part in &word.parts {
        match part.literal() {
            Some(literal) => text.push_str(literal),
            None => text.push_str(UNKNOWN),
        }
    }
    names_port(&text).then(|| Place::new(source, word.span))
}

/// The place in a word that mentions the port, whatever its quotes.
pub fn mention(word: &Word, source: &Arc<Source>) -> Option<Place> {
    let part = word.variables().find(|(variable, _)| variable.name == "PORT");
    part.map(|(_, part)| Place::new(source, part.span)).or_else(|| not_expanded(word, source))
}

/// Whether `PORT` stands in braces only, which some programs put in by themselves.
pub fn in_braces(word: &Word) -> bool {
    word.literal().is_some_and(|text| !names_port(&text.replace("${PORT", "")))
}

fn names_port(text: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_');
    text.match_indices("$PORT").any(|(at, name)| text.get(at + name.len()..).is_some_and(ends))
        || text.match_indices("${PORT").any(|(at, name)| text.get(at + name.len()..).is_some_and(ends))
}
