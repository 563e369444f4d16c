//! A text with mistakes repaired, and the way back from it to the bytes of the file.

use crate::base::source::Span;

/// The placeholder for a value that could not be read.
pub(super) const LOST: &str = "lost";

/// A replacement, in bytes of the text it is made in. An empty span inserts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub span: Span,
    pub text: String,
}

impl Edit {
    pub fn new(span: Span, text: impl Into<String>) -> Edit {
        Edit { span, text: text.into() }
    }

    pub fn insert(at: usize, text: impl Into<String>) -> Edit {
        Edit::new(Span::at(at), text)
    }

    pub fn remove(span: Span) -> Edit {
        Edit::new(span, "")
    }

    /// Puts a mark in a value's place that reads as [`super::Value::Broken`].
    pub fn lose(span: Span) -> Edit {
        Edit::new(span, LOST)
    }

    /// Whether something of the file is gone afterwards.
    pub fn loses(&self) -> bool {
        self.text == LOST || (self.text.is_empty() && !self.span.is_empty())
    }
}

/// The file's text after some edits.
#[derive(Debug)]
pub(super) struct Patched<'a> {
    original: &'a str,
    text: String,
    /// Sorted, without overlap: the place of an edit in the file, its place in the repaired text, and its text.
    edits: Vec<(Span, Span, String)>,
}

impl<'a> Patched<'a> {
    pub fn new(original: &'a str) -> Patched<'a> {
        Patched { original, text: original.to_owned(), edits: Vec::new() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The offset in the file for an offset in the repaired text; where text was removed, the offset after it.
    pub fn back(&self, at: usize) -> usize {
        self.translate(at, self.edits.partition_point(|(_, new, _)| new.start <= at))
    }

    /// The range in the file for a range in the repaired text.
    pub fn back_span(&self, span: Span) -> Span {
        let start = self.floor(self.back(span.start));
        if span.is_empty() {
            return Span::at(start);
        }
        let end = self.translate(span.end, self.edits.partition_point(|(_, new, _)| new.start < span.end));
        Span::new(start, self.floor(end).max(start))
    }

    /// A range of the repaired text, cut at the edges of edits, so that each part is from the file or from one edit.
    pub fn parts(&self, span: Span) -> Vec<Span> {
        let first = self.edits.partition_point(|(_, new, _)| new.end <= span.start);
        let edits = self.edits.iter().skip(first).take_while(|(_, new, _)| new.start < span.end);
        let mut ends: Vec<usize> = edits.flat_map(|(_, new, _)| [new.start, new.end]).collect();
        ends.retain(|at| span.start < *at && *at < span.end);
        ends.push(span.end);
        let mut start = span.start;
        ends.into_iter().map(|end| Span::new(std::mem::replace(&mut start, end), end)).collect()
    }

    /// `next` is the first edit after the offset.
    fn translate(&self, at: usize, next: usize) -> usize {
        match next.checked_sub(1).and_then(|index| self.edits.get(index)) {
            None => at,
            Some((old, new, _)) if at < new.end => (old.start + at - new.start).min(old.end),
            Some((old, new, _)) => old.end + at - new.end,
        }
    }

    /// The text in the file where a lost value is marked at an offset of the repaired text.
    pub fn lost(&self, at: usize) -> Option<Span> {
        let index = self.edits.binary_search_by_key(&at, |(_, new, _)| new.start).ok()?;
        self.edits.get(index).filter(|(_, _, text)| text == LOST).map(|(old, _, _)| *old)
    }

    /// Makes further edits, given in offsets of the repaired text; says whether that changed anything. An edit over
    /// former ones takes their place.
    pub fn apply(&mut self, edits: &[Edit]) -> bool {
        let before = self.text.clone();
        let places: Vec<Span> = edits.iter().map(|edit| self.back_span(edit.span)).collect();
        for (edit, place) in edits.iter().zip(places) {
            self.put(edit, place);
        }
        self.rebuild();
        self.text != before
    }

    /// Where the file's line around an offset begins.
    pub fn line_start(&self, at: usize) -> usize {
        let before = self.original.get(..self.floor(at)).unwrap_or("");
        before.rfind(['\n', '\r']).map_or(0, |end| end + 1)
    }

    fn put(&mut self, edit: &Edit, mut place: Span) {
        let mut text = edit.text.clone();
        self.edits.retain(|(old, new, former)| {
            if place.is_empty() && *old == place {
                let before = edit.span.start <= new.start && !new.is_empty();
                text = if before { format!("{text}{former}") } else { format!("{former}{text}") };
                return false;
            }
            let over = new.start < edit.span.end && edit.span.start < new.end;
            if over {
                place = place.join(*old);
            }
            !over
        });
        let at = self.edits.partition_point(|(old, ..)| *old <= place);
        self.edits.insert(at, (place, edit.span, text));
    }

    fn rebuild(&mut self) {
        self.text.clear();
        let mut from = 0;
        for (old, new, text) in &mut self.edits {
            self.text.push_str(self.original.get(from..old.start).unwrap_or(""));
            let start = self.text.len();
            self.text.push_str(text);
            *new = Span::new(start, self.text.len());
            from = old.end.max(from);
        }
        self.text.push_str(self.original.get(from..).unwrap_or(""));
    }

    fn floor(&self, mut at: usize) -> usize {
        at = at.min(self.original.len());
        while !self.original.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_find_their_way_back() {
        let mut patched = Patched::new("a:b\n\tc: @d\n");
        assert!(patched.apply(&[Edit::insert(2, " "), Edit::new(Span::new(4, 5), "    ")]));
        assert_eq!(patched.text(), "a: b\n    c: @d\n");
        assert_eq!([0, 2, 3, 5, 9, 12].map(|at| patched.back(at)), [0, 2, 2, 4, 5, 8]);
        assert!(patched.apply(&[Edit::lose(Span::new(12, 14))]));
        assert_eq!(patched.text(), "a: b\n    c: lost\n");
        assert_eq!(patched.lost(12), Some(Span::new(8, 10)));
        assert_eq!(patched.lost(3), None);
        assert_eq!(patched.back(16), 10);
        assert!(!patched.apply(&[Edit::lose(Span::new(12, 16))]));
    }

    #[test]
    fn an_edit_over_others_takes_their_place() {
        let mut patched = Patched::new("abc\ndef\n");
        patched.apply(&[Edit::insert(1, "'"), Edit::insert(3, "'")]);
        assert_eq!(patched.text(), "a'bc'\ndef\n");
        patched.apply(&[Edit::remove(Span::new(0, 5))]);
        assert_eq!(patched.text(), "\ndef\n");
        assert_eq!(patched.back(1), 4);
        patched.apply(&[Edit::insert(0, "x"), Edit::insert(0, "y")]);
        assert_eq!(patched.text(), "xy\ndef\n");
    }
}
