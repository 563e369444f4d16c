//! Words: literal text, variables and substitutions, quotes resolved.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::base::source::{Span, Text};

/// One word as the shell reads it.
#[derive(Debug, Clone)]
pub struct Word {
    /// Literal text and expansions in order; quotes and escapes are resolved. Empty for `""`.
    pub parts: Vec<Part>,
    /// Whether it has an unquoted `*`, `?` or `[`.
    pub glob: bool,
    /// The file's bytes, quotes included.
    pub span: Span,
    pub(super) source: Arc<Text>,
    pub(super) range: Range<usize>,
}

/// A stretch of a word.
#[derive(Debug, Clone)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// The quotes around it.
    pub quote: Quote,
    /// The file's bytes, without quotes.
    pub span: Span,
    pub(super) range: Range<usize>,
}

/// What a stretch of a word is.
#[derive(Debug, Clone)]
pub enum PartKind {
    /// Text that stands for itself, escapes resolved.
    Literal(String),
    /// `$NAME`, `${NAME…}`, `$1`, `$@`.
    Variable(Variable),
    /// `$( … )` or backticks.
    CommandSubstitution,
    /// Arithmetic, `${#NAME}`, `${!NAME}`, arrays, `<( … )`: an unknown value.
    Other,
}

/// The quotes around a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quote {
    /// None.
    None,
    /// `'…'`, a backslash, or a word that no shell reads.
    Single,
    /// `"…"`.
    Double,
}

/// A variable's expansion.
#[derive(Debug, Clone)]
pub struct Variable {
    /// The name without `$` and braces.
    pub name: String,
    /// What else the braces hold.
    pub operation: Option<Operation>,
}

/// The operation of `${NAME…}`.
#[derive(Debug, Clone)]
pub enum Operation {
    /// `:-word`, `-word`.
    Default(Word),
    /// `:=word`, `=word`: the variable keeps it.
    Assign(Word),
    /// `:+word`, `+word`.
    Alternative(Word),
    /// `:?word`, `?word`.
    Required,
    /// `#word`, `##word`, `%word`, `%%word`: the value without what fits at one of its ends.
    Trim {
        /// The pattern.
        pattern: Word,
        /// Whether it is cut off the end.
        end: bool,
        /// Whether the longest piece that fits is cut off.
        longest: bool,
    },
    /// `/`, `^`, `:1:2` …: an edited value.
    Edit,
}

impl Word {
    /// A word that no shell reads: all of it is literal.
    pub fn plain(text: &Text) -> Word {
        let range = 0..text.text.len();
        let kind = PartKind::Literal(text.text.clone());
        let part = Part { kind, quote: Quote::Single, span: text.span, range: range.clone() };
        Word { parts: vec![part], glob: false, span: text.span, source: Arc::new(text.clone()), range }
    }

    /// The text as written.
    pub fn text(&self) -> &str {
        self.source.text.get(self.range.clone()).unwrap_or("")
    }

