//! Scalars: what their source reads as, byte by byte, and which type plain ones have.

use granit_parser::{ScalarStyle, Tag};

use super::patch::Patched;
use super::{Scalar, Style, Value};
use crate::base::source::{Span, Text};

/// A scalar as the parser saw it, in bytes of the repaired text.
pub(super) struct Raw<'a> {
    /// What it reads as.
    pub value: &'a str,
    pub style: Style,
    /// Quotes included; of block scalars from the `|` or `>`.
    pub span: Span,
    /// Columns a block scalar is indented by; when it holds only blank lines, more than any line has.
    pub indent: usize,
}

/// The text of a scalar with its way back. Should our reading differ from the parser's, the way back is that of the
/// whole.
pub(super) fn read(raw: &Raw<'_>, patched: &Patched<'_>) -> Scalar {
    let source = patched.text().get(raw.span.start..raw.span.end).unwrap_or("");
    let mut out = Reader { patched, source, base: raw.span.start, text: Text::default() };
    match raw.style {
        Style::Plain => out.flow(0..source.len(), raw.style),
        Style::SingleQuoted | Style::DoubleQuoted => {
            out.flow(1..source.len().saturating_sub(1).max(1), raw.style);
        }
        Style::Literal | Style::Folded => out.block(raw.style, raw.indent),
    }
    let mut text = out.text;
    if text.text != raw.value {
        text = Text::default();
        text.push(raw.value, patched.back_span(raw.span));
    }
    Scalar { text, style: raw.style }
}

/// The style the parser gives.
pub(super) fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
        _ => Style::Plain,
    }
}

/// A scalar's value by its tag or, if it is plain, by its look.
pub(super) fn typed(scalar: Scalar, tag: Option<&Tag>) -> Value {
    let suffix = tag.and_then(|tag| tag.core_suffix());
    let non_specific = tag.is_some_and(|tag| tag.original() == "!");
    match (suffix, scalar.style) {
        (Some("str"), _) => Value::String(scalar),
        (Some("int" | "float" | "bool" | "null"), _) => resolve(scalar),
        (_, Style::Plain) if !non_specific => resolve(scalar),
        _ => Value::String(scalar),
    }
}

/// What a plain scalar is.
fn resolve(scalar: Scalar) -> Value {
    match scalar.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        text if is_number(text) => Value::Number(text.to_owned()),
        _ => Value::String(scalar),
    }
}

fn is_number(text: &str) -> bool {
    let bare = text.strip_prefix(['-', '+']).unwrap_or(text);
    let all = |digits: &str, radix| !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    if matches!(text, ".nan" | ".NaN" | ".NAN") || matches!(bare, ".inf" | ".Inf" | ".INF") {
        return true;
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = bare.strip_prefix(prefix) {
            return all(digits, radix);
        }
    }
    let (mantissa, exponent) = match bare.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (bare, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let mantissa_ok = digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    mantissa_ok
        && (!whole.is_empty() || mantissa.contains('.'))
        && exponent.is_none_or(|exponent| all(exponent.strip_prefix(['-', '+']).unwrap_or(exponent), 10))
}

struct Reader<'a> {
    patched: &'a Patched<'a>,
    source: &'a str,
    base: usize,
    text: Text,
}

