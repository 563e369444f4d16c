//! The arguments of an instruction as BuildKit's first pass leaves them: cut, not yet counted.

use std::ops::Range;

use super::ast::{Instruction, Pair, Word};
use super::json;
use super::json::Array;
use super::keyword::Name;
use super::split::is_blank;
use super::{instruction, words};
use crate::base::source::{Span, Text};
use crate::syntax::SyntaxError;

/// Arguments.
#[derive(Debug)]
pub(super) enum Args {
    /// A JSON array.
    Json(Vec<Text>, Span),
    /// Words.
    Words(Vec<Word>),
    /// One string.
    Line(Text),
    /// `key=value`.
    Pairs(Vec<Pair>),
    /// HEALTHCHECK's type and what follows it.
    Typed(Word, Box<Args>),
    /// ONBUILD's instruction.
    Trigger(Box<Instruction>),
    /// Of an unknown instruction, or of an ONBUILD in an ONBUILD.
    Ignored,
}

/// The place of the arguments: a range in the body of an instruction.
#[derive(Clone)]
pub(super) struct Source<'a> {
    pub body: &'a Text,
    pub range: Range<usize>,
    pub escape: char,
    /// Whether this is ONBUILD's instruction.
    pub trigger: bool,
}

impl Source<'_> {
    fn text(&self) -> &str {
        self.body.text.get(self.range.clone()).unwrap_or("")
    }

    /// The word at a range of the arguments.
    fn word(&self, range: Range<usize>) -> Word {
        let range = self.range.start + range.start..self.range.start + range.end;
        Word::new(self.body.text.get(range.clone()).unwrap_or("").to_owned(), self.body.span(range))
    }

    fn words(&self, ranges: Vec<Range<usize>>) -> Vec<Word> {
        ranges.into_iter().map(|range| self.word(range)).collect()
    }
}

/// Cuts the arguments of `name`.
pub(super) fn read(name: Option<Name>, source: &Source<'_>) -> Result<Args, SyntaxError> {
    match name {
        None => Ok(Args::Ignored),
        Some(Name::Add | Name::Copy | Name::Volume) => json_or(source, listed),
        Some(Name::Cmd | Name::Entrypoint | Name::Run | Name::Shell) => json_or(source, line),
        Some(Name::Expose | Name::From) => Ok(listed(source)),
        Some(Name::Maintainer | Name::Stopsignal | Name::User | Name::Workdir) => Ok(line(source)),
        Some(Name::Env | Name::Label) => pairs(source).map(Args::Pairs),
        Some(Name::Arg) => Ok(Args::Pairs(optional_pairs(source))),
        Some(Name::Healthcheck) => typed(source),
        Some(Name::Onbuild) => trigger(source),
    }
}

fn listed(source: &Source<'_>) -> Args {
    Args::Words(source.words(words::plain(source.text())))
}

fn line(source: &Source<'_>) -> Args {
    Args::Line(source.body.part(source.range.clone()))
}

fn json_or(source: &Source<'_>, otherwise: fn(&Source<'_>) -> Args) -> Result<Args, SyntaxError> {
    match json::array(source.body, source.range.clone()) {
        Array::No => Ok(otherwise(source)),
        Array::Strings(words) => Ok(Args::Json(words, source.body.span(source.range.clone()))),
        Array::Mixed(element) => {
            let written = source.body.text.get(element.clone()).unwrap_or("");
            let message = format!("`{written}` is not a string; the array may only contain strings");
            Err(SyntaxError::new(source.body.span(element), message).help("put each word in double quotes"))
        }
    }
}

/// `key=value…`, or the legacy `key value`: the first word tells which.
fn pairs(source: &Source<'_>) -> Result<Vec<Pair>, SyntaxError> {
    let ranges = words::quoted(source.text(), source.escape);
    match ranges.first() {
        Some(first) if !source.text().get(first.clone()).is_some_and(|word| word.contains('=')) => {
            legacy_pair(source).map(|pair| vec![pair])
        }
        _ => ranges.into_iter().map(|range| full_pair(source, range)).collect(),
    }
}

fn full_pair(source: &Source<'_>, range: Range<usize>) -> Result<Pair, SyntaxError> {
    let pair = pair(source, range);
    if pair.value.is_some() {
        return Ok(pair);
    }
    let message = format!("`{}` is not a `key=value` pair", pair.key.value);
    Err(SyntaxError::new(pair.key.span, message).help("put quotes around a value with spaces: `key=\"a b\"`"))
}

fn legacy_pair(source: &Source<'_>) -> Result<Pair, SyntaxError> {
    let text = source.text();
    let length = text.find(is_blank).unwrap_or(text.len());
    let key = source.word(0..length);
    let value = text.get(length..).unwrap_or("").trim_start_matches(is_blank);
    if length == text.len() {
        let message = format!("`{}` has no value", key.value);
        let help = format!("write `{0}=value`, or `{0}=` for an empty value", key.value);
        return Err(SyntaxError::new(key.span, message).help(help));
    }
    Ok(Pair { key, value: Some(source.word(text.len() - value.len()..text.len())), legacy: true })
}

/// ARG's pairs; a name may stand alone.
fn optional_pairs(source: &Source<'_>) -> Vec<Pair> {
    words::quoted(source.text(), source.escape).into_iter().map(|range| pair(source, range)).collect()
}

fn pair(source: &Source<'_>, range: Range<usize>) -> Pair {
    let equals = source.text().get(range.clone()).and_then(|word| word.find('='));
    let key_end = equals.map_or(range.end, |at| range.start + at);
    let value = equals.map(|at| source.word(range.start + at + 1..range.end));
    Pair { key: source.word(range.start..key_end), value, legacy: false }
}

/// HEALTHCHECK's type, and the command after it.
fn typed(source: &Source<'_>) -> Result<Args, SyntaxError> {
    let text = source.text();
    let length = text.find(is_blank).unwrap_or(text.len());
    let rest = text.get(length..).unwrap_or("").trim_start_matches(is_blank);
    let start = source.range.end - rest.len();
    let command = Source { range: start..source.range.end, ..source.clone() };
    Ok(Args::Typed(source.word(0..length), Box::new(json_or(&command, line)?)))
}

fn trigger(source: &Source<'_>) -> Result<Args, SyntaxError> {
    if source.trigger {
        return Ok(Args::Ignored);
    }
    if source.range.is_empty() {
        return Ok(Args::Words(Vec::new()));
    }
    let line = source.body.part(source.range.clone());
    instruction::trigger(&line, source.escape).map(|inner| Args::Trigger(Box::new(inner)))
}
