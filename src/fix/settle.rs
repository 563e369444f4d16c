//! Fixes, lints again, fixes what that brought up, and keeps only what comes to rest and harms nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Files, Plan, plan};
use crate::base::diagnostic::{Diagnostic, Severity};

/// Rounds of fixes. The second makes those that had to wait for others, and those of what the first brought up.
const MAX_ROUNDS: usize = 2;

/// Findings that say that a file is not accepted at all.
const REFUSED: [&str; 4] = ["dockerfile-syntax", "word-malformed", "manifest-syntax", "json-form-broken"];

/// Texts in place of files, by path.
pub type Texts = BTreeMap<String, String>;

/// What fixing came to.
#[derive(Debug)]
pub struct Settled<L> {
    /// The files that change, each with its source as it was first.
    pub files: Files,
    /// Fixes made, those of both rounds.
    pub applied: usize,
    /// The findings of the texts as they were.
    pub before: L,
    /// The findings of the texts as they are now.
    pub left: L,
    /// Files that stay as they were, because fixes of them bring up others without end.
    pub unsettled: BTreeSet<String>,
}

/// Fixes all that can be fixed.
///
/// `relint` gives the findings when some files, by path, have new texts; the first time none has. Their sources carry
/// those texts. A fix that leaves more errors than there were is not made, and of a file that is not at rest after two
/// rounds no fix is made.
pub fn settle<L: AsRef<[Diagnostic]> + Clone>(
    unsafe_too: bool,
    relint: impl FnMut(&Texts) -> L,
) -> Settled<L> {
    let mut work =
        Work { unsafe_too, relint, texts: Texts::new(), harmful: BTreeSet::new(), made: Vec::new() };
    let mut files = Files::new();
    let before = (work.relint)(&work.texts);
    let mut left = before.clone();
    for _ in 0..MAX_ROUNDS {
        let Some((round, after)) = work.round(left.as_ref()) else { break };
        for (path, (source, text)) in round.files {
            work.texts.insert(path.clone(), text.clone());
            let first = files.entry(path).or_insert_with(|| (source, String::new()));
            first.1 = text;
        }
        work.made.extend(round.paths);
        left = after;
    }
    let unsettled = work.unsettled(left.as_ref());
    if !unsettled.is_empty() {
        files.retain(|path, _| !unsettled.contains(path));
        work.texts.retain(|path, _| !unsettled.contains(path));
        work.made.retain(|paths| paths.is_disjoint(&unsettled));
        left = (work.relint)(&work.texts);
    }
    files.retain(|_, (source, text)| source.text() != text);
    Settled { files, applied: work.made.len(), before, left, unsettled }
}

struct Work<R> {
    unsafe_too: bool,
    relint: R,
    texts: Texts,
    /// Fixes that are not made again; see [`key`].
    harmful: BTreeSet<Key>,
    /// The paths of each fix that was made.
    made: Vec<BTreeSet<String>>,
}

impl<L: AsRef<[Diagnostic]>, R: FnMut(&Texts) -> L> Work<R> {
    /// The fixes of one round, with the findings they leave; `None` when there is nothing to fix.
    fn round(&mut self, found: &[Diagnostic]) -> Option<(Plan, L)> {
        let fixable: Vec<&Diagnostic> = found.iter().filter(|one| !self.is_harmful(one)).collect();
        let (round, after) = self.tried(&fixable)?;
        if !is_worse(found, after.as_ref()) {
            return Some((round, after));
        }
        let kept = self.harmless(found, &fixable);
        let is_dropped = |one: &&&Diagnostic| !kept.iter().any(|kept| std::ptr::eq(*kept, **one));
        self.harmful.extend(fixable.iter().filter(is_dropped).filter_map(|one| key(one)));
        self.tried(&kept)
    }

    /// What the fixes of some findings leave, made together.
    fn tried(&mut self, fixable: &[&Diagnostic]) -> Option<(Plan, L)> {
        let round = plan(fixable.iter().copied(), self.unsafe_too);
        if round.files.is_empty() {
            return None;
        }
        let mut texts = self.texts.clone();
        texts.extend(round.files.iter().map(|(path, (_, text))| (path.clone(), text.clone())));
        let after = (self.relint)(&texts);
        Some((round, after))
    }

    /// Those findings whose fixes leave no more errors than there were: all of them, or those of either half.
    fn harmless<'d>(&mut self, found: &[Diagnostic], fixable: &[&'d Diagnostic]) -> Vec<&'d Diagnostic> {
        match self.tried(fixable) {
            Some((_, after)) if is_worse(found, after.as_ref()) => {}
            _ => return fixable.to_vec(),
        }
        if fixable.len() <= 1 {
            return Vec::new();
        }
        let (first, second) = fixable.split_at(fixable.len() / 2);
        let mut kept = self.harmless(found, first);
        kept.extend(self.harmless(found, second));
        match self.tried(&kept) {
            // Each half is good alone, and both together are not.
            Some((_, after)) if is_worse(found, after.as_ref()) => self.harmless(found, first),
            _ => kept,
        }
    }

    fn is_harmful(&self, one: &Diagnostic) -> bool {
        key(one).is_some_and(|key| self.harmful.contains(&key))
    }

    /// The files that fixes would still change, and those that share a fix with one.
    fn unsettled(&self, left: &[Diagnostic]) -> BTreeSet<String> {
        let fixable = left.iter().filter(|one| !self.is_harmful(one));
        let mut paths: BTreeSet<String> = plan(fixable, self.unsafe_too).files.into_keys().collect();
        paths.retain(|path| self.texts.contains_key(path));
        loop {
            let shared = self.made.iter().filter(|fix| !fix.is_disjoint(&paths)).flatten();
            let more: BTreeSet<String> = shared.filter(|path| !paths.contains(*path)).cloned().collect();
            if more.is_empty() {
                return paths;
            }
            paths.extend(more);
        }
    }
}

