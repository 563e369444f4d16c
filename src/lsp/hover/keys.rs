//! The keys of heroku.yml, as its schema describes them.

use serde_json::Value as Schema;

use super::Said;
use crate::lsp::here::Here;
use crate::project::manifest::schema;
use crate::syntax::yaml::{Node, Value};

/// The key at a place.
pub fn at(here: &Here) -> Option<Said> {
    let manifest = here.file.manifest()?;
    let mut path = Vec::new();
    let span = key_at(here, manifest.document.root.as_ref()?, &mut path)?;
    let text = description(&path.iter().map(String::as_str).collect::<Vec<_>>())?;
    Some((span, format!("**{}**\n\n{text}", path.join("."))))
}

fn key_at(here: &Here, node: &Node, path: &mut Vec<String>) -> Option<crate::base::source::Span> {
    match &node.value {
        Value::Mapping(entries) => {
            let entry =
                entries.iter().filter(|entry| !entry.merged).find(|entry| here.within(entry.span()))?;
            path.push(entry.name().to_owned());
            if here.within(entry.key.span) {
                return Some(entry.key.span);
            }
            key_at(here, &entry.value, path)
        }
        Value::Sequence(items) => {
            let item = items.iter().find(|item| here.within(item.span))?;
            key_at(here, item, path)
        }
        _ => None,
    }
}

/// What the schema says of the key at the end of a path; list indices are left out of it.
pub fn description(path: &[&str]) -> Option<String> {
    at_path(path)?.get("description").and_then(Schema::as_str).map(str::to_owned)
}

/// The keys of the map at a path; `None` where it takes names, or where no map is.
pub fn keys(path: &[&str]) -> Option<Vec<&'static str>> {
    let map =
        branches(at_path(path)?).into_iter().find_map(|branch| branch.get("properties")?.as_object())?;
    Some(map.keys().map(String::as_str).collect())
}

fn at_path(path: &[&str]) -> Option<&'static Schema> {
    path.iter().try_fold(schema(), |at, key| branches(at).into_iter().find_map(|branch| below(branch, key)))
}

/// The alternatives of a schema, those of a list's items.
fn branches(schema: &'static Schema) -> Vec<&'static Schema> {
    let schema = schema.get("items").unwrap_or(schema);
    match schema.get("anyOf").and_then(Schema::as_array) {
        Some(any) => any.iter().flat_map(branches).collect(),
        None => vec![schema],
    }
}

fn below(schema: &'static Schema, key: &str) -> Option<&'static Schema> {
    let named = schema.get("properties").and_then(|all| all.get(key));
    named.or_else(|| schema.get("patternProperties").and_then(Schema::as_object)?.values().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_descriptions_are_those_of_the_schema() {
        assert_eq!(keys(&[]), Some(vec!["build", "release", "run", "setup"]));
        assert_eq!(keys(&["build"]), Some(vec!["config", "docker"]));
        assert_eq!(keys(&["build", "docker"]), None);
        assert_eq!(keys(&["build", "docker", "web"]), Some(vec!["dockerfile", "target"]));
        assert_eq!(keys(&["setup", "addons"]), Some(vec!["as", "plan"]));
        assert_eq!(keys(&["run", "web"]), Some(vec!["command", "image"]));
        assert_eq!(keys(&["nothing"]), None);
        for path in [
            &["run"][..],
            &["release", "image"],
            &["setup", "addons", "plan"],
            &["build", "docker", "x", "target"],
        ] {
            assert!(description(path).is_some_and(|text| text.len() > 10), "{path:?}");
        }
        assert_eq!(description(&["nothing"]), None);
    }
}