    /// The value, where nothing in it is expanded.
    pub fn literal(&self) -> Option<Cow<'_, str>> {
        if let [Part { kind: PartKind::Literal(text), .. }] = self.parts.as_slice() {
            return Some(Cow::Borrowed(text));
        }
        let mut value = String::new();
        for part in &self.parts {
            value.push_str(part.literal()?);
        }
        Some(Cow::Owned(value))
    }

    /// Whether its value is known to be `value`.
    pub fn is(&self, value: &str) -> bool {
        self.literal().is_some_and(|literal| literal == value)
    }

    /// The literal text before the first expansion.
    pub fn prefix(&self) -> String {
        self.parts.iter().map_while(Part::literal).collect()
    }

    /// The command of a substitution in it, without what surrounds it.
    pub fn command(&self, part: &Part) -> Option<&str> {
        let text = self.source.text.get(part.range.clone())?;
        let bare = text.strip_prefix("$(").and_then(|rest| rest.strip_suffix(')'));
        bare.or_else(|| text.strip_prefix('`')?.strip_suffix('`'))
    }

    /// The word with other parts in place of its own; each stands where the part does that it is made of.
    #[must_use]
    pub fn with(&self, parts: Vec<Part>) -> Word {
        Word { parts, ..self.clone() }
    }

    /// The variables expanded in it, those in defaults excluded.
    pub fn variables(&self) -> impl Iterator<Item = (&Variable, &Part)> {
        self.parts.iter().filter_map(|part| match &part.kind {
            PartKind::Variable(variable) => Some((variable, part)),
            _ => None,
        })
    }

    /// The value as a text of its own: quotes and escapes resolved, expansions as written.
    pub fn value(&self) -> Text {
        let mut text = Text::verbatim("", self.span.start);
        for part in &self.parts {
            match &part.kind {
                PartKind::Literal(literal) if !part.is_verbatim(&self.source) => {
                    text.push(literal, part.span)
                }
                _ => text.append(&self.source.part(part.range.clone())),
            }
        }
        text
    }

    /// The rest of the word after literal text it begins with.
    pub fn strip_prefix(&self, prefix: &str) -> Option<Word> {
        let mut left = prefix;
        for (index, part) in self.parts.iter().enumerate() {
            let Some(literal) = part.literal().filter(|_| !left.is_empty()) else { break };
            if let Some(rest) = literal.strip_prefix(left) {
                return Some(self.cut((index, literal.len() - rest.len()), self.end()));
            }
            left = left.strip_prefix(literal)?;
        }
        left.is_empty().then(|| self.clone())
    }

    /// The word before and after the first `separator` in its literal text.
    pub fn split_once(&self, separator: char) -> Option<(Word, Word)> {
        let (index, at) = (self.parts.iter().enumerate())
            .find_map(|(index, part)| Some((index, part.literal()?.find(separator)?)))?;
        Some(self.split_at(index, at, separator))
    }

    /// The word before and after the last `separator` in its literal text.
    pub fn rsplit_once(&self, separator: char) -> Option<(Word, Word)> {
        let (index, at) = (self.parts.iter().enumerate().rev())
            .find_map(|(index, part)| Some((index, part.literal()?.rfind(separator)?)))?;
        Some(self.split_at(index, at, separator))
    }

    fn split_at(&self, part: usize, at: usize, separator: char) -> (Word, Word) {
        let after = at + separator.len_utf8();
        (self.cut((0, 0), (part, at)), self.cut((part, after), self.end()))
    }

    fn end(&self) -> (usize, usize) {
        (self.parts.len(), 0)
    }

    /// The word from one place to another; a place is a part and a byte of its literal text.
    fn cut(&self, from: (usize, usize), to: (usize, usize)) -> Word {
        let pieces = self.parts.iter().enumerate().filter_map(|(index, part)| {
            let start = if index == from.0 { from.1 } else { 0 };
            let end = (index == to.0).then_some(to.1);
            ((index >= from.0 && index < to.0) || (index == to.0 && to.1 > 0))
                .then(|| part.cut(&self.source, start, end))
                .flatten()
        });
        let parts: Vec<Part> = pieces.collect();
        let range = match (parts.first(), parts.last()) {
            (Some(first), Some(last)) => first.range.start..last.range.end,
            _ => self.range.end..self.range.end,
        };
        let span = self.source.span(range.clone());
        Word { parts, glob: self.glob, span, source: Arc::clone(&self.source), range }
    }
}

impl Part {
    /// The text of a literal part.
    pub fn literal(&self) -> Option<&str> {
        match &self.kind {
            PartKind::Literal(text) => Some(text),
            _ => None,
        }
    }

    /// The part with something else in its place.
    #[must_use]
    pub fn with(&self, kind: PartKind, quote: Quote) -> Part {
        Part { kind, quote, ..self.clone() }
    }

    fn is_verbatim(&self, source: &Text) -> bool {
        self.literal().is_none_or(|text| source.text.get(self.range.clone()) == Some(text))
    }

    fn cut(&self, source: &Text, start: usize, end: Option<usize>) -> Option<Part> {
        let Some(literal) = self.literal() else { return Some(self.clone()) };
        let end = end.unwrap_or(literal.len());
        let text = literal.get(start..end).filter(|text| !text.is_empty())?;
        let range = if self.is_verbatim(source) {
            self.range.start + start..self.range.start + end
        } else {
            self.range.clone()
        };
        let kind = PartKind::Literal(text.to_string());
        Some(Part { kind, quote: self.quote, span: source.span(range.clone()), range })
    }
}

/// Makes a word of pieces that stand elsewhere in one file.
#[derive(Debug, Default)]
pub struct Builder {
    text: Text,
    parts: Vec<(PartKind, Quote, Range<usize>)>,
}

impl Builder {
    /// Adds text that stands for itself; `quote` says whether a shell reads its place.
    pub fn literal(&mut self, text: &str, span: Span, quote: Quote) {
        self.push(text, PartKind::Literal(text.to_owned()), quote, span);
    }

    /// Adds a variable.
    pub fn variable(&mut self, name: &str, span: Span) {
        let variable = Variable { name: name.to_owned(), operation: None };
        // Its words are apart already.
        self.push(&format!("${{{name}}}"), PartKind::Variable(variable), Quote::Double, span);
    }

    /// Adds what nobody knows.
    pub fn unknown(&mut self, span: Span) {
        self.push("$()", PartKind::Other, Quote::Double, span);
    }

    fn push(&mut self, text: &str, kind: PartKind, quote: Quote, span: Span) {
        let start = self.text.text.len();
        self.text.push(text, span);
        self.parts.push((kind, quote, start..self.text.text.len()));
    }

    /// The word.
    pub fn finish(self) -> Word {
        let (span, range) = (self.text.span, 0..self.text.text.len());
        let source = Arc::new(self.text);
        let part = |(kind, quote, range): (PartKind, Quote, Range<usize>)| Part {
            kind,
            quote,
            span: source.span(range.clone()),
            range,
        };
        let parts = self.parts.into_iter().map(part).collect();
        Word { parts, glob: false, span, source, range }
    }
}

/// The last component of a path: `apt-get` of `/usr/bin/apt-get`.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
