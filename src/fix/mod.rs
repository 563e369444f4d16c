//! Makes the edits that findings offer.
//!
//! A fix is made whole or not at all. Two that overlap are not made in one round: the second waits until the file is
//! linted again, which [`settle`] does.

mod diff;
mod settle;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Edit, Fix};
use crate::base::source::{BOM, Source, Span};

pub use diff::diff;
pub use settle::settle;

/// The new texts of files, by path, each with the source it replaces.
pub type Files = BTreeMap<String, (Arc<Source>, String)>;

/// What one round of fixes does.
#[derive(Debug, Default)]
pub struct Plan {
    /// The files that change.
    pub files: Files,
    /// Fixes that are made.
    pub applied: usize,
    /// Fixes that have to wait, because they overlap one that is made, or that do not suit their file.
    pub skipped: usize,
}

/// Why edits cannot be made; ranges are in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// The range is none of the text, or cuts a character.
    #[error("bytes {} to {} are no range of the text", .0.start, .0.end)]
    OutOfRange(Span),
    /// The range overlaps that of another edit.
    #[error("bytes {} to {} are edited twice", .0.start, .0.end)]
    Overlap(Span),
}

/// Chooses the fixes that can be made together, earlier findings first.
///
/// Equal edits of several fixes are made once; insertions at one point keep the order of their findings.
pub fn plan(diagnostics: &[Diagnostic], unsafe_too: bool) -> Plan {
    let mut files: BTreeMap<&str, (&Arc<Source>, Changes)> = BTreeMap::new();
    let mut plan = Plan::default();
    for fix in diagnostics.iter().filter_map(|one| one.fix.as_ref()).filter(|fix| fix.safe || unsafe_too) {
        match accept(&mut files, fix) {
            Ok(true) => plan.applied += 1,
            Ok(false) => {}
            Err(_) => plan.skipped += 1,
        }
    }
    for (path, (source, changes)) in files {
        let text = changes.result();
        if text != source.text() {
            plan.files.insert(path.to_string(), (Arc::clone(source), text));
        }
    }
    plan
}

/// Makes edits of one text, in any order.
///
/// The text's line ends are kept: `\n` in an edit becomes `\r\n` where that is what the text uses. A byte-order mark
/// stays first.
///
/// # Errors
/// When an edit is outside the text or overlaps another; see [`ApplyError`].
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, ApplyError> {
    let mut changes = Changes::new(text);
    for edit in edits {
        changes.add(edit.place.span, &edit.text)?;
    }
    Ok(changes.result())
}

/// Takes all edits of a fix or none; `false` when they change nothing.
fn accept<'a>(
    files: &mut BTreeMap<&'a str, (&'a Arc<Source>, Changes<'a>)>,
    fix: &'a Fix,
) -> Result<bool, ApplyError> {
    let mut made = Vec::new();
    let mut changed = false;
    for edit in &fix.edits {
        let source = &edit.place.source;
        let (known, changes) =
            files.entry(source.path()).or_insert_with(|| (source, Changes::new(source.text())));
        let added = if known.text() == source.text() {
            changes.add(edit.place.span, &edit.text)
        } else {
            Err(ApplyError::OutOfRange(edit.place.span))
        };
        match added {
            Ok(Added::New(span)) => made.push((source.path(), span)),
            Ok(Added::Known) => changed = true,
            Ok(Added::Nothing) => {}
            Err(error) => {
                undo(files, &made);
                return Err(error);
            }
        }
    }
    Ok(changed || !made.is_empty())
}

fn undo<'a>(files: &mut BTreeMap<&'a str, (&'a Arc<Source>, Changes<'a>)>, made: &[(&'a str, Span)]) {
    for (path, span) in made.iter().rev() {
        if let Some((_, changes)) = files.get_mut(path) {
            changes.take_back(*span);
        }
    }
}

/// Edits of one text that do not overlap. An insertion may touch a replacement, and others at the same point.
struct Changes<'a> {
    text: &'a str,
    bom: usize,
    crlf: bool,
    edits: BTreeMap<Span, Vec<String>>,
}

