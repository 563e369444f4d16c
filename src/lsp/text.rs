//! A text and its positions as the protocol counts them: lines that end in `\n`, `\r\n` or `\r`, and columns in bytes or
//! in UTF-16 units.

use gen_lsp_types::{Position, Range, TextDocumentContentChangeEvent};

use crate::base::source::{BOM, Span};

/// How columns count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// In bytes.
    Utf8,
    /// In UTF-16 units, which every client knows.
    #[default]
    Utf16,
}

/// A text with the starts of its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Indexed {
    text: String,
    starts: Vec<usize>,
    /// Where the first line begins for an editor: behind the byte-order mark of a file that no editor shows.
    first: usize,
}

impl Indexed {
    /// The text of an open document.
    pub fn new(text: impl Into<String>) -> Indexed {
        let text = text.into();
        let starts = line_starts(&text);
        Indexed { text, starts, first: 0 }
    }

    /// The text of a file on disk, whose byte-order mark an editor takes off when it opens it.
    pub fn on_disk(text: &str) -> Indexed {
        let first = if text.starts_with(BOM) { BOM.len() } else { 0 };
        Indexed { first, ..Indexed::new(text) }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The position of a byte offset; one past the end is the end, one inside a character is its start.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let mut offset = offset.clamp(self.first, self.text.len().max(self.first));
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let (start, end) = self.line(line);
        let before = self.text.get(start..offset.min(end).max(start)).unwrap_or("");
        Position { line: to_u32(line), character: to_u32(units(before, encoding)) }
    }

    /// The byte offset of a position; one behind a line's end is that end, one inside a character its start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.starts.len() {
            return self.text.len();
        }
        let (start, end) = self.line(line);
        let mut left = position.character as usize;
        for (at, char) in self.text.get(start..end).unwrap_or("").char_indices() {
            let width = units(char.encode_utf8(&mut [0; 4]), encoding);
            if left < width {
                return start + at;
            }
            left -= width;
        }
        end
    }

    /// The range of some bytes.
    pub fn range(&self, span: Span, encoding: Encoding) -> Range {
        let start = self.position(span.start, encoding);
        Range { start, end: self.position(span.end, encoding).max(start) }
    }

    /// The bytes of a range.
    pub fn span(&self, range: Range, encoding: Encoding) -> Span {
        let (one, other) = (self.offset(range.start, encoding), self.offset(range.end, encoding));
        Span::new(one.min(other), one.max(other))
    }

    /// The text after a change.
    pub fn changed(self, change: TextDocumentContentChangeEvent, encoding: Encoding) -> Indexed {
        match change {
            TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                Indexed::new(whole.text)
            }
            TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                let span = self.span(part.range, encoding);
                let mut text = self.text;
                text.replace_range(span.start..span.end, &part.text);
                Indexed::new(text)
            }
        }
    }

    /// The bytes of a 0-based line, its end excluded.
    pub fn line(&self, line: usize) -> (usize, usize) {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let start = if line == 0 { self.first } else { start };
        let next = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let text = self.text.get(start..next).unwrap_or("");
        let ended = line + 1 < self.starts.len();
        let text = if ended { text.strip_suffix('\n').unwrap_or(text) } else { text };
        let text = if ended { text.strip_suffix('\r').unwrap_or(text) } else { text };
        (start, start + text.len())
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
}

fn units(text: &str, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => text.len(),
        Encoding::Utf16 => text.encode_utf16().count(),
    }
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::{TextDocumentContentChangePartial, TextDocumentContentChangeWholeDocument};
    use proptest::prelude::*;

    use super::*;

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_count_as_agreed() {
        let text = Indexed::new("aä🚀b\r\nc\rd\n");
        for (offset, utf16, utf8) in [
            (0, at(0, 0), at(0, 0)),
            (3, at(0, 2), at(0, 3)),
            (5, at(0, 2), at(0, 3)),
            (7, at(0, 4), at(0, 7)),
            (8, at(0, 5), at(0, 8)),
            (9, at(0, 5), at(0, 8)),
            (10, at(1, 0), at(1, 0)),
            (12, at(2, 0), at(2, 0)),
            (14, at(3, 0), at(3, 0)),
            (99, at(3, 0), at(3, 0)),
        ] {
            assert_eq!(text.position(offset, Encoding::Utf16), utf16, "{offset}");
            assert_eq!(text.position(offset, Encoding::Utf8), utf8, "{offset}");
        }
    }

    #[test]
    fn positions_outside_are_the_nearest_place() {
        let text = Indexed::new("a🚀b\r\ncd");
        for (position, offset) in
            [(at(0, 2), 1), (at(0, 3), 5), (at(0, 99), 6), (at(1, 99), 10), (at(9, 0), 10)]
        {
            assert_eq!(text.offset(position, Encoding::Utf16), offset, "{position:?}");
        }
    }

    #[test]
    fn a_mark_that_no_editor_shows_has_no_column() {
        let text = Indexed::on_disk("\u{feff}ab\n");
        assert_eq!(text.position(3, Encoding::Utf16), at(0, 0));
        assert_eq!(text.position(4, Encoding::Utf8), at(0, 1));
        assert_eq!(text.position(0, Encoding::Utf8), at(0, 0));
        assert_eq!(Indexed::new("\u{feff}ab\n").position(3, Encoding::Utf16), at(0, 1));
    }

    #[test]
    fn changes_may_be_whole_or_parts() {
        let partial = |range, text: &str| {
            TextDocumentContentChangeEvent::from(TextDocumentContentChangePartial {
                range,
                text: text.to_owned(),
                ..TextDocumentContentChangePartial::default()
            })
        };
        let text = Indexed::new("one\ntwo\n");
        let text = text.changed(partial(Range { start: at(0, 3), end: at(1, 0) }, " "), Encoding::Utf16);
        assert_eq!(text.text(), "one two\n");
        let text = text.changed(partial(Range { start: at(0, 99), end: at(0, 4) }, "2"), Encoding::Utf16);
        assert_eq!(text.text(), "one 2\n");
        let whole = TextDocumentContentChangeWholeDocument { text: "new".to_owned() };
        assert_eq!(text.changed(whole.into(), Encoding::Utf8), Indexed::new("new"));
    }

    proptest! {
        #[test]
        fn every_offset_comes_back(text in "[aä🚀\r\n ]{0,40}", utf8 in any::<bool>()) {
            let encoding = if utf8 { Encoding::Utf8 } else { Encoding::Utf16 };
            let indexed = Indexed::new(text.clone());
            for (offset, _) in text.char_indices() {
                let inside_end = text.get(..offset).is_some_and(|before| before.ends_with('\r'))
                    && text.get(offset..).is_some_and(|after| after.starts_with('\n'));
                let back = indexed.offset(indexed.position(offset, encoding), encoding);
                prop_assert_eq!(back, if inside_end { offset - 1 } else { offset });
            }
        }
    }
}
