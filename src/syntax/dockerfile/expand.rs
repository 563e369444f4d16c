//! Words as BuildKit expands them: quotes removed, variables replaced.

use std::ops::Range;

pub use super::lex::{Fault, Lookup, Use};
use super::lex::{Lex, Mode};

/// An expanded word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expanded {
    /// The value; `None` when it needs an unknown variable, or when there is an error.
    pub value: Option<String>,
    /// The variables the word names, in the order of their `$`, those of defaults that are not needed included.
    pub used: Vec<Use>,
    /// Why BuildKit refuses the word.
    pub error: Option<Fault>,
}

/// Expands `word` as BuildKit does, with `lookup` for the variables.
///
/// Knows `$x`, `${x}`, `${x:-y}`, `${x-y}`, `:+`, `+`, `:?`, `?`, `#`, `##`, `%`, `%%`, `/` and `//`. Text in
/// single quotes is literal. Ranges in the result are bytes of `word`.
pub fn expand(word: &str, escape: char, lookup: &dyn Fn(&str) -> Lookup) -> Expanded {
    let mode = Mode { escape, raw_quotes: false, raw_escapes: false, keep_unset: false, lookup };
    let mut lex = Lex::new(word, mode);
    let read = lex.read();
    let gave_up = lex.gave_up;
    let used = lex.uses;
    match read {
        Ok((out, _)) => Expanded { value: (!out.unknown).then_some(out.text), used, error: None },
        Err(fault) => Expanded { value: None, used, error: Some(fault).filter(|_| !gave_up) },
    }
}

/// The value of a word that names no variable.
pub fn literal(word: &str, escape: char) -> Option<String> {
    expand(word, escape, &|_| Lookup::Unknown).value
}

/// The variables a word names, with the bytes from `$` to the end of each.
pub fn variables(word: &str, escape: char) -> Vec<(String, Range<usize>)> {
    let expanded = expand(word, escape, &|_| Lookup::Unknown);
    expanded.used.into_iter().map(|used| (used.name, used.range)).collect()
}