enum Added {
    New(Span),
    /// The same edit is there already.
    Known,
    /// The text reads so already.
    Nothing,
}

impl<'a> Changes<'a> {
    fn new(text: &'a str) -> Changes<'a> {
        let bom = if text.starts_with(BOM) { BOM.len() } else { 0 };
        let crlf = 2 * text.matches("\r\n").count() > text.matches('\n').count();
        Changes { text, bom, crlf, edits: BTreeMap::new() }
    }

    fn add(&mut self, span: Span, text: &str) -> Result<Added, ApplyError> {
        let span = Span::new(span.start.max(self.bom), span.end.max(self.bom));
        let old = self.text.get(span.start..span.end).ok_or(ApplyError::OutOfRange(span))?;
        let text =
            if self.crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text.to_string() };
        if old == text {
            return Ok(Added::Nothing);
        }
        if self.edits.get(&span).is_some_and(|texts| texts.contains(&text)) {
            return Ok(Added::Known);
        }
        if self.overlaps(span) {
            return Err(ApplyError::Overlap(span));
        }
        self.edits.entry(span).or_default().push(text);
        Ok(Added::New(span))
    }

    /// Edits are sorted and apart, so the last that begins before the range's end reaches furthest.
    fn overlaps(&self, span: Span) -> bool {
        let before = self.edits.range(..Span::at(span.end)).next_back();
        before.is_some_and(|(last, _)| last.end > span.start)
            || (!span.is_empty() && self.edits.contains_key(&span))
    }

    fn take_back(&mut self, span: Span) {
        if let Some(texts) = self.edits.get_mut(&span) {
            texts.pop();
            if texts.is_empty() {
                self.edits.remove(&span);
            }
        }
    }

