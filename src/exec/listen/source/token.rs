//! Program text to tokens, by the table of its language: comments left out, strings kept whole.

use std::ops::Range;

use crate::base::source::Span;
use crate::tables::languages::{Language, Length, Quotes};

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its bytes.
    pub span: Span,
    /// Its text; of a string what stands between the quotes.
    pub text: Span,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name or a word of the language.
    Word,
    /// A number.
    Number,
    /// A string.
    Text,
    /// One character of anything else, or a pattern.
    Sign,
}

/// The longest pattern in slashes, in bytes.
const LONGEST_PATTERN: usize = 200;
/// Strings in the code of strings.
const DEEPEST: usize = 12;

/// Reads a text of a language.
pub fn tokens(text: &str, language: &Language) -> Vec<Token> {
    let mut lexer = Lexer { text, language, at: 0, tokens: Vec::new() };
    while lexer.at < text.len() {
        lexer.next();
    }
    lexer.tokens
}

struct Lexer<'a, 'l> {
    text: &'a str,
    language: &'l Language,
    at: usize,
    tokens: Vec<Token>,
}

impl<'a> Lexer<'a, '_> {
    fn next(&mut self) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        if first.is_whitespace() {
            self.at += first.len_utf8();
        } else if let Some(length) = self.comment(rest) {
            self.at += length;
        } else if let Some((length, inner)) = self.string(rest) {
            self.push(Kind::Text, length, inner);
        } else if is_word(first) {
            let length = rest.find(|next| !is_word(next)).unwrap_or(rest.len());
            let kind = if first.is_ascii_digit() { Kind::Number } else { Kind::Word };
            self.push(kind, length, 0..length);
        } else {
            let length = self.pattern(rest).unwrap_or(first.len_utf8());
            self.push(Kind::Sign, length, 0..length);
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    fn push(&mut self, kind: Kind, length: usize, text: Range<usize>) {
        let from = |range: Range<usize>| Span::new(self.at + range.start, self.at + range.end);
        self.tokens.push(Token { kind, span: from(0..length), text: from(text) });
        self.at += length;
    }

    /// The length of a comment.
    fn comment(&self, rest: &str) -> Option<usize> {
        let opened = |open: &&&str| rest.starts_with(**open);
        if self.language.line_comments.iter().any(|open| opened(&open)) {
            return Some(line(rest));
        }
        let (open, close) = self.language.block_comments.iter().find(|(open, _)| opened(&open))?;
        let inner = rest.get(open.len()..)?;
        Some(inner.find(close).map_or(rest.len(), |at| open.len() + at + close.len()))
    }

    /// The length of a string and what of it stands between the quotes.
    fn string(&self, rest: &str) -> Option<(usize, Range<usize>)> {
        let quotes = self.language.strings.iter().find(|quotes| rest.starts_with(quotes.open))?;
        let inner = quotes.open.len();
        match (close(rest, quotes, self.language, 0), quotes.length) {
            (Some(length), _) => Some((length, inner..length - quotes.close.len())),
            (None, Length::Character) => None,
            // What is not closed takes all it may: a text is read once only.
            (None, Length::Line) => Some((line(rest), inner..line(rest))),
            (None, Length::Lines) => Some((rest.len(), inner..rest.len())),
        }
    }

    /// The length of a pattern in slashes, where a value may begin.
    fn pattern(&self, rest: &str) -> Option<usize> {
        let value = self.tokens.last().is_none_or(|last| match last.kind {
            Kind::Sign => !matches!(self.slice(last.text), ")" | "]" | "}"),
            Kind::Word => matches!(self.slice(last.text), "return" | "case" | "of" | "in" | "typeof"),
            Kind::Number | Kind::Text => false,
        });
        let inner = rest.strip_prefix('/').filter(|_| self.language.patterns && value)?;
        let (mut class, mut escaped) = (false, false);
        for (at, byte) in inner.bytes().enumerate().take(LONGEST_PATTERN) {
            match byte {
                b'\n' => return None,
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => return Some(at + 2),
                _ => {}
            }
        }
        None
    }
}

/// The length of a string, its quotes included; `None` where it is not closed.
fn close(text: &str, quotes: &Quotes, language: &Language, depth: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = quotes.open.len();
    let start = at;
    while let Some(byte) = bytes.get(at) {
        let rest = text.get(at..).unwrap_or("");
        if quotes.escapes && *byte == b'\\' {
            at += 2;
        } else if rest.starts_with(quotes.close) {
            return Some(at + quotes.close.len());
        } else if *byte == b'\n' && quotes.length != Length::Lines {
            return None;
        } else if let Some((open, end)) = quotes.inserts.filter(|(open, _)| rest.starts_with(open)) {
            at += insert(rest, open, end, language, depth + 1)?;
        } else {
            at += 1;
        }
        if quotes.length == Length::Character && at > start + 12 {
            return None;
        }
    }
    None
}

/// The length of the code in a string with what surrounds it.
fn insert(text: &str, open: &str, end: &str, language: &Language, depth: usize) -> Option<usize> {
    let brace = text.get(open.len().checked_sub(1)?..open.len())?;
    let (mut at, mut braces) = (open.len(), 1);
    while at < text.len() {
        let rest = text.get(at..).unwrap_or("");
        let nested = language.strings.iter().find(|quotes| rest.starts_with(quotes.open));
        if let Some(quotes) = nested {
            if depth > DEEPEST {
                return None;
            }
            at += close(rest, quotes, language, depth)?;
            continue;
        }
        braces += usize::from(rest.starts_with(brace));
        if rest.starts_with(end) {
            braces -= 1;
            if braces == 0 {
                return Some(at + end.len());
            }
        }
        at += 1;
    }
    None
}

fn line(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

fn is_word(next: char) -> bool {
    next.is_alphanumeric() || next == '_' || next == '$'
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(text: &str) -> String {
        let language = Language::of_program("node").unwrap();
        let slice = |span: Span| text.get(span.start..span.end).unwrap();
        let shown = tokens(text, language).into_iter().map(|token| {
            assert!(slice(token.span).contains(slice(token.text)));
            match token.kind {
                Kind::Text => format!("<{}>", slice(token.text)),
                _ => slice(token.text).to_owned(),
            }
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_strings_and_patterns_are_told_apart() {
        for (text, expected) in [
            ("a // b\nc /* d\n e */ f", "a c f"),
            ("#!/usr/bin/env node\nx('//')", "x ( <//> )"),
            ("listen(3_000, \"a\\\"b\")", "listen ( 3_000 , <a\\\"b> )"),
            ("`a ${b ? `c ${'}'}` : {}} d` e", "<a ${b ? `c ${'}'}` : {}} d> e"),
            ("x = /['\"/]/.test(y) / 2", "x = /['\"/]/ . test ( y ) / 2"),
            ("(a + b) / c / d", "( a + b ) / c / d"),
            ("<p>Don't\n</p>", "< p > Don <t> < / p >"),
            ("a`open", "a <open>"),
            ("ä.ö", "ä . ö"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_texts_end_quickly() {
        for unit in ["`", "`${", "'\\", "'\\'", "/[", "/*", "\"\n", "${", "`${'", "(", "a/ b"] {
            let text = unit.repeat(200_000 / unit.len());
            assert!(read(&text).len() <= 2 * text.len() + 4);
        }
    }
}
