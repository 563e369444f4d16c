//! Words as a shell makes them: what no quotes hold falls apart at blanks, arrays and arguments are words of their own.

use std::sync::Arc;

use super::scope::Scope;
use super::value::{MARKS, PORT, UNKNOWN, Value};
use crate::base::source::{Place, Source, Span};
use crate::syntax::shell::{Builder, Operation, Part, PartKind, Quote, Variable, Word};

/// Words of one command that are kept.
const MOST: usize = 1_000;

/// Words, each with the file it stands in.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The words.
    pub words: Vec<Word>,
    /// Their files.
    pub sources: Vec<Arc<Source>>,
}

impl Words {
    /// Adds a word.
    pub fn push(&mut self, word: Word, source: &Arc<Source>) {
        if self.words.len() < MOST {
            self.words.push(word);
            self.sources.push(Arc::clone(source));
        }
    }

    /// Adds other words.
    pub fn extend(&mut self, more: &Words) {
        for (word, source) in more.iter() {
            self.push(word.clone(), source);
        }
    }

    /// The words with their files.
    pub fn iter(&self) -> impl Iterator<Item = (&Word, &Arc<Source>)> {
        self.words.iter().zip(&self.sources)
    }

    /// The words from one on.
    pub fn skip(&self, count: usize) -> Words {
        Words {
            words: self.words.get(count..).unwrap_or(&[]).to_vec(),
            sources: self.sources.get(count..).unwrap_or(&[]).to_vec(),
        }
    }

    /// The words that a value falls apart into, where no shell has read it yet.
    pub fn of_value(value: &Value) -> Words {
        let mut words = Words::default();
        for field in fields_of(value) {
            words.push(field.word(), &value.place.source);
        }
        words
    }
}

/// The words that a command's words come to.
pub fn expand(words: &[Word], source: &Arc<Source>, scope: &Scope) -> Words {
    let mut found = Words::default();
    for word in words {
        match falls_apart(word, source, scope) {
            true => Splitting { word, source, scope, found: &mut found, open: None }.run(),
            false => found.push(word.clone(), source),
        }
    }
    found
}

/// A word whose variables have the values they have now; the port's stays.
pub fn freeze(word: &Word, source: &Arc<Source>, scope: &Scope) -> Word {
    let mut parts = Vec::new();
    for part in &word.parts {
        let frozen = match &part.kind {
            PartKind::Literal(_) => part.clone(),
            PartKind::Variable(variable) if variable.name == "PORT" => part.clone(),
            _ => {
                let value = scope.resolve(&word.with(vec![part.clone()]), source);
                match value.text.as_str() {
                    PORT => part.with(port(), part.quote),
                    text if !text.contains(MARKS) => {
                        part.with(PartKind::Literal(text.to_owned()), Quote::Single)
                    }
                    text if text.contains(UNKNOWN) => part.with(PartKind::Other, part.quote),
                    text => {
                        parts.extend(pieces(text, part));
                        continue;
                    }
                }
            }
        };
        parts.push(frozen);
    }
    word.with(parts)
}

fn port() -> PartKind {
    PartKind::Variable(Variable { name: "PORT".to_owned(), operation: None })
}

/// A text with the port in it as parts.
fn pieces(text: &str, part: &Part) -> Vec<Part> {
    let mut found = Vec::new();
    for (at, literal) in text.split(PORT).enumerate() {
        if at > 0 {
            found.push(part.with(port(), Quote::Double));
        }
        if !literal.is_empty() {
            found.push(part.with(PartKind::Literal(literal.to_owned()), Quote::Single));
        }
    }
    found
}

/// The variable of a part that may be more or less than one word.
fn several(part: &Part) -> Option<&Variable> {
    let PartKind::Variable(variable) = &part.kind else { return None };
    let list = variable.name == "@" || variable.name.ends_with("[@]");
    (part.quote == Quote::None || (list && part.quote == Quote::Double)).then_some(variable)
}

fn falls_apart(word: &Word, source: &Arc<Source>, scope: &Scope) -> bool {
    word.parts.iter().any(|part| {
        several(part).is_some_and(|variable| {
            if scope.list(variable).is_some() {
                return true;
            }
            let text = scope.resolve(&word.with(vec![part.clone()]), source).text;
            (text.is_empty() || text.contains(char::is_whitespace)) && !text.contains(UNKNOWN)
        })
    })
}

/// One word that falls apart.
struct Splitting<'a> {
    word: &'a Word,
    source: &'a Arc<Source>,
    scope: &'a Scope<'a>,
    found: &'a mut Words,
    /// What may go on.
    open: Option<Open>,
}

/// A word that what follows belongs to.
enum Open {
    /// Of the word itself.
    Own(Vec<Part>),
    /// Of a value of its own.
    Field(Field, Arc<Source>),
}