    fn result(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut done = 0;
        for (span, texts) in &self.edits {
            out.push_str(self.text.get(done..span.start).unwrap_or(""));
            texts.iter().for_each(|text| out.push_str(text));
            done = span.end;
        }
        out + self.text.get(done..).unwrap_or("")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Severity;
    use crate::base::source::Place;

    type Edits<'a> = &'a [(usize, usize, &'a str)];
    type Outcome<'a> = (&'a str, usize, usize);

    fn fixes(source: &Arc<Source>, fixes: &[Edits]) -> Vec<Diagnostic> {
        let fix = |edits: &Edits| {
            let mut one = Diagnostic::new("rule", Severity::Error, Place::file(source), "m");
            let edit = |&(start, end, text)| Edit::new(Place::new(source, Span::new(start, end)), text);
            one.fix("t", edits.iter().map(edit).collect());
            one
        };
        fixes.iter().map(fix).collect()
    }

    fn planned(text: &str, edits: &[Edits]) -> (String, usize, usize) {
        let source = Source::new("a", "a", text);
        let plan = plan(&fixes(&source, edits), false);
        let new = plan.files.get("a").map_or(text, |(_, new)| new);
        (new.to_string(), plan.applied, plan.skipped)
    }

    #[test]
    fn fixes_are_whole_apart_and_made_once() {
        let cases: &[(&str, &[Edits], Outcome)] = &[
            ("abcdef", &[&[(0, 1, "X")], &[(5, 6, "Z")]], ("XbcdeZ", 2, 0)),
            ("abcdef", &[&[(1, 4, "X")], &[(3, 5, "Y")]], ("aXef", 1, 1)),
            ("abcdef", &[&[(1, 4, "X")], &[(4, 5, "Y")]], ("aXYf", 2, 0)),
            // The second edit of the second fix overlaps: its first is not made either.
            ("abcdef", &[&[(4, 5, "X")], &[(0, 1, "Y"), (4, 6, "Z")]], ("abcdXf", 1, 1)),
            ("abcdef", &[&[(1, 2, "X")], &[(1, 2, "X")]], ("aXcdef", 2, 0)),
            ("abcdef", &[&[(1, 2, "X")], &[(1, 2, "Y")]], ("aXcdef", 1, 1)),
            ("abcdef", &[&[(2, 2, "1")], &[(2, 2, "2")], &[(2, 2, "1")]], ("ab12cdef", 3, 0)),
            ("abcdef", &[&[(2, 4, "X")], &[(2, 2, "<"), (4, 4, ">")]], ("ab<X>ef", 2, 0)),
            ("abcdef", &[&[(2, 4, "X")], &[(3, 3, "|")]], ("abXef", 1, 1)),
            ("abcdef", &[&[(3, 3, "|")], &[(2, 4, "X")]], ("abc|def", 1, 1)),
            ("abcdef", &[&[(0, 3, "X"), (2, 4, "Y")]], ("abcdef", 0, 1)),
            ("abcdef", &[&[(0, 1, "a")], &[]], ("abcdef", 0, 0)),
            ("aäb", &[&[(2, 3, "X")], &[(1, 9, "X")], &[(3, 1, "X")]], ("aäb", 0, 3)),
        ];
        for (text, edits, (new, applied, skipped)) in cases {
            assert_eq!(planned(text, edits), (new.to_string(), *applied, *skipped), "{edits:?}");
        }
    }

    #[test]
    fn line_ends_and_the_mark_stay() {
        let cases: &[(&str, Edits, &str)] = &[
            ("a\r\nb\r\n", &[(3, 3, "x\ny\r\n")], "a\r\nx\r\ny\r\nb\r\n"),
            ("a\nb\n", &[(2, 2, "x\n")], "a\nx\nb\n"),
            ("a\r\nb\nc\n", &[(3, 3, "x\n")], "a\r\nx\nb\nc\n"),
            ("\u{feff}a\n", &[(0, 0, "x\n")], "\u{feff}x\na\n"),
            ("\u{feff}a\n", &[(0, 4, "b")], "\u{feff}b\n"),
        ];
        for (text, edits, new) in cases {
            assert_eq!(planned(text, &[*edits]).0, *new, "{text:?}");
        }
    }

    #[test]
    fn unsafe_fixes_only_on_request() {
        let source = Source::new("a", "a", "x");
        let mut all = fixes(&source, &[&[(0, 1, "y")]]);
        all.iter_mut().filter_map(|one| one.fix.as_mut()).for_each(|fix| fix.safe = false);
        assert_eq!(plan(&all, false).files.len(), 0);
        assert_eq!(plan(&all, true).files["a"].1, "y");
    }

    #[test]
    fn a_fix_of_two_files_is_made_in_both_or_none() {
        let (a, b) = (Source::new("a", "a", "x"), Source::new("b", "b", "x"));
        let mut all = fixes(&a, &[&[(0, 1, "y")]]);
        let mut both = Diagnostic::new("rule", Severity::Error, Place::file(&b), "m");
        let edit = |source, text: &str| Edit::new(Place::new(source, Span::new(0, 1)), text);
        both.fix("t", vec![edit(&b, "z"), edit(&a, "z")]);
        all.push(both);
        let waiting = plan(&all, false);
        assert_eq!(waiting.files.keys().collect::<Vec<_>>(), ["a"]);
        assert_eq!((waiting.applied, waiting.skipped), (1, 1));
        assert_eq!(plan(&all[1..], false).files.len(), 2);
    }

    #[test]
    fn edits_apply_in_any_order_or_say_why_not() {
        let source = Source::new("a", "a", "abc");
        let edit = |start, end, text: &str| Edit::new(Place::new(&source, Span::new(start, end)), text);
        assert_eq!(apply("abc", &[edit(2, 3, "Z"), edit(0, 1, "X")]).unwrap(), "XbZ");
        let overlap = apply("abc", &[edit(0, 2, "X"), edit(1, 3, "Y")]);
        assert_eq!(overlap, Err(ApplyError::Overlap(Span::new(1, 3))));
        assert_eq!(apply("abc", &[edit(2, 4, "X")]), Err(ApplyError::OutOfRange(Span::new(2, 4))));
    }
}
