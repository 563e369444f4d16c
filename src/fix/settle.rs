//! Fixes, lints again, and fixes what is left, until nothing changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Files, plan};
use crate::base::diagnostic::Diagnostic;

/// Rounds after which fixes that keep undoing each other are given up.
const MAX_ROUNDS: usize = 10;

/// What fixing came to.
#[derive(Debug)]
pub struct Settled {
    /// The files that change, each with its source as it was first.
    pub files: Files,
    /// Fixes made, those of all rounds.
    pub applied: usize,
    /// The findings of the texts as they are now.
    pub left: Vec<Diagnostic>,
    /// `false` when there was still something to fix after the last round.
    pub settled: bool,
}

/// Fixes until there is nothing left to fix, ten rounds at most.
///
/// `relint` gives the findings when some files, by path, have new texts; the first time none has. Their sources carry
/// those texts.
pub fn settle(
    unsafe_too: bool,
    mut relint: impl FnMut(&BTreeMap<String, String>) -> Vec<Diagnostic>,
) -> Settled {
    let mut texts = BTreeMap::new();
    let mut done = Settled { files: Files::new(), applied: 0, left: relint(&texts), settled: false };
    for number in 0..=MAX_ROUNDS {
        let round = plan(&done.left, unsafe_too);
        done.settled = round.files.is_empty();
        if done.settled || number == MAX_ROUNDS {
            break;
        }
        done.applied += round.applied;
        for (path, (source, text)) in round.files {
            texts.insert(path.clone(), text.clone());
            let first = done.files.entry(path).or_insert_with(|| (Arc::clone(&source), String::new()));
            first.1 = text;
        }
        done.left = relint(&texts);
    }
    done.files.retain(|_, (source, text)| source.text() != text);
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::{Edit, Severity};
    use crate::base::source::{Place, Source, Span};

    /// A finding at each place of `from`, mended by `to`.
    fn replace(text: &str, from: &str, to: &str) -> Vec<Diagnostic> {
        let source = Source::new("a", "a", text);
        let finding = |(at, words): (usize, &str)| {
            let place = Place::new(&source, Span::new(at, at + words.len()));
            let mut one = Diagnostic::new("rule", Severity::Error, place.clone(), "m");
            one.fix("t", vec![Edit::new(place, to)]);
            one
        };
        text.match_indices(from).map(finding).collect()
    }

    fn run(first: &str, from: &str, to: &str) -> Settled {
        settle(false, |texts| replace(texts.get("a").map_or(first, String::as_str), from, to))
    }

    #[test]
    fn what_a_fix_brings_up_is_fixed_too() {
        let done = run("xaaa", "aa", "a");
        assert_eq!(done.files.get("a").map(|(old, new)| (old.text(), new.as_str())), Some(("xaaa", "xa")));
        assert_eq!((done.applied, done.left.len(), done.settled), (2, 0, true));
    }

    #[test]
    fn nothing_to_fix_changes_nothing() {
        let done = run("xyz", "a", "b");
        assert_eq!((done.files.len(), done.applied, done.settled), (0, 0, true));
    }

    #[test]
    fn fixes_without_end_are_given_up() {
        let done = run("a", "a", "aa");
        assert!(!done.settled);
        assert_eq!(done.files.get("a").map(|(_, new)| new.len()), Some(1 << MAX_ROUNDS));
    }

    #[test]
    fn a_text_that_ends_as_it_began_is_no_change() {
        let first = "a";
        let done = settle(false, |texts| {
            let text = texts.get("a").map_or(first, String::as_str);
            if text == "a" { replace(text, "a", "b") } else { replace(text, "b", "a") }
        });
        assert_eq!((done.files.len(), done.settled), (0, false));
    }
}
