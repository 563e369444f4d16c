//! Where a file reads `PORT` of the environment.

use std::ops::Range;

use super::code::{Code, Phrase};
use super::token::Kind;
use crate::base::source::{Place, Span};

/// Parts of the names of functions that give a setting by its name.
const ASKING: &[&str] = &["env", "get", "var", "fetch", "config", "lookup", "setting", "option"];
/// Those whose whole name says it.
const ASKING_WHOLE: &[&str] = &["int", "str", "num", "port", "integer", "string", "number"];

/// Knows how `PORT` is read in a language.
#[derive(Debug)]
pub struct Reads {
    fields: Vec<Phrase>,
    environment: Vec<Phrase>,
}

impl Reads {
    /// What the row of the file's language says.
    pub fn new(code: &Code) -> Reads {
        let phrases = |rows: &[&str]| rows.iter().map(|row| Phrase::new(row, code.language)).collect();
        Reads { fields: phrases(code.language.reads), environment: phrases(code.language.environment) }
    }

    /// The first place among the tokens of a range.
    pub fn first(&self, code: &Code, mut range: Range<usize>) -> Option<Place> {
        range.find_map(|at| self.at(code, at))
    }

    /// The place that begins at a token.
    pub fn at(&self, code: &Code, at: usize) -> Option<Place> {
        if let Some(found) = code.fits_any(&self.fields, at) {
            return Some(code.place(found));
        }
        match code.kind(at)? {
            Kind::Text if code.text(at) == "PORT" => is_asked_for(code, at).then(|| code.inside(at)),
            Kind::Text => in_text(code, at).or_else(|| in_tag(code, at)),
            Kind::Word if code.text(at) == "PORT" => self.is_taken(code, at).then(|| code.inside(at)),
            _ => None,
        }
    }

    /// Where `PORT` is named in a file that hands its environment on as a whole: `schema.parse(process.env)`. Where the
    /// language has no way to do that, any text `PORT` is the variable's name.
    pub fn named(&self, code: &Code) -> Option<Place> {
        let handed = |at| {
            let found = code.fits_any(&self.environment, at);
            found.is_some_and(|found| !code.is_any(found.end, &[".", "["]))
        };
        let named = |at: &usize| code.text(*at) == "PORT" && (code.is(at + 1, ":") || !code.is(*at, "PORT"));
        let handed = |_: &usize| self.environment.is_empty() || (0..code.len()).any(handed);
        let at = (0..code.len()).find(named).filter(handed)?;
        Some(code.inside(at))
    }

    /// `const { PORT: port } = process.env`
    fn is_taken(&self, code: &Code, at: usize) -> bool {
        let close = code.parent(at).and_then(|open| code.closing(open));
        close.is_some_and(|close| {
            let found = code.fits_any(&self.environment, close + 2);
            code.is(close, "}")
                && code.is(close + 1, "=")
                && found.is_some_and(|found| !code.is(found.end, "."))
        })
    }
}

/// `getenv("PORT"`, `config.get<number>("PORT"`, `lookupEnv "PORT"`, `ENV["PORT"]`.
fn is_asked_for(code: &Code, text: usize) -> bool {
    let Some(open) = text.checked_sub(1) else { return false };
    if code.kind(open) == Some(Kind::Word) {
        return asks(code.text(open));
    }
    let Some(before) = open.checked_sub(1) else { return false };
    if code.is(open, "[") {
        let assigned = code.is(text + 2, "=") && !code.is(text + 3, "=");
        return code.is(text + 1, "]") && code.kind(before) == Some(Kind::Word) && !assigned;
    }
    // Elixir's `fetch_env!("PORT")`.
    let name = if code.is(before, "!") { before.saturating_sub(1) } else { code.before_types(before) };
    code.is(open, "(") && asks(code.text(name))
}

fn asks(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let part = ASKING.iter().any(|part| name.contains(part)) && !name.starts_with("set");
    part || ASKING_WHOLE.contains(&name.as_str())
}

/// `` `:${process.env.PORT}` ``
fn in_text(code: &Code, at: usize) -> Option<Place> {
    let inside = code.inside(at);
    let text = inside.text();
    let from = text.find("PORT")?;
    let inserted = code.inserts(at) && text.to_ascii_lowercase().contains("env");
    let start = inside.span.start + from;
    let alone = text.get(..from)?.ends_with(['.', '"', '\'']);
    (inserted && alone).then(|| Place::new(&code.source, Span::new(start, start + "PORT".len())))
}

/// `` Port int `env:"PORT"` ``
fn in_tag(code: &Code, at: usize) -> Option<Place> {
    let inside = code.inside(at);
    let tag = code.language.texts.iter().find_map(|tag| inside.text().find(tag).map(|from| (from, tag)));
    let (from, tag) = tag?;
    let start = inside.span.start + from + tag.find("PORT")?;
    Some(Place::new(&code.source, Span::new(start, start + "PORT".len())))
}
