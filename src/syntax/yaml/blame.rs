//! What is wrong with values that fit the grammar.

use super::mistake::clip;
use super::{Node, Value};
use crate::base::source::Span;
use crate::syntax::SyntaxError;

pub(super) fn complex_key(key: &Node, outer: usize) -> SyntaxError {
    let doubled = matches!(key.value, Value::Mapping(_)) && key.span.start == outer + 1;
    if doubled {
        return SyntaxError::new(
            Span::new(outer, outer + 2),
            "`{{` is not filled in here; to YAML it opens two maps",
        )
        .help("write the value itself; if the braces belong to it, put it in quotes");
    }
    let what = key.value.describe();
    SyntaxError::new(key.span, format!("a key is a word, and this is {what}")).help("put the key in quotes")
}

pub(super) fn undefined(name: &str, names: &[String], span: Span) -> SyntaxError {
    let bare = name.trim_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if !bare.is_empty() || name.is_empty() {
        return SyntaxError::new(span, "a value that starts with `*` names another value in YAML")
            .help("put the value in quotes if the `*` belongs to it");
    }
    let name = clip(name);
    let error =
        SyntaxError::new(span, format!("nothing above is marked `&{name}`, so `*{name}` names nothing"));
    match names.last() {
        None => {
            error.help(format!("write the value itself, or put `&{name}` before the value that is meant"))
        }
        Some(_) => error.help(format!("marked are: {}", list(names))),
    }
}

fn list(names: &[String]) -> String {
    let mut names: Vec<String> = names.iter().map(|name| format!("`&{}`", clip(name))).collect();
    names.sort();
    names.dedup();
    names.truncate(5);
    names.join(", ")
}

pub(super) fn not_a_map(span: Span, value: &Value) -> SyntaxError {
    SyntaxError::new(span, format!("`<<` takes over the keys of a map, and this is {}", value.describe()))
        .help("name a map that is marked with `&`, as in `<<: *defaults`")
}

pub(super) fn second_document(span: Span) -> SyntaxError {
    SyntaxError::new(span, "a second document begins here, and only the first one is read")
        .help("remove the `---` line so that all keys stand in one document")
}

pub(super) fn inside_itself(span: Span) -> SyntaxError {
    SyntaxError::new(span, "this alias stands inside the value that it names")
        .help("write the value out in one of the two places")
}
