//! A file's text and the places in it.
//!
//! Every token keeps its byte range ([`Span`]); lines and columns are worked out when a report is written.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A byte range in one file: `start` inclusive, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The empty range at `offset`.
    pub const fn at(offset: usize) -> Span {
        Span { start: offset, end: offset }
    }

    /// The smallest range that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `offset` lies in the range.
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range holds nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span { start: range.start, end: range.end }
    }
}

/// A value and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub const fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

/// One file: its path, its text and an index of its lines.
#[derive(Debug)]
pub struct Source {
    path: String,
    shown: String,
    text: String,
    lines: OnceLock<Vec<usize>>,
}

/// A place for people and editors. A byte-order mark at the file's start is no character of its first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// 1-based line.
    pub line: usize,
    /// 1-based column in Unicode characters.
    pub column: usize,
    /// 0-based byte offset in the file.
    pub offset: usize,
}

/// The byte-order mark some editors put first.
pub const BOM: &str = "\u{feff}";

impl Source {
    /// A file at `path` (from the tree's root, with `/`), called `shown` in reports.
    pub fn new(path: impl Into<String>, shown: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        Arc::new(Source { path: path.into(), shown: shown.into(), text: text.into(), lines: OnceLock::new() })
    }

    /// Path from the tree's root, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Path as reports give it: relative to the working directory.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The whole text, a byte-order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a range; empty when the range is not one of this file.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset);
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or("");
        let before = if start == 0 { before.strip_prefix(BOM).unwrap_or(before) } else { before };
        Position { line: line.max(1), column: before.chars().count() + 1, offset }
    }

    /// The bytes of a 1-based line without its line end; `None` past the last line.
    pub fn line(&self, line: usize) -> Option<Span> {
        let starts = self.line_starts();
        let start = *starts.get(line.checked_sub(1)?)?;
        let end = starts.get(line).map_or(self.text.len(), |next| next - 1);
        let text = self.text.get(start..end)?;
        Some(Span::new(start, start + text.strip_suffix('\r').unwrap_or(text).len()))
    }

    /// Number of lines; a final line end opens no further line.
    pub fn line_count(&self) -> usize {
        let starts = self.line_starts();
        if self.text.ends_with('\n') { starts.len() - 1 } else { starts.len() }
    }

    fn line_starts(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect()
        })
    }
}

/// A range in one file.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes meant.
    pub span: Span,
}

impl Place {
    /// A range of `source`.
    pub fn new(source: &Arc<Source>, span: Span) -> Place {
        Place { source: Arc::clone(source), span }
    }

    /// The file as a whole: both ends are its start.
    pub fn file(source: &Arc<Source>) -> Place {
        Place::new(source, Span::at(0))
    }

    /// The text of the range.
    pub fn text(&self) -> &str {
        self.source.slice(self.span)
    }

    /// Whether another place lies in this one.
    pub fn holds(&self, other: &Place) -> bool {
        self.source.path() == other.source.path()
            && self.span.start <= other.span.start
            && other.span.end <= self.span.end
    }
}

/// Text as a program reads it (continuations joined, escapes resolved), with the way back to the file's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The text as read.
    pub text: String,
    /// The bytes of the file it was read from, from its first to its last.
    pub span: Span,
    pieces: Vec<Piece>,
}

/// One stretch of a [`Text`]: equal lengths map byte by byte, others as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    logical: Span,
    physical: Span,
}

impl Text {
    /// Text that stands in the file just as it is read.
    pub fn verbatim(text: impl Into<String>, start: usize) -> Text {
        let mut out = Text { span: Span::at(start), ..Text::default() };
        let text = text.into();
        let end = start + text.len();
        out.push(&text, Span::new(start, end));
        out
    }

