//! An instruction's line, split into keyword, flags and arguments.

use std::ops::Range;

use super::ast::Flag;
use crate::base::source::{Spanned, Text};

/// The parts of a joined line.
#[derive(Debug)]
pub(super) struct Split {
    pub keyword: Spanned<String>,
    /// Everything after the keyword, trimmed.
    pub body: Text,
    pub flags: Vec<Flag>,
    /// The arguments in [`Split::body`]: what follows the flags, trimmed.
    pub arguments: Range<usize>,
}

/// Whether BuildKit takes `c` for a blank between keyword and arguments, and between words without quotes.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\u{b}' | '\u{c}')
}

/// Splits a line.
pub(super) fn split(line: &Text, escape: char) -> Split {
    let whole = trimmed(&line.text, 0..line.text.len());
    let written = line.text.get(whole.clone()).unwrap_or("");
    let length = written.find(is_blank).unwrap_or(written.len());
    let keyword = whole.start..whole.start + length;
    let rest = written.get(length..).unwrap_or("").trim_start_matches(is_blank);
    let after = whole.end - rest.len()..whole.end;
    let range = trimmed(&line.text, after.clone());
    let body = line.part(range.clone());
    let (flags, end) = if after == range { flags(&body, escape) } else { (Vec::new(), 0) };
    let arguments = trimmed(&body.text, end..body.text.len());
    let keyword = Spanned::new(line.text.get(keyword.clone()).unwrap_or("").to_owned(), line.span(keyword));
    Split { keyword, body, flags, arguments }
}

/// A range of `text` without the whitespace at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or("");
    let end = range.start + part.trim_end().len();
    let start = range.end - part.trim_start().len();
    start.min(end)..end
}

/// The flags a body starts with, and where they end.
fn flags(body: &Text, escape: char) -> (Vec<Flag>, usize) {
    let mut flags = Vec::new();
    let mut at = 0;
    loop {
        let rest = body.text.get(at..).unwrap_or("");
        at += rest.len() - rest.trim_start_matches(is_ascii_space).len();
        if !body.text.get(at..).is_some_and(|rest| rest.starts_with("--")) {
            return (flags, at);
        }
        let word = FlagWord::read(&body.text, at, escape);
        at = word.range.end;
        if word.text == "--" {
            return (flags, at);
        }
        flags.push(word.flag(body));
    }
}

fn is_ascii_space(c: char) -> bool {
    is_blank(c) || c == '\n'
}

/// Flags are read byte by byte, so a character that holds the byte of a Latin-1 blank is the last of one.
fn is_last(c: char) -> bool {
    let mut buffer = [0; 4];
    !c.is_ascii() && c.encode_utf8(&mut buffer).bytes().any(|byte| byte == 0x85 || byte == 0xA0)
}

/// One flag, its quotes and escapes resolved.
struct FlagWord {
    text: String,
    range: Range<usize>,
    /// The first `=`: in the text, and in the body.
    equals: Option<(usize, usize)>,
}

impl FlagWord {
    fn read(body: &str, start: usize, escape: char) -> FlagWord {
        let mut word = FlagWord { text: String::new(), range: start..body.len(), equals: None };
        let mut quote = None;
        let mut chars = body.get(start..).unwrap_or("").char_indices();
        while let Some((mut offset, mut c)) = chars.next() {
            if quote.is_none() && is_ascii_space(c) {
                word.range.end = start + offset;
                return word;
            }
            match quote {
                None if matches!(c, '\'' | '"') => {
                    quote = Some(c);
                    continue;
                }
                Some(open) if open == c => {
                    quote = None;
                    continue;
                }
                _ if c == escape => match chars.next() {
                    Some(escaped) => (offset, c) = escaped,
                    None => return word,
                },
                _ => {}
            }
            word.push(c, start + offset);
            if quote.is_none() && is_last(c) {
                word.range.end = start + offset + c.len_utf8();
                return word;
            }
        }
        word
    }

    fn push(&mut self, c: char, at: usize) {
        if c == '=' && self.equals.is_none() {
            self.equals = Some((self.text.len(), at));
        }
        self.text.push(c);
    }

    fn flag(&self, body: &Text) -> Flag {
        let (name_end, name_stop) = self.equals.unwrap_or((self.text.len(), self.range.end));
        let name = self.text.get(2..name_end).unwrap_or("").to_owned();
        let value = self.equals.map(|(logical, physical)| {
            let text = self.text.get(logical + 1..).unwrap_or("").to_owned();
            Spanned::new(text, body.span(physical + 1..self.range.end))
        });
        let span = body.span(self.range.clone());
        let name = Spanned::new(name, body.span(self.range.start + 2..name_stop));
        Flag { span, name, value }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// Keyword, flags and arguments of a line, as text.
    fn parts(line: &str) -> (String, Vec<(String, Option<String>)>, String) {
        let split = split(&Text::verbatim(line, 0), '\\');
        let flags = split.flags.iter().map(|f| (f.name.value.clone(), f.value.clone().map(|v| v.value)));
        let arguments = split.body.text.get(split.arguments.clone()).unwrap().to_owned();
        (split.keyword.value, flags.collect(), arguments)
    }

    #[test]
    fn keyword_flags_and_arguments() {
        for (line, keyword, flags, arguments) in [
            ("RUN x", "RUN", &[][..], "x"),
            ("  RUN\t\u{b} x  ", "RUN", &[], "x"),
            ("RUN", "RUN", &[], ""),
            ("", "", &[], ""),
            ("COPY --from=a  --link b c", "COPY", &[("from", Some("a")), ("link", None)], "b c"),
            ("RUN --mount=\"a b\" x", "RUN", &[("mount", Some("a b"))], "x"),
            ("RUN --a='b\\'c' x", "RUN", &[("a", Some("b'c"))], "x"),
            ("RUN --a=b\\ c x", "RUN", &[("a", Some("b c"))], "x"),
            ("RUN -- --a x", "RUN", &[], "--a x"),
            ("RUN --a= x", "RUN", &[("a", Some(""))], "x"),
            ("RUN -a x", "RUN", &[], "-a x"),
            ("RUN \u{a0}--a x", "RUN", &[], "--a x"),
            ("RUN --a", "RUN", &[("a", None)], ""),
            ("RUN --", "RUN", &[], ""),
            ("RUN --a\u{a0}--b c", "RUN", &[("a\u{a0}", None), ("b", None)], "c"),
            ("RUN --a=é b", "RUN", &[("a", Some("é"))], "b"),
        ] {
            let flags: Vec<_> = flags.iter().map(|(n, v)| (n.to_string(), v.map(str::to_owned))).collect();
            assert_eq!(parts(line), (keyword.to_owned(), flags, arguments.to_owned()), "{line:?}");
        }
    }

    #[test]
    fn flags_know_their_places() {
        let line = "RUN --mount=\"a b\" x";
        let split = split(&Text::verbatim(line, 10), '\\');
        let flag = split.flags.first().unwrap();
        let slice = |span: crate::base::source::Span| &line[span.start - 10..span.end - 10];
        assert_eq!(slice(flag.span), "--mount=\"a b\"");
        assert_eq!(slice(flag.name.span), "mount");
        assert_eq!(slice(flag.value.clone().unwrap().span), "\"a b\"");
    }
}
