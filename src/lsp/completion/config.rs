//! dynolint.toml: keys, rules and the words they take, from its schema.

use gen_lsp_types::CompletionItemKind;
use serde_json::Value;

use super::{Offer, Offers};
use crate::config::{self, Level, Named};
use crate::rules;

/// Completes a key or a value.
pub fn complete(offers: &mut Offers) {
    let text = offers.here.file.text.text().get(..offers.here.offset).unwrap_or("");
    let line = offers.before().to_owned();
    let section =
        text.lines().rev().skip(usize::from(!text.ends_with('\n'))).find_map(|line| {
            line.trim().strip_prefix('[')?.split(']').next().map(|name| name.trim().to_owned())
        });
    let schema = config::schema().to_value();
    match line.split_once('=') {
        Some((key, typed)) => value(offers, &schema, section.as_deref(), key.trim(), typed),
        None if line.trim_start().starts_with('#') => {}
        None if line.trim_start().starts_with('[') => {
            sections(offers, &schema, line.trim_start().trim_start_matches('['))
        }
        None => key(offers, &schema, section.as_deref(), line.trim_start()),
    }
}

fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema.get("properties").and_then(Value::as_object).into_iter().flatten()
}

fn describe(schema: &Value) -> Option<String> {
    schema.get("description").and_then(Value::as_str).map(str::to_owned)
}

fn is_table(schema: &Value) -> bool {
    schema.get("type").is_some_and(|kind| kind == "object")
}

fn sections(offers: &mut Offers, schema: &Value, typed: &str) {
    for (name, below) in properties(schema).filter(|(_, below)| is_table(below)) {
        let text = Some(format!("{name}]"));
        let offer = Offer { text, document: describe(below), ..Offer::new(name, CompletionItemKind::Module) };
        offers.add(typed.len(), offer);
    }
}

fn key(offers: &mut Offers, schema: &Value, section: Option<&str>, typed: &str) {
    match section {
        None => {
            for (name, below) in properties(schema).filter(|(_, below)| !is_table(below)) {
                let text = Some(format!("{name} = "));
                let offer = Offer {
                    text,
                    document: describe(below),
                    ..Offer::new(name, CompletionItemKind::Property)
                };
                offers.add(typed.len(), offer);
            }
        }
        Some("rules") => {
            for rule in rules::all() {
                let page = rule.page();
                let text = Some(format!("{} = ", rule.id));
                let detail = Some(page.summary.to_owned());
                offers.add(
                    typed.len(),
                    Offer { text, detail, ..Offer::new(rule.id, CompletionItemKind::EnumMember) },
                );
            }
        }
        Some(_) => {}
    }
}

fn value(offers: &mut Offers, schema: &Value, section: Option<&str>, key: &str, typed: &str) {
    let words: Vec<(String, Option<String>)> = match section {
        Some("rules") => Level::ALL.iter().map(|(word, _)| ((*word).to_owned(), None)).collect(),
        Some(section) => {
            let table = properties(schema).find(|(name, _)| *name == section).map(|(_, below)| below);
            table
                .and_then(|table| table.get("additionalProperties"))
                .map_or_else(Vec::new, |it| words(schema, it))
        }
        None => properties(schema)
            .find(|(name, _)| *name == key)
            .map_or_else(Vec::new, |(_, it)| words(schema, it)),
    };
    let last = typed.rsplit([',', '[']).next().unwrap_or(typed).trim_start();
    let inner = last.trim_start_matches(['"', '\'']);
    let quoted = inner.len() < last.len();
    for (word, detail) in words {
        let text = Some(if quoted { word.clone() } else { format!("\"{word}\"") });
        offers.add(inner.len(), Offer { text, detail, ..Offer::new(word, CompletionItemKind::EnumMember) });
    }
}

/// The words that a schema lists, each with what it means.
fn words(whole: &Value, schema: &Value) -> Vec<(String, Option<String>)> {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return whole.pointer(name.trim_start_matches('#')).map_or_else(Vec::new, |it| words(whole, it));
    }
    let listed = ["oneOf", "anyOf", "allOf"].iter().filter_map(|key| schema.get(*key)?.as_array()).flatten();
    let items = schema.get("items");
    let mut found: Vec<(String, Option<String>)> =
        listed.chain(items).flat_map(|it| words(whole, it)).collect();
    found.extend(schema.get("const").and_then(Value::as_str).map(|word| (word.to_owned(), describe(schema))));
    let plain = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    found.extend(plain.filter_map(|word| Some((word.as_str()?.to_owned(), None))));
    if schema.get("type").is_some_and(|kind| kind == "boolean") {
        return Vec::new();
    }
    found
}