/// What a fix is, wherever its text has moved to: the rule, and path, old and new text of each edit.
type Key = (&'static str, Vec<(String, String, String)>);

fn key(one: &Diagnostic) -> Option<Key> {
    let edits = one.fix.as_ref()?.edits.iter().map(|edit| {
        let source = &edit.place.source;
        (source.path().to_owned(), source.slice(edit.place.span).to_owned(), edit.text.clone())
    });
    Some((one.rule, edits.collect()))
}

/// Whether there are more errors than before, or more that say that a file is not accepted.
fn is_worse(before: &[Diagnostic], after: &[Diagnostic]) -> bool {
    let count = |found: &[Diagnostic], refused: bool| {
        let errors = found.iter().filter(|one| one.severity == Severity::Error);
        errors.filter(|one| !refused || REFUSED.contains(&one.rule)).count()
    };
    [true, false].into_iter().any(|refused| count(after, refused) > count(before, refused))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Edit;
    use crate::base::source::{Place, Source, Span};

    /// A finding at each place of `from`, to be replaced by `to`.
    fn replace(text: &str, from: &str, to: &str) -> Vec<Diagnostic> {
        let source = Source::new("a", "a", text);
        let finding = |(at, words): (usize, &str)| {
            let place = Place::new(&source, Span::new(at, at + words.len()));
            let mut one = Diagnostic::new("rule", Severity::Warning, place.clone(), "m");
            one.fix("t", vec![Edit::new(place, to)]);
            one
        };
        text.match_indices(from).map(finding).collect()
    }

    fn run(first: &str, from: &str, to: &str) -> Settled<Vec<Diagnostic>> {
        settle(false, |texts| replace(texts.get("a").map_or(first, String::as_str), from, to))
    }

    fn text(done: &Settled<Vec<Diagnostic>>) -> Option<&str> {
        done.files.get("a").map(|(_, new)| new.as_str())
    }

    #[test]
    fn what_a_fix_brings_up_is_fixed_too() {
        let done = run("xaaa", "aa", "a");
        assert_eq!(done.files.get("a").map(|(old, new)| (old.text(), new.as_str())), Some(("xaaa", "xa")));
        assert_eq!((done.applied, done.left.len(), done.unsettled.len()), (2, 0, 0));
    }

    #[test]
    fn nothing_to_fix_changes_nothing() {
        let done = run("xyz", "a", "b");
        assert_eq!((done.files.len(), done.applied, done.unsettled.len()), (0, 0, 0));
    }

    #[test]
    fn what_does_not_come_to_rest_is_not_changed() {
        let done = run("a", "a", "aa");
        assert_eq!((done.files.len(), done.applied, done.left.len()), (0, 0, 1));
        assert_eq!(done.unsettled, BTreeSet::from(["a".to_owned()]));
    }

    #[test]
    fn a_text_that_swings_is_not_changed() {
        let done = settle(false, |texts| match texts.get("a").map_or("a", String::as_str) {
            "a" => replace("a", "a", "b"),
            other => replace(other, "b", "a"),
        });
        assert_eq!((done.files.len(), done.unsettled.len()), (0, 1));
    }

    /// Warnings at `a` and `b`, to be replaced by `A` and `B`; an error for each `B` and each `AA`.
    fn with_errors(texts: &Texts, first: &str) -> Vec<Diagnostic> {
        let text = texts.get("a").map_or(first, String::as_str);
        let mut found = [replace(text, "a", "A"), replace(text, "b", "B")].concat();
        for wrong in ["B", "AA"] {
            found.extend(replace(text, wrong, wrong).into_iter().map(|mut one| {
                (one.severity, one.fix) = (Severity::Error, None);
                one
            }));
        }
        found
    }

    #[test]
    fn a_fix_that_brings_an_error_is_not_made() {
        let done = settle(false, |texts| with_errors(texts, "xa-b-a-b-a"));
        assert_eq!((text(&done), done.applied, done.left.len()), (Some("xA-b-A-b-A"), 3, 2));
        assert_eq!(done.unsettled, BTreeSet::new());
        let done = settle(false, |texts| with_errors(texts, "b"));
        assert_eq!((text(&done), done.applied), (None, 0));
    }

    #[test]
    fn of_two_fixes_that_do_not_go_together_one_is_made() {
        let done = settle(false, |texts| with_errors(texts, "aa"));
        assert_eq!((text(&done), done.applied), (Some("Aa"), 1));
    }
}