impl Splitting<'_> {
    fn run(mut self) {
        for part in &self.word.parts {
            let Some(variable) = several(part) else {
                self.add(part.clone());
                continue;
            };
            if let Some(list) = self.scope.list(variable) {
                self.list(&list, part);
                continue;
            }
            let value = self.scope.resolve(&self.word.with(vec![part.clone()]), self.source);
            if value.text.contains(UNKNOWN) || !value.text.contains(char::is_whitespace) {
                // An empty value adds nothing, not even a word.
                if !value.text.is_empty() {
                    self.add(part.clone());
                }
                continue;
            }
            self.value(&value, part);
        }
        self.close();
    }

    /// Goes on with a part of the word itself.
    fn add(&mut self, part: Part) {
        let mut parts = match self.open.take() {
            Some(Open::Own(parts)) => parts,
            Some(Open::Field(field, _)) => field.parts(&part),
            None => Vec::new(),
        };
        parts.push(part);
        self.open = Some(Open::Own(parts));
    }

    fn close(&mut self) {
        match self.open.take() {
            Some(Open::Own(parts)) => self.found.push(self.word.with(parts), self.source),
            Some(Open::Field(field, source)) => self.found.push(field.word(), &source),
            None => {}
        }
    }

    /// `"$@"`, `"${options[@]}"`
    fn list(&mut self, list: &Words, part: &Part) {
        for (at, (word, source)) in list.iter().enumerate() {
            if at > 0 {
                self.close();
            }
            if self.open.is_some() || list.words.is_empty() {
                let parts = word.parts.iter().map(|own| part.with(own.kind.clone(), own.quote));
                parts.for_each(|part| self.add(part));
            } else if at + 1 < list.words.len() || part_is_last(self.word, part) {
                self.found.push(word.clone(), source);
            } else {
                let parts: Vec<Part> =
                    word.parts.iter().map(|own| part.with(own.kind.clone(), own.quote)).collect();
                self.open = Some(Open::Own(parts));
            }
        }
    }

    fn value(&mut self, value: &Value, part: &Part) {
        let fields = fields_of(value);
        let begins = !value.text.starts_with(char::is_whitespace);
        if !begins {
            self.close();
        }
        for (at, field) in fields.into_iter().enumerate() {
            if at > 0 {
                self.close();
            }
            match self.open.take() {
                Some(Open::Own(mut parts)) => {
                    parts.extend(field.parts(part));
                    self.open = Some(Open::Own(parts));
                }
                Some(open @ Open::Field(..)) => {
                    self.open = Some(open);
                    field.parts(part).into_iter().for_each(|part| self.add(part));
                }
                None => self.open = Some(Open::Field(field, Arc::clone(&value.place.source))),
            }
        }
        if value.text.ends_with(char::is_whitespace) {
            self.close();
        }
    }
}

fn part_is_last(word: &Word, part: &Part) -> bool {
    word.parts.last().is_some_and(|last| std::ptr::eq(last, part))
}

/// One of the words that a value falls apart into.
struct Field {
    text: String,
    /// Where it stands, or the value.
    span: Span,
    /// Whether it stands there just as it is.
    verbatim: bool,
    /// Whether a shell reads its place.
    expands: bool,
}

impl Field {
    /// The word.
    fn word(&self) -> Word {
        let mut word = Builder::default();
        let quote = if self.expands { Quote::Double } else { Quote::Single };
        let mut at = self.span.start;
        let mut rest = self.text.as_str();
        let mut span = |length: usize| match self.verbatim {
            true => {
                at += length;
                Span::new(at - length, at)
            }
            false => self.span,
        };
        while let Some(next) = rest.find(MARKS) {
            let (literal, marked) = rest.split_at(next);
            if !literal.is_empty() {
                word.literal(literal, span(literal.len()), quote);
            }
            match marked.starts_with(PORT) {
                true => word.variable("PORT", self.span),
                false => word.unknown(self.span),
            }
            rest = marked.get(1..).unwrap_or("");
        }
        if !rest.is_empty() {
            word.literal(rest, span(rest.len()), quote);
        }
        word.finish()
    }

    /// As parts of a word in another place.
    fn parts(&self, place: &Part) -> Vec<Part> {
        match self.text.contains(UNKNOWN) {
            true => vec![place.with(PartKind::Other, Quote::Double)],
            false => pieces(&self.text, place),
        }
    }
}

/// The words of a value, in order, each where it stands if it stands there as it is.
fn fields_of(value: &Value) -> Vec<Field> {
    let Place { source, span } = &value.place;
    let written = source.slice(*span);
    let (mut from, expands) = (0, value.expands);
    let field = |text: &str| {
        let known = !text.contains(MARKS);
        let found = written.get(from..).and_then(|rest| rest.find(text)).filter(|_| known);
        match found {
            Some(at) => {
                let start = span.start + from + at;
                from += at + text.len();
                Field {
                    text: text.to_owned(),
                    span: Span::new(start, start + text.len()),
                    verbatim: true,
                    expands,
                }
            }
            None => Field { text: text.to_owned(), span: *span, verbatim: false, expands },
        }
    };
    value.text.split_whitespace().map(field).collect()
}

/// The variables that a word gives a value where they have none: `${NAME:=value}`.
pub fn assigned(word: &Word) -> impl Iterator<Item = (&str, &Word)> {
    word.variables().filter_map(|(variable, _)| match &variable.operation {
        Some(Operation::Assign(value)) => Some((variable.name.as_str(), value)),
        _ => None,
    })
}
