//! Ranges as SARIF gives them: lines and columns, characters, and bytes, all of the same words.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use crate::base::source::{BOM, Place, Source};

/// A `region`: lines and columns from 1, lengths and offsets from 0, ends exclusive.
#[derive(Debug, Serialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    char_offset: usize,
    char_length: usize,
    byte_offset: usize,
    byte_length: usize,
}

/// Counts the characters before each line once a file.
#[derive(Default)]
pub struct Regions {
    /// The characters before each line, and last those of the whole text, a byte-order mark left out.
    lines: HashMap<*const Source, Vec<usize>>,
}

impl Regions {
    /// The region of a place.
    pub fn of(&mut self, place: &Place) -> Region {
        let source = &place.source;
        let known = self.lines.entry(Arc::as_ptr(source)).or_insert_with(|| characters(source));
        let [start, end] =
            [place.span.start, place.span.end.max(place.span.start)].map(|at| point(source, known, at));
        Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
            char_offset: start.characters,
            char_length: end.characters.saturating_sub(start.characters),
            byte_offset: start.bytes,
            byte_length: end.bytes.saturating_sub(start.bytes),
        }
    }
}

struct Point {
    line: usize,
    column: usize,
    characters: usize,
    bytes: usize,
}

/// The end of a file is on its last line, behind the line end: the format has no line that holds nothing.
fn point(source: &Source, lines: &[usize], offset: usize) -> Point {
    let at = source.position(offset);
    let before = |line: usize| lines.get(line - 1).copied().unwrap_or(0);
    let characters = before(at.line) + at.column - 1;
    let line = at.line.min(source.line_count()).max(1);
    // Offsets in bytes count the mark, those in characters do not; both ends have to lie behind it.
    let bytes = if source.text().starts_with(BOM) { at.offset.max(BOM.len()) } else { at.offset };
    Point { line, column: characters - before(line) + 1, characters, bytes }
}

fn characters(source: &Source) -> Vec<usize> {
    let text = source.text().strip_prefix(BOM).unwrap_or(source.text());
    let mut before = vec![0];
    let mut count = 0;
    for line in text.split_inclusive('\n') {
        count += line.chars().count();
        before.push(count);
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source::Span;

    /// Line, column, characters and bytes: of the start, then of the end or the length.
    fn region(text: &str, start: usize, end: usize) -> [usize; 8] {
        let source = Source::new("a", "a", text);
        let it = Regions::default().of(&Place::new(&source, Span::new(start, end)));
        let start = [it.start_line, it.start_column, it.char_offset, it.byte_offset];
        let end = [it.end_line, it.end_column, it.char_length, it.byte_length];
        [start, end].concat().try_into().unwrap_or_default()
    }

    #[test]
    fn the_three_ways_agree() {
        let cases = [
            ("abc", (1, 2), [1, 2, 1, 1, 1, 3, 1, 1]),
            ("ä🚀\nöx\n", (2, 9), [1, 2, 1, 2, 2, 2, 3, 7]),
            ("\u{feff}ab", (0, 4), [1, 1, 0, 3, 1, 2, 1, 1]),
            ("\u{feff}ab", (0, 0), [1, 1, 0, 3, 1, 1, 0, 0]),
            ("\u{feff}a\nb", (5, 6), [2, 1, 2, 5, 2, 2, 1, 1]),
            ("ab\r\nc\r\n", (0, 4), [1, 1, 0, 0, 2, 1, 4, 4]),
            ("ab\r\nc\r\n", (7, 7), [2, 4, 7, 7, 2, 4, 0, 0]),
            ("", (0, 0), [1, 1, 0, 0, 1, 1, 0, 0]),
            ("a", (9, 3), [1, 2, 1, 1, 1, 2, 0, 0]),
        ];
        for (text, (start, end), expected) in cases {
            assert_eq!(region(text, start, end), expected, "{text:?} {start} {end}");
        }
    }
}
