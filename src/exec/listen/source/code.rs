//! A file as tokens: what stands where, and what its brackets hold.

use std::ops::Range;
use std::sync::Arc;

use super::token::{Kind, Token, tokens};
use crate::base::source::{Place, Source, Span};
use crate::tables::languages::Language;

/// The longest `<…>` between a function and its arguments, in tokens.
const LONGEST_TYPES: usize = 8;

/// A file of program text.
#[derive(Debug)]
pub struct Code {
    /// The file.
    pub source: Arc<Source>,
    /// Its language.
    pub language: &'static Language,
    tokens: Vec<Token>,
    brackets: Brackets,
}

/// Which brackets belong together.
#[derive(Debug, Default)]
struct Brackets {
    /// Of each bracket the index of the other one.
    partners: Vec<Option<usize>>,
    /// Of each token the innermost bracket that is open before it.
    parents: Vec<Option<usize>>,
}

/// A row of the table as tokens.
#[derive(Debug)]
pub struct Phrase {
    tokens: Vec<(Kind, String)>,
}

impl Phrase {
    /// Reads what a row says.
    pub fn new(text: &str, language: &Language) -> Phrase {
        let slice = |span: Span| text.get(span.start..span.end).unwrap_or("").to_owned();
        Phrase {
            tokens: tokens(text, language).iter().map(|token| (token.kind, slice(token.text))).collect(),
        }
    }

    /// Whether it ends in an opening bracket.
    pub fn opens(&self) -> bool {
        self.tokens.last().is_some_and(|(kind, text)| *kind == Kind::Sign && closing(text).is_some())
    }
}

impl Code {
    /// Reads a file.
    pub fn new(source: &Arc<Source>, language: &'static Language) -> Code {
        let tokens = tokens(source.text(), language);
        let brackets = Brackets::new(&tokens, source);
        Code { source: Arc::clone(source), language, tokens, brackets }
    }