    /// Appends what the file's bytes `physical` read as.
    pub fn push(&mut self, text: &str, physical: Span) {
        self.span = if self.pieces.is_empty() { physical } else { self.span.join(physical) };
        if text.is_empty() {
            return;
        }
        let logical = Span::new(self.text.len(), self.text.len() + text.len());
        self.text.push_str(text);
        if let Some(last) = self.pieces.last_mut()
            && last.logical.len() == last.physical.len()
            && logical.len() == physical.len()
            && last.physical.end == physical.start
        {
            last.logical.end = logical.end;
            last.physical.end = physical.end;
            return;
        }
        self.pieces.push(Piece { logical, physical });
    }

    /// Appends another text of the same file.
    pub fn append(&mut self, other: &Text) {
        for piece in &other.pieces {
            self.push(other.text.get(piece.logical.start..piece.logical.end).unwrap_or(""), piece.physical);
        }
    }

    /// The file's bytes behind a range of [`Text::text`]. An empty range is the place where it would stand.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.physical_start(range.start);
        if range.is_empty() {
            return Span::at(if range.start >= self.text.len() { self.span.end } else { start });
        }
        let end = self.physical_end(range.end);
        Span::new(start, end.max(start))
    }

    /// A part of the text, with its own way back.
    pub fn part(&self, range: Range<usize>) -> Text {
        let mut out = Text { span: self.span(range.clone()), ..Text::default() };
        out.push_part(self, range);
        out
    }

    /// Appends a part of another text, with its way back.
    pub fn push_part(&mut self, from: &Text, range: Range<usize>) {
        let first = from.pieces.partition_point(|piece| piece.logical.end <= range.start);
        for piece in from.pieces.iter().skip(first).take_while(|piece| piece.logical.start < range.end) {
            let part = piece.logical.start.max(range.start)..piece.logical.end.min(range.end);
            self.push(from.text.get(part.clone()).unwrap_or(""), from.span(part));
        }
    }

    fn physical_start(&self, at: usize) -> usize {
        match self.piece_at(at) {
            None => self.span.end,
            Some(piece) if piece.logical.len() == piece.physical.len() => {
                piece.physical.start + at.saturating_sub(piece.logical.start)
            }
            Some(piece) => piece.physical.start,
        }
    }

    fn physical_end(&self, end: usize) -> usize {
        match self.piece_at(end.saturating_sub(1)) {
            None => self.span.end,
            Some(piece) if piece.logical.len() == piece.physical.len() => {
                piece.physical.start + end.saturating_sub(piece.logical.start)
            }
            Some(piece) => piece.physical.end,
        }
    }

    fn piece_at(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(self.pieces.partition_point(|piece| piece.logical.end <= at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_skip_a_bom() {
        let source = Source::new("a", "a", "\u{feff}ab\r\nä🚀c\n");
        let at = |offset| (source.position(offset).line, source.position(offset).column);
        assert_eq!(at(3), (1, 1));
        assert_eq!(at(5), (1, 3));
        assert_eq!(at(7), (2, 1));
        assert_eq!(at(9), (2, 2));
        assert_eq!(at(13), (2, 3));
        assert_eq!(at(99), (3, 1));
        assert_eq!(source.line(1).map(|span| source.slice(span)), Some("\u{feff}ab"));
        assert_eq!(source.line_count(), 2);
    }

    #[test]
    fn text_finds_its_way_back_over_joins_and_escapes() {
        let mut text = Text::default();
        text.push("ab ", Span::new(10, 13));
        text.push("cd", Span::new(20, 22));
        text.push("\"", Span::new(22, 24));
        text.push("e", Span::new(24, 25));
        assert_eq!(text.text, "ab cd\"e");
        assert_eq!(text.span(3..5), Span::new(20, 22));
        assert_eq!(text.span(1..4), Span::new(11, 21));
        assert_eq!(text.span(5..7), Span::new(22, 25));
        assert_eq!(text.span(7..7), Span::at(25));
        assert_eq!(text.part(3..6).span(2..3), Span::new(22, 24));
    }
}
