//! Text for edits of a document.

use super::{Node, parse};
use crate::base::source::Span;

/// Text as a scalar: bare where that reads back as the same text, else in quotes. `flow` is for inside `[…]` and `{…}`.
pub fn scalar(text: &str, flow: bool) -> String {
    let sample = if flow { format!("[{text}]\n") } else { format!("- {text}\n") };
    let document = parse(&sample);
    let items = document.root.as_ref().map_or(&[][..], Node::items);
    let same = |item: &Node| item.as_text().is_some_and(|scalar| scalar.as_str() == text);
    if document.errors.is_empty()
        && document.comments.is_empty()
        && items.len() == 1
        && items.iter().all(same)
    {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "''"))
}

/// Whether a list or map is written in brackets; an item or entry of one is when this holds for the one around it.
pub fn in_flow(text: &str, node: &Node) -> bool {
    text.get(node.span.start..).is_some_and(|rest| rest.starts_with(['[', '{']))
}

/// The bytes to take away so that the entry at a path of keys is gone and the rest reads as before. Maps that would
/// be left empty go with it, up to the root.
///
/// `None` where the entry cannot be taken out alone: it came through `<<`, others refer to it, or nothing would be
/// left.
pub fn removal(text: &str, root: &Node, path: &[&str]) -> Option<Span> {
    let (key, above) = path.split_last()?;
    let map = above.iter().try_fold(root, |node, key| node.get(key))?;
    let entries = map.entries();
    let index = entries.iter().rposition(|entry| entry.name() == *key)?;
    let entry = entries.get(index)?;
    if map.alias || entries.iter().any(|entry| entry.merged) || has_anchor(text, entry.span()) {
        return None;
    }
    if entries.len() == 1 && !above.is_empty() {
        return removal(text, root, above);
    }
    if !in_flow(text, map) {
        return (entries.len() > 1).then(|| lines(text, entry.span())).flatten();
    }
    let end = |entry: &super::Entry| entry.span().end;
    Some(match (entries.get(index + 1), index.checked_sub(1).and_then(|before| entries.get(before))) {
        (Some(next), _) => Span::new(entry.key.span.start, next.key.span.start),
        (None, Some(before)) => Span::new(end(before), end(entry)),
        (None, None) => Span::new(entry.key.span.start, end(entry)),
    })
}

/// The whole lines of a block entry that has them to itself.
fn lines(text: &str, entry: Span) -> Option<Span> {
    let start = text.get(..entry.start)?.rfind('\n').map_or(0, |end| end + 1);
    let end = text.get(entry.end..)?.find('\n').map_or(text.len(), |end| entry.end + end + 1);
    let before = text.get(start..entry.start)?;
    let after = text.get(entry.end..end)?.trim_start();
    let alone = before.trim().is_empty() && (after.is_empty() || after.starts_with('#'));
    alone.then_some(Span::new(start, end))
}

fn has_anchor(text: &str, span: Span) -> bool {
    let slice = text.get(span.start..span.end).unwrap_or("");
    slice.split_whitespace().any(|word| word.starts_with('&'))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn scalars_read_back_as_the_same_text() {
        for (text, block, flow) in [
            ("npm run migrate", "npm run migrate", "npm run migrate"),
            ("a && b", "a && b", "a && b"),
            ("cp {a,b} c", "cp {a,b} c", "'cp {a,b} c'"),
            ("echo a: b", "'echo a: b'", "'echo a: b'"),
            ("echo #1", "'echo #1'", "'echo #1'"),
            ("it's 'b'", "it's 'b'", "it's 'b'"),
            ("'a' b's", "'''a'' b''s'", "'''a'' b''s'"),
            ("true", "'true'", "'true'"),
            ("", "''", "''"),
            (" a", "' a'", "' a'"),
            ("- a", "'- a'", "'- a'"),
        ] {
            assert_eq!(
                (scalar(text, false), scalar(text, true)),
                (block.to_owned(), flow.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn an_entry_is_taken_out() {
        for (text, path, rest) in [
            ("a:\n  x: 1 # one\n  y: 2\n", &["a", "x"][..], Some("a:\n  y: 2\n")),
            ("a:\n  x: 1\n  y: |\n    2\n    3\n", &["a", "y"], Some("a:\n  x: 1\n")),
            ("a:\n  x: 1\n  y: 2", &["a", "y"], Some("a:\n  x: 1\n")),
            ("a:\n  b:\n    x: 1\nc: 2\n", &["a", "b", "x"], Some("c: 2\n")),
            ("a:\n  b:\n    x: 1\n", &["a", "b", "x"], None),
            ("a: {x: 1, y: 2, z: 3}\n", &["a", "y"], Some("a: {x: 1, z: 3}\n")),
            ("a: {x: 1, y: 2}\n", &["a", "y"], Some("a: {x: 1}\n")),
            ("a: {x: 1}\nb: 1\n", &["a", "x"], Some("b: 1\n")),
            ("{\n  \"a\": {\"x\": \"1\"},\n  \"b\": 2\n}\n", &["a", "x"], Some("{\n  \"b\": 2\n}\n")),
            ("{ \"a\": {\"x\": 1} }", &["a", "x"], Some("{  }")),
            ("a: &m\n  x: 1\nb:\n  <<: *m\n  y: 1\n", &["b", "x"], None),
            ("a:\n  x: &v 1\n  y: *v\n", &["a", "x"], None),
            ("a:\n  y: 1\n", &["a", "x"], None),
        ] {
            let root = parse(text).root.unwrap();
            let span = removal(text, &root, path);
            let left = span.map(|span| format!("{}{}", &text[..span.start], &text[span.end..]));
            assert_eq!(left.as_deref(), rest, "{text}");
        }
    }
}
