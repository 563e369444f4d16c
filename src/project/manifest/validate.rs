//! Every place where a tree does not fit the schema of heroku.yml.

use serde_json::Value as Schema;

use super::schema::{CONFIG_NAME, PROCESS_NAME, schema};
use crate::base::source::Span;
use crate::syntax::yaml::{Entry, Node, Value};

/// A place that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The keys and list indices that lead to it; of an unknown or missing key those of its map.
    pub path: Vec<String>,
    /// The words that are wrong: a key, or a value where one is written.
    pub span: Span,
    /// The key whose value it is; `None` for the root and list items.
    pub key: Option<Span>,
    /// What is wrong.
    pub kind: ViolationKind,
}

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViolationKind {
    /// A key the map cannot hold.
    UnknownKey {
        /// The key.
        key: String,
        /// Those it can.
        allowed: Vec<String>,
    },
    /// A name that is not of the form the map's names have.
    Pattern {
        /// The name.
        key: String,
        /// The form, as a regular expression.
        pattern: String,
    },
    /// A value of another type.
    WrongType {
        /// What it should be: "text or a map".
        expected: String,
        /// What it is: "a list".
        found: &'static str,
    },
    /// A key the map must have.
    MissingKey {
        /// The key.
        key: String,
    },
}

/// Checks a tree; what could not be read ([`Value::Broken`]) fits everywhere.
pub fn validate(root: &Node) -> Vec<Violation> {
    let mut check = Check { path: Vec::new(), found: Vec::new() };
    check.node(root, None, schema());
    check.found
}

/// The keys a map in the manifest can hold, by the path to it; `None` where any name of some form is allowed, or
/// where there is no map. List indices in the path are not counted.
#[cfg(test)]
pub fn keys_at(path: &[String]) -> Option<Vec<String>> {
    let found = path
        .iter()
        .filter(|key| key.parse::<usize>().is_err())
        .try_fold(schema(), |at, key| below(at, key))?;
    let found = branches(found).into_iter().find(|branch| branch.get("properties").is_some())?;
    Some(keys(found))
}

/// The paths of the maps that have a key of this name; a name of any form is `*`.
pub fn homes(key: &str) -> Vec<Vec<String>> {
    let mut homes = Vec::new();
    collect_homes(schema(), key, &mut Vec::new(), &mut homes);
    homes
}

fn collect_homes(schema: &Schema, key: &str, path: &mut Vec<String>, homes: &mut Vec<Vec<String>>) {
    for branch in branches(schema) {
        let named = entries(branch, "properties").map(|(name, below)| (name.as_str(), below));
        let any = entries(branch, "patternProperties").map(|(_, below)| ("*", below));
        for (name, below) in named.chain(any) {
            if name == key {
                homes.push(path.clone());
            }
            path.push(name.to_owned());
            collect_homes(below.get("items").unwrap_or(below), key, path, homes);
            path.pop();
        }
    }
}

#[cfg(test)]
fn below<'a>(schema: &'a Schema, key: &str) -> Option<&'a Schema> {
    let found = branches(schema).into_iter().find_map(|branch| {
        let named = branch.get("properties").and_then(|named| named.get(key));
        named.or_else(|| entries(branch, "patternProperties").next().map(|(_, below)| below))
    })?;
    Some(found.get("items").unwrap_or(found))
}

fn branches(schema: &Schema) -> Vec<&Schema> {
    match schema.get("anyOf").and_then(Schema::as_array) {
        Some(any) => any.iter().flat_map(branches).collect(),
        None => vec![schema],
    }
}

fn entries<'a>(schema: &'a Schema, key: &str) -> impl Iterator<Item = (&'a String, &'a Schema)> {
    schema.get(key).and_then(Schema::as_object).into_iter().flatten()
}

fn keys(schema: &Schema) -> Vec<String> {
    entries(schema, "properties").map(|(key, _)| key.clone()).collect()
}

