//! Physical lines, and their joining into the line an instruction is read from.

use super::ast::Comment;
use crate::base::source::{BOM, Span, Text};

/// The longest line BuildKit reads, in bytes, its line ending excluded.
pub(super) const LONGEST: usize = 65_535;

/// One physical line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// The text without its line ending and the carriage returns before it.
    pub text: &'a str,
    /// The place of [`Line::text`].
    pub span: Span,
    /// One past the line ending.
    pub next: usize,
}

impl<'a> Line<'a> {
    /// The line without leading whitespace.
    pub fn trim_start(self) -> Line<'a> {
        let text = self.text.trim_start();
        Line { text, span: Span::new(self.span.end - text.len(), self.span.end), ..self }
    }

    /// The comment this line is, if it is one.
    pub fn comment(self) -> Option<Comment> {
        let line = self.trim_start();
        let text = line.text.strip_prefix('#')?;
        Some(Comment { span: line.span, text: text.trim().to_owned() })
    }
}

/// Goes through a file line by line; a byte-order mark at the start is no part of the first.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
    /// Lines longer than [`LONGEST`].
    pub too_long: Vec<Span>,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a str) -> Lines<'a> {
        Lines { text, at: 0, too_long: Vec::new() }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').unwrap_or(rest.len());
        let raw = rest.get(..length).unwrap_or(rest);
        let bom = if self.at == 0 && raw.starts_with(BOM) { BOM.len() } else { 0 };
        let text = raw.get(bom..).unwrap_or("").trim_end_matches('\r');
        let start = self.at + bom;
        if length > LONGEST {
            self.too_long.push(Span::new(start, self.at + length));
        }
        self.at = (self.at + length + 1).min(self.text.len());
        Some(Line { text, span: Span::new(start, start + text.len()), next: self.at })
    }
}

/// The line of an instruction: its physical lines joined.
#[derive(Debug, Default)]
pub(super) struct Joined {
    /// What BuildKit reads.
    pub text: Text,
    /// Comment lines in between.
    pub comments: Vec<Comment>,
    /// Blank lines in between.
    pub blank_lines: Vec<Span>,
    /// The end of the last physical line, its line ending excluded.
    pub end: usize,
}

/// Reads on from `first` for as long as a line ends with the escape character.
pub(super) fn join<'a>(first: Line<'a>, lines: &mut Lines<'a>, escape: char) -> Joined {
    let mut joined = Joined { end: first.span.end, ..Joined::default() };
    let mut open = joined.push(first, escape);
    while open && let Some(line) = lines.next() {
        joined.end = line.span.end;
        if let Some(comment) = line.comment() {
            joined.comments.push(comment);
        } else if line.text.trim_start().is_empty() {
            joined.blank_lines.push(line.span);
        } else {
            open = joined.push(line, escape);
        }
    }
    joined
}

impl Joined {
    /// Appends a line; whether the next one belongs to it.
    fn push(&mut self, line: Line<'_>, escape: char) -> bool {
        let before = before_escape(line.text, escape);
        let text = before.unwrap_or(line.text);
        self.text.push(text, Span::new(line.span.start, line.span.start + text.len()));
        before.is_some()
    }
}

/// The text before the escape character at the end of `line`; whitespace may follow it. A doubled one does not count.
fn before_escape(line: &str, escape: char) -> Option<&str> {
    let before = line.trim_end_matches([' ', '\t']).strip_suffix(escape)?;
    (!before.ends_with(escape)).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_places() {
        let found: Vec<_> = Lines::new("\u{feff}a\r\n\n b\r\r\nc")
            .map(|line| (line.text, line.span.start, line.next))
            .collect();
        assert_eq!(found, [("a", 3, 6), ("", 6, 7), (" b", 7, 12), ("c", 12, 13)]);
    }

    #[test]
    fn only_a_single_escape_at_the_end_continues_a_line() {
        for (line, before) in [
            ("a \\", Some("a ")),
            ("a \\ \t", Some("a ")),
            ("\\", Some("")),
            ("a \\\\", None),
            ("a \\\\\\", None),
            ("a \\ b", None),
            ("", None),
        ] {
            assert_eq!(before_escape(line, '\\'), before, "{line}");
        }
        assert_eq!(before_escape("a \\", '`'), None);
        assert_eq!(before_escape("a `", '`'), Some("a "));
    }

    #[test]
    fn long_lines_are_noted_by_their_bytes() {
        for (length, noted) in [(LONGEST, 0), (LONGEST + 1, 1)] {
            let text = format!("{}\n{}", "a".repeat(length), "b");
            let mut lines = Lines::new(&text);
            assert_eq!(lines.by_ref().count(), 2);
            assert_eq!(lines.too_long.len(), noted);
        }
    }
}
