//! The JSON arrays of the exec form. Anything that is no valid array is left to be read as a shell line.

use std::ops::Range;

use crate::base::source::Text;

/// The deepest nesting that still counts as valid.
const DEEPEST: usize = 10_000;

/// What a body turns out to be.
#[derive(Debug)]
pub(super) enum Array {
    /// No valid JSON array.
    No,
    /// An array of strings, escapes resolved.
    Strings(Vec<Text>),
    /// A valid array, but this element is no string.
    Mixed(Range<usize>),
}

/// Reads `range` of `body` as an array of strings.
pub(super) fn array(body: &Text, range: Range<usize>) -> Array {
    let text = body.text.get(range.clone()).unwrap_or("");
    let trimmed = text.trim_start();
    if !trimmed.starts_with('[') {
        return Array::No;
    }
    let mut reader = Reader { bytes: trimmed.as_bytes(), at: 0 };
    let offset = range.end - trimmed.len();
    match reader.array() {
        None => Array::No,
        Some(elements) => strings(body, offset, &elements),
    }
}

fn strings(body: &Text, offset: usize, elements: &[Element]) -> Array {
    let mut out = Vec::new();
    for element in elements {
        let range = element.range.start + offset..element.range.end + offset;
        if !element.string {
            return Array::Mixed(range);
        }
        out.push(unescape(body, range.start + 1..range.end.saturating_sub(1)));
    }
    Array::Strings(out)
}

/// The text between the quotes of a valid string.
fn unescape(body: &Text, inner: Range<usize>) -> Text {
    let raw = body.text.get(inner.clone()).unwrap_or("");
    if !raw.contains('\\') {
        return body.part(inner);
    }
    let mut out = Text::default();
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let run = rest.find('\\').unwrap_or(rest.len());
        if run > 0 {
            out.push_part(body, inner.start + at..inner.start + at + run);
            at += run;
            continue;
        }
        let (c, length) = escape(rest);
        let from = inner.start + at;
        out.push(c.encode_utf8(&mut [0; 4]), body.span(from..from + length));
        at += length;
    }
    out
}

/// The character an escape at the start of `rest` stands for, and the escape's length.
fn escape(rest: &str) -> (char, usize) {
    let c = match rest.as_bytes().get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(rest),
        Some(&other) => char::from(other),
        None => return (char::REPLACEMENT_CHARACTER, 1),
    };
    (c, 2)
}

/// `\uXXXX`, or a pair of them; a lone surrogate is the replacement character.
fn unicode(rest: &str) -> (char, usize) {
    let unit = |from: usize| rest.get(from..from + 4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    let first = unit(2).unwrap_or(0xFFFD);
    if (0xD800..0xDC00).contains(&first)
        && rest.get(6..8) == Some("\\u")
        && let Some(second) = unit(8).filter(|unit| (0xDC00..0xE000).contains(unit))
    {
        let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12);
    }
    (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 6)
}

/// An element of the outer array.
#[derive(Debug)]
struct Element {
    range: Range<usize>,
    string: bool,
}

/// Checks JSON without recursion.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// What may come next inside the innermost bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expect {
    ValueOrClose,
    Value,
    CommaOrClose,
    KeyOrClose,
    Key,
}

