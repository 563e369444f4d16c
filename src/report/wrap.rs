//! Breaks text into lines that fit a screen. Lines break between words only: what is in backticks, a URL or a path
//! stays whole, and goes past the edge where it is longer than a line.

use textwrap::core::{Fragment, Word};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// Fewer columns than this are no room for text.
const LEAST: usize = 20;

/// The lines of a text: `used` columns of the first one are taken, each of the others begins with `indent` blanks and
/// none of them is longer than `width` columns where a word does not force it.
pub fn wrap(text: &str, width: usize, used: usize, indent: usize) -> Vec<String> {
    let width = width.max(indent + LEAST);
    let (first, rest) = (" ".repeat(used), " ".repeat(indent));
    let options = Options::new(width)
        .initial_indent(&first)
        .subsequent_indent(&rest)
        .break_words(false)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_splitter(WordSplitter::NoHyphenation)
        .word_separator(WordSeparator::Custom(units));
    let word = Word::from(text.get(..unit_end(text)).unwrap_or(""));
    if used > indent && word.width() > (width.saturating_sub(used)) as f64 {
        // Nothing of it fits there.
        let mut lines = wrap(text, width, indent, indent);
        lines.iter_mut().take(1).for_each(|line| line.insert_str(0, &rest));
        lines.insert(0, String::new());
        return lines;
    }
    let mut lines: Vec<String> = textwrap::wrap(text, options).into_iter().map(Into::into).collect();
    if let Some(line) = lines.first_mut() {
        *line = line.get(used..).unwrap_or("").to_owned();
    }
    lines
}

/// What a line may not break: words, and everything from one backtick to the next, each with the blanks after it.
fn units(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut rest = line;
    Box::new(std::iter::from_fn(move || {
        let end = unit_end(rest);
        let (unit, after) = rest.split_at(end);
        rest = after;
        (!unit.is_empty()).then(|| Word::from(unit))
    }))
}

/// Where the first unit of a text ends.
fn unit_end(text: &str) -> usize {
    let mut code = false;
    let mut blank = false;
    for (at, c) in text.char_indices() {
        match c {
            ' ' if !code => blank = true,
            _ if blank => return at,
            '`' => code = !code && text.get(at + 1..).is_some_and(|rest| rest.contains('`')),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        let text =
            "write `CMD [\"npm\", \"start\"]` and see https://example.org/a-b/c?d=e or bin/start-all.sh now";
        assert_eq!(
            wrap(text, 30, 0, 2),
            [
                "write `CMD [\"npm\", \"start\"]`",
                "  and see",
                "  https://example.org/a-b/c?d=e",
                "  or bin/start-all.sh now"
            ]
        );
        assert_eq!(wrap(text, usize::MAX, 7, 7), [text]);
        assert_eq!(wrap("one two", 30, 28, 4), ["", "    one two"]);
        assert_eq!(wrap("", 20, 5, 4), [""]);
    }

    #[test]
    fn a_backtick_without_its_pair_is_a_letter() {
        assert_eq!(wrap("a ` b and twenty letters", 20, 0, 0), ["a ` b and twenty", "letters"]);
        assert_eq!(wrap("`a b` `c d e f g h i j k l` m", 20, 0, 0), ["`a b`", "`c d e f g h i j k l`", "m"]);
    }

    #[test]
    fn no_width_is_too_small() {
        assert_eq!(wrap("some words to read", 0, 0, 0), ["some words to read"]);
        assert_eq!(wrap("some words to read here", 3, 0, 0), ["some words to read", "here"]);
    }
}