fn types(schema: &Schema) -> Vec<&str> {
    match schema.get("type") {
        Some(Schema::String(only)) => vec![only],
        Some(Schema::Array(several)) => several.iter().filter_map(Schema::as_str).collect(),
        _ => Vec::new(),
    }
}

struct Check {
    path: Vec<String>,
    found: Vec<Violation>,
}

impl Check {
    fn node(&mut self, node: &Node, key: Option<Span>, schema: &Schema) {
        let branches = branches(schema);
        let fits = |branch: &&&Schema| types(branch).iter().any(|name| has_type(&node.value, name));
        match branches.iter().find(fits) {
            _ if node.value == Value::Broken => {}
            None => self.wrong_type(node, key, &branches),
            Some(branch) => match &node.value {
                Value::Mapping(_) => self.mapping(node, key, branch),
                Value::Sequence(items) => self.sequence(items, branch),
                _ => {}
            },
        }
    }

    fn sequence(&mut self, items: &[Node], schema: &Schema) {
        let Some(schema) = schema.get("items") else { return };
        for (index, item) in items.iter().enumerate() {
            self.path.push(index.to_string());
            self.node(item, None, schema);
            self.path.pop();
        }
    }

    fn mapping(&mut self, node: &Node, key: Option<Span>, schema: &Schema) {
        node.entries().iter().for_each(|entry| self.entry(entry, schema));
        let required = schema.get("required").and_then(Schema::as_array).into_iter().flatten();
        for name in required.filter_map(Schema::as_str).filter(|name| node.entry(name).is_none()) {
            let kind = ViolationKind::MissingKey { key: name.to_owned() };
            self.report(key.unwrap_or(node.span), key, kind);
        }
    }

    fn entry(&mut self, entry: &Entry, schema: &Schema) {
        let (name, span) = (entry.name(), entry.key.span);
        if entry.key.value == Value::Broken {
            return;
        }
        let named = schema.get("properties").and_then(|named| named.get(name));
        let by_pattern = entries(schema, "patternProperties").next();
        match (named, by_pattern) {
            (None, None) => {
                let kind = ViolationKind::UnknownKey { key: name.to_owned(), allowed: keys(schema) };
                self.report(span, Some(span), kind);
            }
            (None, Some((pattern, _))) if !matches(pattern, name) => {
                let kind = ViolationKind::Pattern { key: name.to_owned(), pattern: pattern.clone() };
                self.report(span, Some(span), kind);
            }
            (Some(below), _) | (None, Some((_, below))) => {
                self.path.push(name.to_owned());
                self.node(&entry.value, Some(span), below);
                self.path.pop();
            }
        }
    }

    fn wrong_type(&mut self, node: &Node, key: Option<Span>, branches: &[&Schema]) {
        let large = matches!(node.value, Value::Mapping(_) | Value::Sequence(_)) && !node.alias;
        let span = key.filter(|_| large || node.span.is_empty()).unwrap_or(node.span);
        let expected = expected(branches.iter().flat_map(|branch| types(branch)));
        self.report(span, key, ViolationKind::WrongType { expected, found: node.value.describe() });
    }

    fn report(&mut self, span: Span, key: Option<Span>, kind: ViolationKind) {
        self.found.push(Violation { path: self.path.clone(), span, key, kind });
    }
}

fn has_type(value: &Value, name: &str) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(_) => name == "number",
        Value::String(_) => name == "string",
        Value::Sequence(_) => name == "array",
        Value::Mapping(_) => name == "object",
        Value::Broken => true,
    }
}

/// The types as words; one that takes text names nothing else that is written like it.
fn expected<'a>(types: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<&str> = Vec::new();
    for name in types {
        let word = match name {
            "object" => "a map",
            "array" => "a list",
            _ => "text",
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(" or ")
}

/// Whether a name is of a form that the schema knows.
pub fn matches(pattern: &str, name: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    match pattern {
        PROCESS_NAME => (1..=128).contains(&name.len()) && name.chars().all(|c| word(c) || c == '-'),
        CONFIG_NAME => !name.is_empty() && name.chars().all(word),
        _ => true,
    }
}