impl Reader<'_> {
    /// The elements of the array that is the whole text.
    fn array(&mut self) -> Option<Vec<Element>> {
        let mut elements: Vec<Element> = Vec::new();
        let mut open = vec![b'['];
        let mut expect = Expect::ValueOrClose;
        self.at = 1;
        while let Some(&bracket) = open.last() {
            self.skip_blanks();
            let start = self.at;
            let next = self.bytes.get(self.at).copied()?;
            let depth = open.len();
            expect = match (expect, next) {
                (Expect::CommaOrClose, b',') => self.comma(bracket),
                (Expect::ValueOrClose | Expect::CommaOrClose, b']') if bracket == b'[' => {
                    self.close(&mut open)
                }
                (Expect::KeyOrClose | Expect::CommaOrClose, b'}') if bracket == b'{' => self.close(&mut open),
                (Expect::KeyOrClose | Expect::Key, b'"') => self.key()?,
                (Expect::Value | Expect::ValueOrClose, _) => self.value(&mut open)?,
                _ => return None,
            };
            if depth == 1 && (open.len() == 2 || (expect == Expect::CommaOrClose && open.len() == 1)) {
                elements.push(Element { range: start..self.at, string: next == b'"' });
            } else if depth == 2 && open.len() == 1 {
                elements.last_mut()?.range.end = self.at;
            }
        }
        self.skip_blanks();
        (self.at == self.bytes.len()).then_some(elements)
    }

    fn comma(&mut self, bracket: u8) -> Expect {
        self.at += 1;
        if bracket == b'[' { Expect::Value } else { Expect::Key }
    }

    fn close(&mut self, open: &mut Vec<u8>) -> Expect {
        self.at += 1;
        open.pop();
        Expect::CommaOrClose
    }

    /// A key and its colon.
    fn key(&mut self) -> Option<Expect> {
        self.string()?;
        self.skip_blanks();
        self.eat(b':')?;
        Some(Expect::Value)
    }

    /// A value, or the bracket that opens one.
    fn value(&mut self, open: &mut Vec<u8>) -> Option<Expect> {
        match self.bytes.get(self.at)? {
            b'"' => self.string()?,
            bracket @ (b'[' | b'{') => {
                open.push(*bracket);
                self.at += 1;
                let inside = if *bracket == b'[' { Expect::ValueOrClose } else { Expect::KeyOrClose };
                return (open.len() <= DEEPEST).then_some(inside);
            }
            b't' => self.word(b"true")?,
            b'f' => self.word(b"false")?,
            b'n' => self.word(b"null")?,
            _ => self.number()?,
        }
        Some(Expect::CommaOrClose)
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.bytes.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    fn string(&mut self) -> Option<()> {
        self.eat(b'"')?;
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'"' => return Some(()),
                b'\\' => self.escape()?,
                0..=0x1F => return None,
                _ => {}
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        match byte {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(()),
            b'u' => {
                let digits = self.bytes.get(self.at..self.at + 4)?;
                self.at += 4;
                digits.iter().all(u8::is_ascii_hexdigit).then_some(())
            }
            _ => None,
        }
    }

    /// A number that fits a 64-bit float.
    fn number(&mut self) -> Option<()> {
        let start = self.at;
        let _ = self.eat(b'-');
        if self.eat(b'0').is_none() {
            self.digits()?;
        }
        if self.eat(b'.').is_some() {
            self.digits()?;
        }
        if self.eat(b'e').or_else(|| self.eat(b'E')).is_some() {
            let _ = self.eat(b'+').or_else(|| self.eat(b'-'));
            self.digits()?;
        }
        let written = std::str::from_utf8(self.bytes.get(start..self.at)?).ok()?;
        written.parse::<f64>().ok().filter(|number| number.is_finite()).map(|_| ())
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.bytes.get(self.at) == Some(&byte)).then(|| self.at += 1)
    }

    fn skip_blanks(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::*;

    fn read(text: &str) -> Array {
        array(&Text::verbatim(text, 0), 0..text.len())
    }

    #[test]
    fn arrays_of_strings() {
        for (text, expected) in [
            ("[]", &[][..]),
            (" [ ] ", &[]),
            (r#"["a", "b c"]"#, &["a", "b c"]),
            (r#"["\"\\\/\n\u00e9\ud83d\ude80"]"#, &["\"\\/\né🚀"]),
            (r#"["\ud83d"]"#, &["\u{fffd}"]),
            (r#"["\ud83d\u0041"]"#, &["\u{fffd}A"]),
        ] {
            let Array::Strings(found) = read(text) else { panic!("{text}") };
            let found: Vec<_> = found.iter().map(|word| word.text.as_str()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn anything_else_is_a_shell_line() {
        for text in [
            "",
            "a",
            "[",
            "['a']",
            r#"["a",]"#,
            r#"["a"] x"#,
            r#"["a" "b"]"#,
            r#"["\x"]"#,
            "[\"\t\"]",
            "[01]",
            "[1.]",
            "[tru]",
            r#"[{"a"}]"#,
            r#"[{"a":1,}]"#,
            "[1e999]",
            "[[]",
            "[,]",
            "[]]",
            "[-]",
            r#"["\u12"]"#,
            r#"["a]"#,
            r#"[{1:2}]"#,
            "[}",
        ] {
            assert!(matches!(read(text), Array::No), "{text}");
        }
    }

    #[test]
    fn elements_that_are_no_strings_are_named() {
        for (text, element) in [
            ("[1]", "1"),
            (r#"["a", null]"#, "null"),
            (r#"["a", [1, [2]], 3]"#, "[1, [2]]"),
            (r#"[{"a": [true, -1.5e+3]}]"#, r#"{"a": [true, -1.5e+3]}"#),
            ("[{}]", "{}"),
            ("[[]]", "[]"),
        ] {
            let Array::Mixed(range) = read(text) else { panic!("{text}") };
            assert_eq!(&text[range], element);
        }
    }

    #[test]
    fn deep_nesting_is_bounded() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(matches!(read(&nested(DEEPEST)), Array::Mixed(_)));
        assert!(matches!(read(&nested(DEEPEST + 1)), Array::No));
        assert!(matches!(read(&"[".repeat(1_000_000)), Array::No));
    }

    #[test]
    fn words_find_their_way_back() {
        let text = Text::verbatim(r#"["a\nb", "c"]"#, 5);
        let Array::Strings(words) = array(&text, 0..text.text.len()) else { panic!() };
        assert_eq!(words.iter().map(|w| (w.span.start, w.span.end)).collect::<Vec<_>>(), [(7, 11), (15, 16)]);
    }
}
