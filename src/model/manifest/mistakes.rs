//! What departures from the format come to: one mistake each, however many places it makes wrong.

use std::collections::HashMap;

use super::foreign::foreign;
use super::schema::PROCESS_NAME;
use super::{Manifest, Violation, ViolationKind, homes};
use crate::source::Span;
use crate::syntax::yaml::{Entry, Node, Value};

/// One mistake; one rule reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The words that are wrong.
    pub span: Span,
    /// The keys and list indices that lead to it; of a key those of its map.
    pub path: Vec<String>,
    /// What is wrong.
    pub kind: MistakeKind,
    /// Other places that the same mistake makes wrong.
    pub also: Vec<Span>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MistakeKind {
    /// The whole file is another tool's: what it is.
    Foreign(&'static str),
    /// A key of the old way to build with buildpacks.
    Legacy(String),
    /// A key that belongs elsewhere: to a map at one of these paths, with `*` for a name.
    Misplaced {
        /// The key.
        key: String,
        /// The paths of the maps that have it.
        homes: Vec<Vec<String>>,
    },
    /// A key that no map of a manifest has.
    UnknownKey {
        /// The key.
        key: String,
        /// Those its map can have.
        allowed: Vec<String>,
    },
    /// A value of another type.
    WrongType {
        /// What it should be: "text or a map".
        expected: String,
        /// What it is: "a list".
        found: &'static str,
    },
    /// A name that no process can have.
    ProcessName(String),
    /// A name that no config var can have.
    ConfigName(String),
    /// An add-on without a plan.
    NoPlan,
    /// A process without anything behind its name.
    NoCommand(String),
    /// A map without a key it must have.
    MissingKey(String),
    /// No image is built, and something needs one.
    NoImages,
}

impl Mistake {
    /// Where the map or list stands that the path leads to: "in `build`".
    pub fn whereabouts(&self) -> String {
        let is_index = |key: &&String| key.parse::<usize>().is_ok();
        let path: Vec<&str> = self.path.iter().filter(|key| !is_index(key)).map(String::as_str).collect();
        match path.as_slice() {
            [] => "at the top of heroku.yml".to_owned(),
            path => format!("in `{}`", path.join(".")),
        }
    }
}

/// Keys of `build` that buildpacks had.
const LEGACY: &[&str] = &["languages", "packages", "pipelines", "buildpacks"];

/// The mistakes of a manifest, in order.
pub(super) fn find(manifest: &Manifest) -> Vec<Mistake> {
    let Some(root) = manifest.document.root.as_ref().filter(|root| !root.is_null()) else {
        return Vec::new();
    };
    if let Some(foreign) = foreign(root) {
        return vec![mistake(foreign.entry.key.span, &[], MistakeKind::Foreign(foreign.what))];
    }
    let mut found = misplaced_names(manifest, root);
    let violations: Vec<Violation> =
        manifest.violations().into_iter().filter(|one| !is_below(one, &found)).collect();
    found.extend(violations.into_iter().map(|violation| classify(violation, root)));
    found.retain(|one| is_sure(one, manifest, root));
    let mut found = merged(found);
    let no_images = no_images(manifest, root, &mut found);
    found.extend(no_images);
    found.sort_by_key(|one| one.span);
    found.dedup();
    found
}

fn mistake(span: Span, path: &[&str], kind: MistakeKind) -> Mistake {
    let path = path.iter().map(|key| (*key).to_owned()).collect();
    Mistake { span, path, kind, also: Vec::new() }
}

/// Keys that the format takes for names of images or processes, though no process is meant.
fn misplaced_names(manifest: &Manifest, root: &Node) -> Vec<Mistake> {
    let is_used = |name: &str| {
        let images = manifest.run.iter().filter_map(|run| run.image.as_ref());
        let of_release = manifest.release.as_ref().and_then(|release| release.image.as_ref());
        images.chain(of_release).any(|image| image.value == name)
    };
    let in_run = |name: &str| root.get("run").is_some_and(|run| run.entry(name).is_some());
    let is_image = |name: &str| manifest.image(name).is_some();
    let docker = manifest.find(&["build", "docker"]).map_or(&[][..], Node::entries).iter();
    let docker = docker
        .filter(|entry| is_no_image(entry) && !is_used(entry.name()) && !in_run(entry.name()))
        .map(|entry| misplaced(entry, &["build", "docker"]));
    let run = manifest.find(&["run"]).map_or(&[][..], Node::entries).iter();
    let run = run
        .filter(|entry| !is_image(entry.name()) && is_no_process(entry, &is_image))
        .map(|entry| misplaced(entry, &["run"]));
    docker.chain(run).collect()
}

fn misplaced(entry: &Entry, path: &[&str]) -> Mistake {
    let key = entry.name().to_owned();
    let homes = homes(&key);
    mistake(entry.key.span, path, MistakeKind::Misplaced { key, homes })
}

/// Whether an entry of `build.docker` is `target: production` or a section, and no image.
fn is_no_image(entry: &Entry) -> bool {
    let value = &entry.value;
    match entry.name() {
        "dockerfile" => value.as_text().is_some(),
        "target" => {
            value.as_text().is_some_and(|text| !text.as_str().to_ascii_lowercase().contains("dockerfile"))
        }
        "run" | "release" | "setup" | "config" | "docker" | "addons" => {
            let is_map = !value.entries().is_empty() && value.entry("dockerfile").is_none();
            is_map || !value.items().is_empty()
        }
        _ => false,
    }
}

/// Whether an entry of `run` is `image: web` or a section, and no process.
fn is_no_process(entry: &Entry, is_image: &dyn Fn(&str) -> bool) -> bool {
    let value = &entry.value;
    match entry.name() {
        "image" => value.as_text().is_some_and(|text| is_image(text.as_str())),
        "command" => value.as_text().is_some() || !value.items().is_empty(),
        "build" | "release" | "setup" | "config" | "docker" | "addons" => {
            let of_process = |key: &str| value.entry(key).is_some();
            !value.entries().is_empty() && !["command", "image"].into_iter().any(of_process)
        }
        _ => false,
    }
}

/// Whether a violation lies in what is misplaced as a whole.
fn is_below(violation: &Violation, misplaced: &[Mistake]) -> bool {
    misplaced.iter().any(|one| match &one.kind {
        MistakeKind::Misplaced { key, .. } => {
            violation.path.strip_prefix(one.path.as_slice()).and_then(<[String]>::first) == Some(key)
        }
        _ => false,
    })
}

fn classify(violation: Violation, root: &Node) -> Mistake {
    let path: Vec<&str> = violation.path.iter().map(String::as_str).collect();
    let mut span = violation.span;
    let kind = match (violation.kind, path.as_slice()) {
        (ViolationKind::UnknownKey { key, .. }, ["build"]) if LEGACY.contains(&key.as_str()) => {
            MistakeKind::Legacy(key)
        }
        (ViolationKind::UnknownKey { key, allowed }, _) => match homes(&key) {
            homes if homes.is_empty() => MistakeKind::UnknownKey { key, allowed },
            homes => MistakeKind::Misplaced { key, homes },
        },
        (ViolationKind::Pattern { key, pattern }, _) if pattern == PROCESS_NAME => {
            MistakeKind::ProcessName(key)
        }
        (ViolationKind::Pattern { key, .. }, _) => MistakeKind::ConfigName(key),
        (ViolationKind::MissingKey { .. }, ["setup", "addons", _]) => MistakeKind::NoPlan,
        (ViolationKind::MissingKey { key }, _) => MistakeKind::MissingKey(key),
        (ViolationKind::WrongType { .. }, ["setup", "addons", index]) if index.parse::<usize>().is_ok() => {
            MistakeKind::NoPlan
        }
        (ViolationKind::WrongType { found: "nothing", .. }, ["setup", "addons", _, "plan"]) => {
            MistakeKind::NoPlan
        }
        (ViolationKind::WrongType { found: "nothing", .. }, ["run", name]) => {
            MistakeKind::NoCommand((*name).to_owned())
        }
        (ViolationKind::WrongType { expected, found }, path) => match key_in_list(root, path) {
            Some(entry) => {
                span = entry.key.span;
                MistakeKind::Misplaced { key: entry.name().to_owned(), homes: homes(entry.name()) }
            }
            None => MistakeKind::WrongType { expected, found },
        },
    };
    mistake(span, &path, kind)
}

/// `image: web` among the elements of a command.
fn key_in_list<'a>(root: &'a Node, path: &[&str]) -> Option<&'a Entry> {
    let (index, above) = path.split_last()?;
    let list = above.iter().try_fold(root, |node, key| node.get(key))?;
    let entries = list.items().get(index.parse::<usize>().ok()?)?.entries();
    let is_key = |entry: &Entry| ["image", "command"].contains(&entry.name());
    entries.first().filter(|_| above.last() == Some(&"command") && entries.iter().all(is_key))
}

