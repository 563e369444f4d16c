//! One word's text to its parts.

use std::ops::Range;
use std::sync::Arc;

use super::word::{Operation, Part, PartKind, Quote, Variable, Word};
use crate::base::source::Text;

/// Reads the range of a shell text as one word.
pub fn read(source: &Arc<Text>, range: Range<usize>) -> Word {
    Reader::new(source, range, Quote::None).read()
}

/// Reads one word, byte by byte; every byte that matters is ASCII.
struct Reader<'a> {
    source: &'a Arc<Text>,
    text: &'a str,
    range: Range<usize>,
    at: usize,
    quote: Quote,
    pending: usize,
    parts: Vec<Part>,
    glob: bool,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Arc<Text>, range: Range<usize>, quote: Quote) -> Reader<'a> {
        let text = source.text.get(..range.end).unwrap_or("");
        let (at, pending) = (range.start, range.start);
        Reader { source, text, range, at, quote, pending, parts: Vec::new(), glob: false }
    }

    fn read(mut self) -> Word {
        while let Some(byte) = self.peek(0) {
            self.step(byte);
        }
        self.flush();
        let span = self.source.span(self.range.clone());
        let source = Arc::clone(self.source);
        Word { parts: self.parts, glob: self.glob, span, source, range: self.range }
    }

    fn step(&mut self, byte: u8) {
        let bare = self.quote == Quote::None;
        match byte {
            b'\\' => self.escape(),
            b'\'' if bare => self.single_quotes(),
            b'"' => self.double_quote(),
            b'$' => self.dollar(),
            b'`' => self.expansion(close(self.text, self.at + 1, b'`'), PartKind::CommandSubstitution),
            b'<' | b'>' if bare && self.peek(1) == Some(b'(') => {
                self.expansion(close(self.text, self.at + 2, b')'), PartKind::Other);
            }
            b'*' | b'?' | b'[' if bare => {
                self.glob = true;
                self.at += 1;
            }
            _ => self.at += 1,
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn escape(&mut self) {
        let Some(next) = self.text.get(self.at + 1..).and_then(|rest| rest.chars().next()) else {
            self.at += 1;
            return;
        };
        if self.quote == Quote::Double && !matches!(next, '$' | '`' | '"' | '\\' | '\n') {
            self.at += 1;
            return;
        }
        self.flush();
        let end = self.at + 1 + next.len_utf8();
        if next != '\n' {
            self.push(PartKind::Literal(next.to_string()), Quote::Single, self.at..end);
        }
        self.skip_to(end);
    }

    fn single_quotes(&mut self) {
        self.flush();
        let start = self.at + 1;
        let rest = self.text.get(start..).unwrap_or("");
        let inner = rest.find('\'').unwrap_or(rest.len());
        let value = rest.get(..inner).unwrap_or("");
        if !value.is_empty() {
            self.push(PartKind::Literal(value.to_string()), Quote::Single, start..start + inner);
        }
        self.skip_to(start + inner + 1);
    }

    fn double_quote(&mut self) {
        self.flush();
        self.quote = if self.quote == Quote::Double { Quote::None } else { Quote::Double };
        self.skip_to(self.at + 1);
    }

    fn dollar(&mut self) {
        match self.peek(1) {
            Some(b'(') => {
                let arithmetic = self.peek(2) == Some(b'(');
                let kind = if arithmetic { PartKind::Other } else { PartKind::CommandSubstitution };
                self.expansion(close(self.text, self.at + 2, b')'), kind);
            }
            Some(b'{') => {
                let end = close(self.text, self.at + 2, b'}');
                let kind = self.braces(self.at + 2..end.saturating_sub(1));
                self.expansion(end, kind);
            }
            Some(b'\'') if self.quote == Quote::None => self.expansion(self.ansi_end(), PartKind::Other),
            Some(_) => match name_length(self.text.get(self.at + 1..).unwrap_or("")) {
                0 => self.at += 1,
                length => {
                    let name = self.slice(self.at + 1..self.at + 1 + length).to_string();
                    let variable = Variable { name, operation: None };
                    self.expansion(self.at + 1 + length, PartKind::Variable(variable));
                }
            },
            None => self.at += 1,
        }
    }

    /// The end of `$'…'`.
    fn ansi_end(&self) -> usize {
        let mut at = self.at + 2;
        while let Some(byte) = self.text.as_bytes().get(at) {
            match byte {
                b'\\' => at += 2,
                b'\'' => return at + 1,
                _ => at += 1,
            }
        }
        self.text.len()
    }

    fn braces(&self, inner: Range<usize>) -> PartKind {
        let text = self.slice(inner.clone());
        let length = name_length(text);
        let (name, rest) = text.split_at_checked(length).unwrap_or((text, ""));
        let names_a_length = name == "#" && !rest.is_empty();
        if matches!(rest, "[@]" | "[*]")
            && length > 0
            && name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        {
            return PartKind::Variable(Variable { name: text.to_string(), operation: None });
        }
        if length == 0 || names_a_length || rest.starts_with('[') || (name == "!" && !rest.is_empty()) {
            return PartKind::Other;
        }
        let operation = self.operation(rest, inner);
        PartKind::Variable(Variable { name: name.to_string(), operation })
    }

    fn operation(&self, rest: &str, inner: Range<usize>) -> Option<Operation> {
        let plain = rest.strip_prefix(':').unwrap_or(rest);
        let operator = plain.chars().next()?;
        let word = || {
            let start = inner.end - plain.len() + operator.len_utf8();
            Reader::new(self.source, start..inner.end, self.quote).read()
        };
        Some(match operator {
            '-' => Operation::Default(word()),
            '=' => Operation::Assign(word()),
            '+' => Operation::Alternative(word()),
            '?' => Operation::Required,
            '#' | '%' if !rest.starts_with(':') => {
                let longest = plain.chars().nth(1) == Some(operator);
                let start = inner.end - plain.len() + if longest { 2 } else { 1 };
                let pattern = Reader::new(self.source, start..inner.end, self.quote).read();
                Operation::Trim { pattern, end: operator == '%', longest }
            }
            _ => Operation::Edit,
        })
    }

    fn expansion(&mut self, end: usize, kind: PartKind) {
        self.flush();
        let end = end.min(self.range.end);
        self.push(kind, self.quote, self.at..end);
        self.skip_to(end);
    }

    fn skip_to(&mut self, at: usize) {
        self.at = at;
        self.pending = at;
    }

    fn flush(&mut self) {
        let range = self.pending..self.at.min(self.range.end);
        let text = self.slice(range.clone());
        if !text.is_empty() {
            self.push(PartKind::Literal(text.to_string()), self.quote, range);
        }
        self.pending = self.at;
    }

    fn push(&mut self, kind: PartKind, quote: Quote, range: Range<usize>) {
        self.parts.push(Part { kind, quote, span: self.source.span(range.clone()), range });
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or("")
    }
}

/// Length in bytes of a variable's name at the start of `text`; special ones (`@`, `1`) have one.
fn name_length(text: &str) -> usize {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    match text.as_bytes().first() {
        Some(first) if first.is_ascii_digit() || b"@*#?$!-".contains(first) => 1,
        _ => text.bytes().take_while(|byte| is_name(byte)).count(),
    }
}

/// One past the bracket that closes what was opened before `at`; the text's end where nothing does.
fn close(text: &str, mut at: usize, closer: u8) -> usize {
    let bytes = text.as_bytes();
    let mut open = vec![closer];
    while let (Some(top), Some(byte)) = (open.last().copied(), bytes.get(at).copied()) {
        let next = bytes.get(at + 1).copied();
        at += 1;
        match byte {
            b'\\' => at += 1,
            _ if byte == top => {
                open.pop();
            }
            b'\'' if top != b'"' => {
                at = bytes
                    .iter()
                    .skip(at)
                    .position(|byte| *byte == b'\'')
                    .map_or(bytes.len(), |end| at + end + 1);
            }
            b'"' => open.push(b'"'),
            b'`' => open.push(b'`'),
            b'$' if matches!(next, Some(b'(' | b'{')) => {
                open.push(if next == Some(b'(') { b')' } else { b'}' });
                at += 1;
            }
            b'(' if top == b')' => open.push(b')'),
            _ => {}
        }
    }
    at.min(bytes.len())
}
