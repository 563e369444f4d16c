//! The places of values: corrections of the parser's ranges.

use crate::base::source::Span;

/// Where a missing value would be: after the colon that follows `at`, the end of its key.
pub(super) fn after_colon(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let colon = rest.get(blanks..).is_some_and(|rest| rest.starts_with(':'));
    if colon { at + blanks + 1 } else { at }
}

/// The range of a block scalar from its `|` or `>`, which comes after `read`.
pub(super) fn with_header(text: &str, read: usize, span: Span) -> Span {
    let mut from = read;
    for line in text.get(read..span.start).unwrap_or("").split_inclusive(['\n', '\r']) {
        if let Some(at) = header(line) {
            return Span::new(from + at, span.end);
        }
        from += line.len();
    }
    span
}

/// The range of a scalar without the line endings after a block scalar.
pub(super) fn without_end(text: &str, span: Span) -> Span {
    let value = text.get(span.start..span.end).unwrap_or("");
    Span::new(span.start, span.start + value.trim_end_matches(['\n', '\r', ' ', '\t']).len())
}

/// The start of a block list: its first dash, which the parser leaves out when it is no deeper than the list's key.
pub(super) fn with_dash(text: &str, read: usize, span: Span) -> Span {
    let starts_with_dash = text
        .get(span.start..)
        .is_some_and(|rest| ["- ", "-\n", "-\r"].iter().any(|dash| rest.starts_with(dash)));
    if !span.is_empty() || starts_with_dash {
        return span;
    }
    let gap = text.get(read..span.start).unwrap_or("");
    let dash = gap.trim_end_matches([' ', '\t', '\n', '\r']).strip_suffix('-');
    dash.map_or(span, |before| Span::at(read + before.len()))
}

/// Columns, in bytes, before an offset.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - text.get(..at).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |end| end + 1)
}

/// The place of the `|` or `>` of a block scalar in a line.
fn header(line: &str) -> Option<usize> {
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let apart = before.is_whitespace() || matches!(before, ':' | '-' | '\u{feff}');
        match c {
            '|' | '>' if apart => return Some(at),
            '#' if apart => return None,
            _ => before = c,
        }
    }
    None
}

/// The space-like characters that come with text pasted from web pages and chats.
pub(super) fn foreign_blank(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{2000}'..='\u{200d}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{3000}' | '\u{feff}'
    )
}
