//! Arguments cut into words.

use std::ops::Range;

use super::split::is_blank;

/// The words of `text`, split at whitespace; quotes and escapes have no meaning here.
pub(super) fn plain(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (is_blank(c), start) {
            (true, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

/// The words of `text` as ENV, LABEL and ARG see them: whitespace in quotes or after the escape character does not
/// split words. Quotes and escapes stay; an escape character at the end of the text is dropped.
pub(super) fn quoted(text: &str, escape: char) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    let mut quote: Option<char> = None;
    let mut end = text.len();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if quote.is_none() && c.is_whitespace() {
            words.extend(start.take().map(|from| from..at));
            continue;
        }
        let from = *start.get_or_insert(at);
        if c == escape && quote != Some('\'') {
            if chars.next().is_none() {
                end = at;
                if from == at {
                    start = None;
                }
            }
        } else if quote == Some(c) {
            quote = None;
        } else if quote.is_none() && (c == '\'' || c == '"') {
            quote = Some(c);
        }
    }
    words.extend(start.map(|from| from..end));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, words: &[Range<usize>]) -> Vec<String> {
        words.iter().map(|range| text[range.clone()].to_owned()).collect()
    }

    #[test]
    fn plain_words() {
        for (text, expected) in [
            ("a  b\tc", &["a", "b", "c"][..]),
            ("", &[]),
            ("\"a b\"", &["\"a", "b\""]),
            ("a\u{a0}b", &["a\u{a0}b"]),
        ] {
            assert_eq!(cut(text, &plain(text)), expected);
        }
    }

    #[test]
    fn quoted_words() {
        for (text, expected) in [
            ("a=b c", &["a=b", "c"][..]),
            ("a=\"b c\" d", &["a=\"b c\"", "d"]),
            ("a='b\\' c", &["a='b\\'", "c"]),
            ("a=\"b\\\" c\" d", &["a=\"b\\\" c\"", "d"]),
            ("a=b\\ c d", &["a=b\\ c", "d"]),
            ("a=\"b c", &["a=\"b c"]),
            ("a \\", &["a"]),
            ("a\\", &["a"]),
            ("\"a\\", &["\"a"]),
            ("\\", &[]),
            ("a\u{a0}b", &["a", "b"]),
            ("", &[]),
        ] {
            assert_eq!(cut(text, &quoted(text, '\\')), expected, "{text}");
        }
    }
}