impl Reader<'_> {
    /// Appends what `range` of the source reads as.
    fn push(&mut self, text: &str, range: std::ops::Range<usize>) {
        let span = Span::new(self.base + range.start, self.base + range.end);
        self.text.push(text, self.patched.back_span(span));
    }

    fn verbatim(&mut self, range: std::ops::Range<usize>) {
        let (source, base) = (self.source, self.base);
        for part in self.patched.parts(Span::new(base + range.start, base + range.end)) {
            let part = part.start - base..part.end - base;
            self.push(source.get(part.clone()).unwrap_or(""), part);
        }
    }

    /// Plain and quoted scalars: a line break is a blank, an empty line is a line break.
    fn flow(&mut self, range: std::ops::Range<usize>, style: Style) {
        self.push("", range.start..range.start);
        let source = self.source;
        let inner = source.get(..range.end).unwrap_or("");
        let mut at = range.start;
        while let Some(next) = inner.get(at..).and_then(|rest| rest.chars().next()) {
            let from = at;
            match (next, style) {
                (' ' | '\t' | '\r' | '\n', _) => at = self.blanks(inner, at),
                ('\'', Style::SingleQuoted) => {
                    at += 2;
                    self.push("'", from..at.min(inner.len()));
                }
                ('\\', Style::DoubleQuoted) => at = self.escape(inner, at),
                _ => {
                    at = end_of(inner, at, |c| !matches!(c, ' ' | '\t' | '\r' | '\n' | '\'' | '\\'));
                    at = at.max(from + next.len_utf8());
                    self.verbatim(from..at);
                }
            }
        }
    }

    /// Reads spaces, tabs and line breaks from `at`; returns where they end.
    fn blanks(&mut self, inner: &str, at: usize) -> usize {
        let end = end_of(inner, at, |c| matches!(c, ' ' | '\t' | '\r' | '\n'));
        match breaks(inner.get(at..end).unwrap_or("")) {
            0 => self.verbatim(at..end),
            1 => self.push(" ", at..end),
            lines => self.push(&"\n".repeat(lines - 1), at..end),
        }
        end
    }

    /// An escape from its backslash at `at`; gives where it ends.
    fn escape(&mut self, inner: &str, at: usize) -> usize {
        let rest = inner.get(at + 1..).unwrap_or("");
        if rest.starts_with(['\r', '\n']) {
            let end = end_of(inner, at + 1, |c| matches!(c, ' ' | '\t' | '\r' | '\n'));
            let lines = breaks(inner.get(at..end).unwrap_or(""));
            self.push(&"\n".repeat(lines.saturating_sub(1)), at..end);
            return end;
        }
        let Some((text, length)) = unescape(rest) else {
            self.verbatim(at..at + 1);
            return at + 1;
        };
        self.push(text.encode_utf8(&mut [0; 4]), at..at + 1 + length);
        at + 1 + length
    }

    /// `|` and `>`.
    fn block(&mut self, style: Style, indent: usize) {
        let header = self.source.find(['\n', '\r']).unwrap_or(self.source.len());
        let keep = self.source.get(..header).unwrap_or("");
        let keep = keep.split(['#', ' ', '\t']).next().unwrap_or("").to_owned();
        let lines = self.block_lines(header, indent);
        let last = lines.iter().rposition(|line| !line.text.is_empty()).map_or(0, |last| last + 1);
        let (lines, blank) = lines.split_at_checked(last).unwrap_or((&lines, &[]));
        let start = lines.iter().find(|line| !line.text.is_empty()).map_or(header, |line| line.text.start);
        self.push("", start..start);
        for (index, line) in lines.iter().enumerate() {
            self.verbatim(line.text.clone());
            let Some(next) = lines.get(index + 1) else { break };
            self.push(self.block_break(style, lines, index, next), line.end.clone());
        }
        let ends = lines.last().into_iter().chain(if keep.contains('+') { blank } else { &[] });
        for line in ends.filter(|line| !line.end.is_empty() && !keep.contains('-')) {
            self.push("\n", line.end.clone());
        }
    }

    /// What the break after line `index` reads as.
    fn block_break(&self, style: Style, lines: &[Line], index: usize, next: &Line) -> &'static str {
        let more =
            |line: &Line| self.source.get(line.text.clone()).is_some_and(|t| t.starts_with([' ', '\t']));
        let blank = |line: &Line| line.text.is_empty();
        let Some(line) = lines.get(index) else { return "\n" };
        if style == Style::Literal || blank(line) || more(line) || more(next) {
            return "\n";
        }
        if !blank(next) {
            return " ";
        }
        let follower = lines.get(index + 1..).unwrap_or(&[]).iter().find(|line| !blank(line));
        if follower.is_some_and(more) { "\n" } else { "" }
    }

    fn block_lines(&self, header: usize, indent: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut at = header + break_length(self.source.get(header..).unwrap_or(""));
        while let Some(rest) = self.source.get(at..).filter(|rest| !rest.is_empty()) {
            let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let line = rest.get(..length).unwrap_or("");
            let spaces = line.len() - line.trim_start_matches(' ').len();
            let text = at + spaces.min(indent)..at + length;
            let next = at + length + break_length(rest.get(length..).unwrap_or(""));
            lines.push(Line { text, end: at + length..next });
            at = next;
        }
        lines
    }
}

/// A line of a block scalar: its text without the indentation, and its break.
struct Line {
    text: std::ops::Range<usize>,
    end: std::ops::Range<usize>,
}

fn end_of(text: &str, from: usize, wanted: impl Fn(char) -> bool) -> usize {
    let rest = text.get(from..).unwrap_or("");
    from + rest.find(|c| !wanted(c)).unwrap_or(rest.len())
}

fn break_length(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(['\r', '\n'])) }
}

fn breaks(blanks: &str) -> usize {
    blanks.matches(['\r', '\n']).count() - blanks.matches("\r\n").count()
}

/// The character an escape stands for and its length in bytes, the backslash excluded from both.
pub(super) fn unescape(rest: &str) -> Option<(char, usize)> {
    let name = rest.chars().next()?;
    let digits = match name {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return Some((plain_escape(name)?, name.len_utf8())),
    };
    let code = hex(rest, 1, digits)?;
    if !(0xd800..0xdc00).contains(&code) {
        return Some((char::from_u32(code)?, 1 + digits));
    }
    let low = hex(rest.get(5..)?.strip_prefix("\\u")?, 0, 4)?;
    let pair = 0x10000 + ((code - 0xd800) << 10) + low.checked_sub(0xdc00)?;
    Some((char::from_u32(pair)?, 11))
}

fn hex(text: &str, from: usize, digits: usize) -> Option<u32> {
    u32::from_str_radix(text.get(from..from + digits)?, 16).ok()
}

fn plain_escape(name: char) -> Option<char> {
    Some(match name {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        ' ' | '"' | '/' | '\\' => name,
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    })
}
