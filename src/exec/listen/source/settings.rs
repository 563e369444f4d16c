//! A settings file of Python or Ruby: what it gives a name at the start of a line.

use std::ops::Range;
use std::sync::Arc;

use super::arguments;
use super::code::Code;
use super::token::Kind;
use super::value::{Value, Values};
use crate::base::source::{Place, Source};
use crate::tables::languages::Language;

/// What a name is given.
#[derive(Debug)]
pub struct Setting {
    /// The name.
    pub name: String,
    /// The value, the arguments, or the parts of a list.
    pub values: Vec<Value>,
    /// Where it stands.
    pub place: Place,
}

/// Words of a file that may set anything.
const DYNAMIC: &[&str] = &["locals", "globals", "exec", "setattr", "eval", "instance_eval", "vars"];
/// Words of a statement that decide if it is done.
const DECIDES: &[&str] = &["if", "unless", "else", "and", "or"];

/// Reads what a file gives some names. `None` where it may set them in a way that is not seen.
pub fn read(source: &Arc<Source>, language: &'static Language, names: &[&str]) -> Option<Vec<Setting>> {
    let code = Code::new(source, language);
    let values = Values::new(&code);
    let first = |at: usize| at == 0 || code.begins_line(at);
    let mut found = Vec::new();
    for at in (0..code.len()).filter(|at| code.kind(*at) == Some(Kind::Word)) {
        let word = code.text(at);
        if DYNAMIC.contains(&word) || (word == "import" && code.is(at + 1, "*")) {
            return None;
        }
        if names.contains(&word) && first(at) && !code.is(at + 1, ".") {
            found.extend(setting(&code, &values, at));
        }
    }
    Some(found)
}

fn setting(code: &Code, values: &Values<'_>, at: usize) -> Option<Setting> {
    let range = given(code, at)?;
    let place = code.place(at..range.end);
    let open = column(&place) > 0 || range.clone().any(|at| code.is_any(at, DECIDES));
    let values = parts(code, range).into_iter().map(|part| match values.of(part) {
        Value::Literal(..) if open => Value::Unknown,
        value => value,
    });
    Some(Setting { name: code.text(at).to_owned(), values: values.collect(), place })
}

/// The tokens behind `name =`, or behind a name that is called.
fn given(code: &Code, at: usize) -> Option<Range<usize>> {
    if code.is(at + 1, "=") {
        return (!code.is(at + 2, "=")).then(|| code.expression(at + 2));
    }
    // A change in place, or another way to give it a value.
    if code.is_any(at + 1, &["+", "|", ":", "-", ","]) {
        return Some(at + 1..at + 2);
    }
    if code.is(at + 1, "(") && code.touches_next(at) {
        return code.closing(at + 1).map(|close| at + 2..close);
    }
    Some(at + 1..code.statement(at + 1))
}

/// The arguments, or the parts of a list.
fn parts(code: &Code, range: Range<usize>) -> Vec<Range<usize>> {
    let last = range.end.saturating_sub(1);
    let list = code.is(range.start, "[") && code.closing(range.start) == Some(last);
    arguments::read(code, if list { range.start + 1..last } else { range }).all
}

/// How far in a place stands, in bytes.
fn column(place: &Place) -> usize {
    let before = place.source.text().get(..place.span.start).unwrap_or("");
    before.len() - before.rfind('\n').map_or(0, |at| at + 1)
}
