//! Ports and hosts in a server's arguments.

use crate::source::Span;
use crate::syntax::shell::{PartKind, Quote, Word};

/// What a word says about the port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Port {
    /// `$PORT`, or `${PORT:-8000}`.
    Given(Span),
    /// These digits.
    Fixed(u16, Span),
    /// Another variable.
    Variable(String),
    /// `$PORT` in a word that nothing expands.
    Literal(Span),
    /// No port at all: a host alone.
    None,
    /// Anything else.
    Unknown,
}

/// The port of an address: `8000`, `:8000`, `0.0.0.0:8000`, `[::]:8000`, `tcp://0.0.0.0:8000`.
pub fn port_of_address(word: &Word) -> Port {
    let text = word.text();
    if text.contains("unix:") || text.contains("fd://") || text.contains(".sock") {
        return Port::Unknown;
    }
    match word.rsplit_once(':') {
        Some((_, port)) => port_of(&port),
        None if text.contains('.') && !text.contains('$') => Port::None,
        None => port_of(word),
    }
}

/// The port of a word that is nothing else.
pub fn port_of(word: &Word) -> Port {
    if let Some(text) = word.literal() {
        let digits = text.trim_end_matches('/');
        if let Ok(port) = digits.parse::<u16>() {
            return Port::Fixed(port, Span::new(word.span.start, word.span.end));
        }
        return if names_port(&text) { Port::Literal(word.span) } else { Port::Unknown };
    }
    let mut parts = word.parts.iter().filter(|part| part.literal().is_none_or(|text| !text.is_empty()));
    match (parts.next(), parts.next()) {
        (Some(part), None) => match &part.kind {
            PartKind::Variable(variable) if part.quote != Quote::Single && variable.name == "PORT" => {
                Port::Given(part.span)
            }
            PartKind::Variable(variable) => Port::Variable(variable.name.clone()),
            _ => Port::Unknown,
        },
        _ => Port::Unknown,
    }
}

/// Whether a text that no shell reads holds `$PORT`.
pub fn names_port(text: &str) -> bool {
    text.match_indices("$PORT").any(|(at, found)| {
        !text
            .get(at + found.len()..)
            .unwrap_or("")
            .starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
    }) || ["${PORT}", "${PORT:", "${PORT-"].iter().any(|form| text.contains(form))
}

/// The word's range when its host is the loopback interface.
pub fn loopback(word: &Word) -> Option<Span> {
    let text = word.text().trim_matches(['"', '\'']);
    let text = text.strip_prefix("tcp://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let names = ["127.0.0.1", "localhost", "[::1]", "::1"];
    let name = names.iter().find(|name| {
        text.strip_prefix(**name).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    })?;
    // The host's own bytes, where the word stands in the file as it is read.
    let at = word.text().find(name)?;
    let start = word.span.start + at;
    let verbatim = word.span.len() == word.text().len();
    Some(if verbatim { Span::new(start, start + name.len()) } else { word.span })
}
