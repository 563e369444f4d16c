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
            "nothing replaces `{{ }}` here: YAML reads it as two maps",
        )
        .help("write the value itself; if the braces are part of it, put it in quotes");
    }
    let what = key.value.describe();
    SyntaxError::new(key.span, format!("a key must be text, but this is {what}"))
        .help("put the key in quotes")
}

pub(super) fn undefined(name: &str, names: &[String], span: Span) -> SyntaxError {
    let bare = name.trim_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if !bare.is_empty() || name.is_empty() {
        return SyntaxError::new(span, "in YAML, a value that starts with `*` refers to another value")
            .help("if the `*` is part of the value, put the value in quotes");
    }
    let name = clip(name);
    let error = SyntaxError::new(span, format!("unknown alias `*{name}`: there is no `&{name}` above"));
    match names.last() {
        None => error.help(format!("write the value itself, or put `&{name}` before the value you mean")),
        Some(_) => error.help(format!("the anchors above are {}", list(names))),
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
    SyntaxError::new(
        span,
        format!("`<<` needs a map whose keys it can copy, but this is {}", value.describe()),
    )
    .help("refer to a map with an anchor, as in `<<: *defaults`")
}

pub(super) fn second_document(span: Span) -> SyntaxError {
    SyntaxError::new(span, "a second YAML document starts here, but only the first one is read")
        .help("remove this `---` line so that all keys are in one document")
}

pub(super) fn inside_itself(span: Span) -> SyntaxError {
    SyntaxError::new(span, "this alias is inside the value it refers to").help("write the value itself here")
}
