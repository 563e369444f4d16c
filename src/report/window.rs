//! The part of a long line that a screen has room for.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::visible::is_hidden;

/// Columns between tab stops.
pub const TAB: usize = 4;

/// The bytes of a line that are shown: a third of the width before `focus` and the rest after it, or more of one side
/// when the other ends early. It begins and ends between words where there are any. Only what is shown is looked at.
pub fn window(line: &str, focus: usize, width: usize) -> Range<usize> {
    let focus = (0..=focus.min(line.len())).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    let (before, after) = line.split_at(focus);
    let mut left = before.chars().rev().peekable();
    let mut used = 0;
    let mut take = |c: &char, limit: usize| {
        let fits = used + columns(*c) <= limit;
        used += if fits { columns(*c) } else { 0 };
        fits
    };
    let mut start = focus;
    while let Some(c) = left.next_if(|c| take(c, width / 3)) {
        start -= c.len_utf8();
    }
    let end = focus + after.chars().take_while(|c| take(c, width)).map(char::len_utf8).sum::<usize>();
    while let Some(c) = left.next_if(|c| take(c, width)) {
        start -= c.len_utf8();
    }
    between_words(line, focus, start..end)
}

/// Draws the ends of a window in to the next blanks.
fn between_words(line: &str, focus: usize, window: Range<usize>) -> Range<usize> {
    let part = |range: Range<usize>| line.get(range).unwrap_or("");
    let cut = |at: usize| part(0..at).ends_with(|c: char| !c.is_whitespace());
    let Range { mut start, mut end } = window;
    if start > 0 && cut(start) {
        let blank = part(start..focus).char_indices().find(|(_, c)| c.is_whitespace());
        start = blank.map_or(start, |(at, c)| start + at + c.len_utf8());
    }
    if part(end..line.len()).starts_with(|c: char| !c.is_whitespace()) {
        let blank = part(focus..end).char_indices().rev().find(|(at, c)| *at > 0 && c.is_whitespace());
        end = blank.map_or(end, |(at, _)| focus + at);
    }
    start..end
}

/// Columns that a text takes.
pub fn columns_of(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// Columns a character takes, at least one: a line of marks without width ends too.
pub fn columns(c: char) -> usize {
    match c {
        '\t' => TAB,
        c if is_hidden(c) => 8,
        c => c.width().unwrap_or(1).max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_begins_and_ends_between_words() {
        let line =
            "RUN curl --fail https://example.org/archive.tar.gz | tar -xz -C /opt/app && rm -rf /tmp/archive";
        let shown = |focus: &str, width| &line[window(line, line.find(focus).unwrap_or(0), width)];
        assert_eq!(shown("RUN", 40), "RUN curl --fail");
        assert_eq!(shown("RUN", 60), "RUN curl --fail https://example.org/archive.tar.gz | tar -xz");
        assert_eq!(shown("tar -xz", 40), "| tar -xz -C /opt/app && rm");
        assert_eq!(shown("/tmp", 40), "-xz -C /opt/app && rm -rf /tmp/archive");
        assert_eq!(shown("RUN", 1000), line);
    }

    #[test]
    fn one_long_word_is_cut() {
        let line = "a".repeat(100);
        assert_eq!(window(&line, 50, 30), 40..70);
        assert_eq!(window(&line, 0, 30), 0..30);
    }
}
