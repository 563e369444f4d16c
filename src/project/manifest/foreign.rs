//! Whose file it is: heroku.yml holds a Compose file, a workflow or the like now and then.

use super::homes;
use super::schema::SECTIONS;
use crate::base::suggest;
use crate::files::text::decode;
use crate::syntax::yaml::{self, Entry, Node, Value};

/// A file of another tool.
#[derive(Debug, Clone, Copy)]
pub struct Foreign<'a> {
    /// The entry that gives it away.
    pub entry: &'a Entry,
    /// What it is: "a Compose file".
    pub what: &'static str,
}

/// A key that gives a tool's file away, others of which one must stand beside it (or none need to), and what it is.
type Mark = (&'static str, &'static [&'static str], &'static str);

const MARKS: &[Mark] = &[
    ("tasks", &[], "a Taskfile"),
    ("apiVersion", &["kind"], "a Kubernetes manifest"),
    ("jobs", &["workflows", "orbs"], "a CircleCI configuration"),
    ("jobs", &[], "a GitHub Actions workflow"),
    ("stages", &[], "a GitLab CI configuration"),
    ("runtime", &[], "an App Engine configuration"),
    ("env", APP_JSON, "the content of app.json"),
    ("buildpacks", APP_JSON, "the content of app.json"),
    ("formation", APP_JSON, "the content of app.json"),
];

const APP_JSON: &[&str] =
    &["name", "description", "repository", "website", "keywords", "stack", "addons", "scripts", "formation"];

/// Keys of a service in a Compose file that no part of a manifest has.
const SERVICE: &[&str] = &["ports", "volumes", "environment", "depends_on", "links", "env_file", "restart"];

/// What a document without any section of a manifest is, as far as its keys tell.
pub fn foreign(root: &Node) -> Option<Foreign<'_>> {
    let has = |key: &str| root.entry(key).is_some();
    if SECTIONS.iter().any(|section| has(section)) {
        return None;
    }
    if let Some(entry) = root.entry("services") {
        let what = match entry.value.value {
            Value::Sequence(_) => "a Render blueprint",
            _ => "a Compose file",
        };
        return Some(Foreign { entry, what });
    }
    if let Some(entry) = old_compose(root) {
        return Some(Foreign { entry, what: "a Compose file" });
    }
    let marked = MARKS.iter().find_map(|(key, beside, what)| {
        let fits = beside.is_empty() || beside.iter().any(|other| other != key && has(other));
        root.entry(key).filter(|_| fits).map(|entry| Foreign { entry, what })
    });
    marked.or_else(|| strange(root))
}

/// A file in which nothing is of a manifest: several keys, some with maps below them, and none that could be a slip.
fn strange(root: &Node) -> Option<Foreign<'_>> {
    let entries = root.entries();
    let known = |entry: &Entry| {
        let name = entry.name();
        suggest::nearest(name, SECTIONS.iter().copied()).is_some()
            || !homes(name).is_empty()
            || ["web", "worker"].contains(&name)
    };
    let nested = entries.iter().any(|entry| !entry.value.entries().is_empty());
    let fits = entries.len() > 1 && nested && !entries.iter().any(known);
    entries.first().filter(|_| fits).map(|entry| Foreign { entry, what: "another tool's file" })
}

/// Whether a document looks like a manifest by its sections and what they hold.
pub fn is_manifest_like(root: &Node) -> bool {
    let below = |section: &str, keys: &[&str]| {
        root.get(section).is_some_and(|section| keys.iter().any(|key| section.entry(key).is_some()))
    };
    let known = root.entries().iter().all(|entry| SECTIONS.contains(&entry.name()));
    let processes = root.get("run").map_or(&[][..], Node::entries);
    let alone = below("setup", &["addons", "config"])
        || below("release", &["command", "image"])
        || processes.iter().any(|process| ["web", "worker"].contains(&process.name()));
    below("build", &["docker", "languages", "packages"]) || (known && alone)
}

/// Whether a file can be taken for a manifest: it looks like one, or it cannot be read as YAML and names what one has.
pub fn may_be_one(bytes: Vec<u8>) -> bool {
    let Ok(text) = decode(bytes) else { return false };
    let document = yaml::parse(&text);
    if document.errors.is_empty() {
        return document.root.as_ref().is_none_or(|root| root.is_null() || is_manifest_like(root));
    }
    text.lines().any(|line| line.trim_end() == "build:") && text.contains("docker")
}

/// The first service of a Compose file of version 1, whose services stand at the top.
fn old_compose(root: &Node) -> Option<&Entry> {
    let is_service = |entry: &&Entry| {
        let has = |key: &str| entry.value.entry(key).is_some();
        (has("image") || has("build")) && SERVICE.iter().any(|key| has(key))
    };
    root.entries().iter().find(is_service)
}
