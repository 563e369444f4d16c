//! The language server, driven by a scripted client over pipes.

mod actions;
mod beside;
mod client;
mod completion;
mod diagnostics;
mod edits;
mod hover;
mod lifecycle;
mod navigation;
mod workspace;

use serde_json::Value;

/// The text of a list of strings at a key of each item.
fn each(items: &Value, key: &str) -> Vec<String> {
    let items = items.as_array().unwrap_or_else(|| panic!("a list: {items}"));
    items
        .iter()
        .map(|item| item[key].as_str().unwrap_or_else(|| panic!("{key}: {item}")).to_owned())
        .collect()
}

/// `line:character-line:character`.
fn range(range: &Value) -> String {
    let at = |end: &str| format!("{}:{}", range[end]["line"], range[end]["character"]);
    format!("{}-{}", at("start"), at("end"))
}

/// A text after edits of the protocol, columns in bytes.
fn edited(text: &str, edits: &Value) -> String {
    let offset = |position: &Value| {
        let line = position["line"].as_u64().expect("a line") as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        start + position["character"].as_u64().expect("a column") as usize
    };
    let edits = edits.as_array().expect("a list of edits");
    let mut spans: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let new = edit["newText"].as_str().expect("text");
            (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]), new)
        })
        .collect();
    spans.sort();
    let (mut out, mut done) = (String::new(), 0);
    for (start, end, new) in spans {
        assert!(done <= start, "edits overlap: {edits:?}");
        out += &text[done..start];
        out += new;
        done = end;
    }
    out + &text[done..]
}