/// Whether a mistake is one beside the syntax errors: where the text was mended to be read, what seems wrong may be
/// right, and what seems missing may only be unread.
fn is_sure(one: &Mistake, manifest: &Manifest, root: &Node) -> bool {
    let errors = &manifest.document.errors;
    if errors.is_empty() {
        return true;
    }
    let starts = || root.entries().iter().filter(|entry| !entry.merged).map(|entry| entry.key.span.start);
    let start = starts().filter(|start| *start <= one.span.start).max().unwrap_or(0);
    let end = starts().filter(|start| *start > one.span.start).min().unwrap_or(usize::MAX);
    !errors.iter().any(|error| start <= error.span.start && error.span.start < end)
}

/// One of several that one slip brought: the keys of the old way, `image` and `command` in one map, a key that is
/// missing because it is misspelt.
fn merged(found: Vec<Mistake>) -> Vec<Mistake> {
    let mut kept: Vec<Mistake> = Vec::new();
    let mut first_of: HashMap<(Vec<String>, &str), usize> = HashMap::new();
    let no_plan: Vec<Vec<String>> = paths(&found, |kind| *kind == MistakeKind::NoPlan);
    let unknown: Vec<Vec<String>> =
        paths(&found, |kind| matches!(kind, MistakeKind::UnknownKey { .. } | MistakeKind::Misplaced { .. }));
    for one in found {
        let family = match &one.kind {
            MistakeKind::MissingKey(_) if unknown.contains(&one.path) => continue,
            MistakeKind::UnknownKey { .. } | MistakeKind::Misplaced { .. } if no_plan.contains(&one.path) => {
                continue;
            }
            MistakeKind::Legacy(_) => Some("legacy"),
            MistakeKind::Misplaced { key, .. } if ["image", "command"].contains(&key.as_str()) => {
                Some("process")
            }
            MistakeKind::Misplaced { key, .. } if ["dockerfile", "target"].contains(&key.as_str()) => {
                Some("image")
            }
            _ => None,
        };
        let Some(family) = family else {
            kept.push(one);
            continue;
        };
        match first_of.get(&(one.path.clone(), family)).and_then(|index| kept.get_mut(*index)) {
            Some(first) => first.also.push(one.span),
            None => {
                first_of.insert((one.path.clone(), family), kept.len());
                kept.push(one);
            }
        }
    }
    kept
}