    /// How many tokens it has.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The text of a token, of a string without its quotes; empty past the end.
    pub fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| self.source.slice(token.text))
    }

    /// What a token is.
    pub fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// Whether a token is this sign or word.
    pub fn is(&self, at: usize, text: &str) -> bool {
        self.kind(at).is_some_and(|kind| kind != Kind::Text) && self.text(at) == text
    }

    /// Whether a token is one of these signs or words.
    pub fn is_any(&self, at: usize, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.is(at, text))
    }

    /// Whether no blank stands between a token and the next one.
    pub fn touches_next(&self, at: usize) -> bool {
        let end = self.tokens.get(at).map(|token| token.span.end);
        end.is_some() && end == self.tokens.get(at + 1).map(|token| token.span.start)
    }

    /// Whether a token is the first one of its line.
    pub fn begins_line(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.span.end);
        let start = self.tokens.get(at).map_or(before, |token| token.span.start);
        self.source.slice(Span::new(before, start)).contains('\n')
    }

    /// The bracket that closes the one at a token.
    pub fn closing(&self, at: usize) -> Option<usize> {
        self.brackets.partners.get(at).copied().flatten().filter(|partner| *partner > at)
    }

    /// The bracket that opens the one at a token.
    pub fn opening(&self, at: usize) -> Option<usize> {
        self.brackets.partners.get(at).copied().flatten().filter(|partner| *partner < at)
    }

    /// The innermost bracket around a token that opens and closes.
    pub fn parent(&self, at: usize) -> Option<usize> {
        let parent = |at: usize| self.brackets.parents.get(at).copied().flatten();
        std::iter::successors(parent(at), |at| parent(*at)).find(|at| self.closing(*at).is_some())
    }

    /// Where tokens stand.
    pub fn place(&self, range: Range<usize>) -> Place {
        let start = self.tokens.get(range.start).map_or(self.source.text().len(), |token| token.span.start);
        let last = range.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        Place::new(&self.source, Span::new(start, last.map_or(start, |token| token.span.end).max(start)))
    }

    /// The text of a string, without its quotes.
    pub fn inside(&self, at: usize) -> Place {
        Place::new(&self.source, self.tokens.get(at).map_or_else(Span::default, |token| token.text))
    }

    /// The tokens that a phrase takes at a token; `a?.b` and `a!.b` are as good as `a.b`.
    pub fn fits(&self, phrase: &Phrase, from: usize) -> Option<Range<usize>> {
        let mut at = from;
        for (kind, text) in &phrase.tokens {
            while text == "." && at > from && self.is_any(at, &["?", "!"]) {
                at += 1;
            }
            let same = self.kind(at) == Some(*kind) && self.text(at) == text;
            at = same.then_some(at + 1)?;
        }
        (at > from).then_some(from..at)
    }

    /// Whether one of several phrases begins at a token.
    pub fn fits_any(&self, phrases: &[Phrase], at: usize) -> Option<Range<usize>> {
        phrases.iter().find_map(|phrase| self.fits(phrase, at))
    }

    /// The tokens of a range between separators that stand in no bracket of their own.
    pub fn split(&self, range: Range<usize>, separator: &str) -> Vec<Range<usize>> {
        let (mut parts, mut start, mut at) = (Vec::new(), range.start, range.start);
        while at < range.end {
            if self.is(at, separator) {
                parts.push(start..at);
                start = at + 1;
            }
            at = self.closing(at).filter(|end| *end < range.end).unwrap_or(at) + 1;
        }
        parts.push(start..range.end);
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// The expression that begins at a token, up to the end of its statement.
    pub fn expression(&self, from: usize) -> Range<usize> {
        let mut at = from;
        while at < self.len() {
            let ends = self.is_any(at, &[";", ",", ")", "]", "}"]);
            if ends || (at > from && self.begins_line(at) && !self.goes_on(at)) {
                break;
            }
            at = self.closing(at).unwrap_or(at) + 1;
        }
        from..at
    }

    /// The end of the statement whose arguments begin at a token.
    pub fn statement(&self, from: usize) -> usize {
        let mut end = self.expression(from).end;
        while self.is(end, ",") {
            end = self.expression(end + 1).end;
        }
        end
    }

    /// The first token of what stands before a `.`: `http.createServer(app)`, `HttpServer::new(app)`.
    pub fn receiver(&self, dot: usize) -> usize {
        let before = |at: usize| at.checked_sub(1);
        let mut at = dot;
        while let Some(last) = before(at).filter(|_| self.is(at, ".")) {
            at = self.opening(last).unwrap_or(last);
            if let Some(name) =
                before(at).filter(|name| self.is(at, "(") && self.kind(*name) == Some(Kind::Word))
            {
                at = name;
            }
            while at >= 3 && self.is(at - 1, ":") && self.is(at - 2, ":") {
                at -= 3;
            }
            at = before(at).filter(|before| self.is(*before, ".")).unwrap_or(at);
        }
        at
    }

    /// The token before `<…>` that ends at a token, or that token.
    pub fn before_types(&self, last: usize) -> usize {
        let mut from = last.saturating_sub(LONGEST_TYPES)..last;
        let open = from.rfind(|at| self.is(*at, "<")).filter(|_| self.is(last, ">"));
        let before = open.map_or(last, |open| open.saturating_sub(1));
        // Rust writes `::<…>`.
        if self.is(before, ":") && before != last { before.saturating_sub(2) } else { before }
    }

    /// Whether a string has code in it.
    pub fn inserts(&self, at: usize) -> bool {
        let mut opens = self.language.strings.iter().filter_map(|quotes| quotes.inserts);
        self.kind(at) == Some(Kind::Text) && opens.any(|(open, _)| self.text(at).contains(open))
    }

    /// Whether a line goes on that of the token before.
    pub fn goes_on(&self, at: usize) -> bool {
        let open = |at: usize| {
            self.kind(at) == Some(Kind::Sign) && !self.is_any(at, &["(", "[", "{", ")", "]", "}", "@"])
        };
        open(at) || at.checked_sub(1).is_some_and(open)
    }

    /// The brackets around a token, the innermost one first.
    pub fn around(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.parent(at), |at| self.parent(*at))
    }
}

impl Brackets {
    /// Finds the pairs. A bracket that fits none is passed over.
    fn new(tokens: &[Token], source: &Source) -> Brackets {
        let mut found = Brackets { partners: vec![None; tokens.len()], parents: Vec::new() };
        let mut open: Vec<(usize, &str)> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let text = if token.kind == Kind::Sign { source.slice(token.text) } else { "" };
            if let Some(from) = open.pop_if(|(_, closes)| *closes == text) {
                found.pair(from.0, at);
            }
            found.parents.push(open.last().map(|(open, _)| *open));
            if let Some(closes) = closing(text) {
                open.push((at, closes));
            }
        }
        found
    }

    fn pair(&mut self, from: usize, to: usize) {
        for (at, other) in [(from, to), (to, from)] {
            if let Some(partner) = self.partners.get_mut(at) {
                *partner = Some(other);
            }
        }
    }
}

/// What closes an opening bracket.
fn closing(bracket: &str) -> Option<&'static str> {
    match bracket {
        "(" => Some(")"),
        "[" => Some("]"),
        "{" => Some("}"),
        _ => None,
    }
}
