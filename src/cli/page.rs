//! A page in Markdown on a screen: paragraphs and lists in lines that fit, examples as they are.

use crate::report::{Style, bold, wrap};

/// The text of a page for a screen. Without an edge to keep to it stays as it is.
pub fn page(markdown: &str, style: Style) -> String {
    if style.width == usize::MAX && !style.color {
        return markdown.to_owned();
    }
    let mut out = String::new();
    let mut block = Vec::new();
    let mut fence = None;
    for line in markdown.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        if fence.is_none() && is_prose(line) && !starts_block(line) {
            block.push(line);
            continue;
        }
        flush(&mut block, style, &mut out);
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            Some(open) if ticks >= open && line.trim_end().len() == ticks => fence = None,
            None if is_prose(line) => {
                block.push(line);
                continue;
            }
            _ => {}
        }
        out += &if fence.is_none() && line.starts_with('#') { bold(style, line) } else { line.to_owned() };
        out.push('\n');
    }
    flush(&mut block, style, &mut out);
    out
}

/// Whether a line is part of a paragraph or an item of a list.
fn is_prose(line: &str) -> bool {
    !line.trim().is_empty()
        && !line.starts_with(['#', '|'])
        && !line.starts_with("```")
        && !line.starts_with("    ")
}

/// Whether a line begins an item of a list.
fn starts_block(line: &str) -> bool {
    marker(line) > 0
}

/// Columns of the blanks and the mark before an item of a list: `- `, `2. `.
fn marker(line: &str) -> usize {
    let rest = line.trim_start();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = rest.get(digits..).unwrap_or("");
    let marks = if digits == 0 { ["- ", "* "] } else { [". ", ") "] };
    match marks.iter().find(|mark| after.starts_with(**mark)) {
        Some(mark) => line.len() - rest.len() + digits + mark.len(),
        None => 0,
    }
}

/// Writes the lines of one paragraph or item.
fn flush(block: &mut Vec<&str>, style: Style, out: &mut String) {
    let Some(first) = block.first() else { return };
    let indent = marker(first);
    let (mark, start) = first.split_at(indent);
    let rest = block.iter().skip(1).map(|line| line.trim());
    let text: Vec<&str> = std::iter::once(start.trim()).chain(rest).collect();
    let lines = wrap(&text.join(" "), style.width, indent, indent);
    *out += &format!("{mark}{}\n", lines.join("\n"));
    block.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# A title\n\nSome words that go on and on\nin a second line with `code in it` here.\n\n\
                        - an item that is\n  longer than a line\n- another\n\n1. first\n\n```sh\na  long   line of code that stays as it is\n- so\n```\n| a table | stays too, however long it is |\n";

    #[test]
    fn paragraphs_fit_and_examples_stay() {
        let narrow = Style { width: 24, ..Style::default() };
        let expected = "# A title\n\nSome words that go on\nand on in a second line\nwith `code in it` here.\n\n\
                        - an item that is longer\n  than a line\n- another\n\n1. first\n\n```sh\na  long   line of code that stays as it is\n- so\n```\n| a table | stays too, however long it is |\n";
        assert_eq!(page(PAGE, narrow), expected);
    }

    #[test]
    fn a_pipe_gets_the_page_itself() {
        assert_eq!(page(PAGE, Style { width: usize::MAX, ..Style::default() }), PAGE);
        let color = Style { color: true, ..Style::default() };
        assert!(page(PAGE, color).starts_with("\u{1b}[1m# A title\u{1b}[0m\n"));
    }
}