fn paths(found: &[Mistake], is: impl Fn(&MistakeKind) -> bool) -> Vec<Vec<String>> {
    found.iter().filter(|one| is(&one.kind)).map(|one| one.path.clone()).collect()
}

/// No image though something needs one, unless another mistake explains it; an empty `build` is that mistake.
fn no_images(manifest: &Manifest, root: &Node, found: &mut Vec<Mistake>) -> Option<Mistake> {
    let fills = |path: &[&str]| manifest.find(path).is_some_and(|node| !node.entries().is_empty());
    let docker = manifest.find(&["build", "docker"]);
    let none = docker.is_none_or(|docker| docker.is_null() || docker.value == Value::Mapping(Vec::new()));
    let needs = fills(&["run"]) || fills(&["release"]) || fills(&["build", "config"]);
    if !none || !needs || !manifest.is_whole() {
        return None;
    }
    let is_null = |one: &Mistake| {
        matches!(one.kind, MistakeKind::WrongType { found: "nothing", .. })
            && (one.path == ["build"] || one.path == ["build", "docker"])
    };
    let explains = |one: &Mistake| {
        let of_build = one.path.first().is_none_or(|section| section == "build");
        !is_null(one) && (of_build || matches!(one.kind, MistakeKind::Misplaced { .. }))
    };
    if found.iter().any(explains) {
        return None;
    }
    found.retain(|one| !is_null(one));
    let keys: [&[&str]; 4] = [&["build", "docker"], &["build"], &["run"], &["release"]];
    let span = keys.iter().find_map(|path| manifest.key_span(path)).unwrap_or(root.span);
    Some(mistake(span, &[], MistakeKind::NoImages))
}
