//! What departures from the format come to: one mistake each, however many places it makes wrong.

use std::collections::{HashMap, HashSet};

use super::foreign::foreign;
use super::schema::PROCESS_NAME;
use super::{Manifest, Violation, ViolationKind, homes};
use crate::base::source::Span;
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
            [] => "at the top level of heroku.yml".to_owned(),
            path => format!("in `{}`", path.join(".")),
        }
    }
}

/// Keys of `build` that buildpacks had.
const LEGACY: &[&str] =
    &["language", "languages", "package", "packages", "pipelines", "buildpack", "buildpacks"];

/// The mistakes of a manifest, in order.
pub(super) fn find(manifest: &Manifest) -> Vec<Mistake> {
    let Some(root) = manifest.document.root.as_ref().filter(|root| !root.is_null()) else {
        return Vec::new();
    };
    if let Some(foreign) = foreign(root) {
        return vec![mistake(foreign.entry.key.span, &[], MistakeKind::Foreign(foreign.what))];
    }
    let (mut found, whole) = misplaced_whole(manifest, root);
    let is_apart = |violation: &Violation| {
        let mut above = (0..=violation.path.len()).filter_map(|length| violation.path.get(..length));
        !above.any(|path| whole.contains(path))
    };
    found.extend(manifest.violations().into_iter().filter(is_apart).map(classify));
    let mended = mended(manifest, root);
    found.retain(|one| !mended.iter().any(|range| range.contains(one.span.start)));
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

fn misplaced(entry: &Entry, path: &[&str]) -> Mistake {
    let key = entry.name().to_owned();
    let homes = homes(&key);
    mistake(entry.key.span, path, MistakeKind::Misplaced { key, homes })
}

/// Keys that the format takes for something else: for the name of an image or a process, for an element of a command.
/// With them the paths below which nothing else is wrong.
fn misplaced_whole(manifest: &Manifest, root: &Node) -> (Vec<Mistake>, HashSet<Vec<String>>) {
    let release = manifest.release.iter().filter_map(|release| release.image.as_ref());
    let named: HashSet<&str> = manifest
        .run
        .iter()
        .filter_map(|run| run.image.as_ref())
        .chain(release)
        .map(|image| image.value.as_str())
        .chain(manifest.run.iter().map(|run| run.name.value.as_str()))
        .collect();
    let images: HashSet<&str> = manifest.images.iter().map(|image| image.name.value.as_str()).collect();
    let mut found = Vec::new();
    let mut whole = HashSet::new();
    let entries = |path: &[&str]| manifest.find(path).map_or(&[][..], Node::entries).iter();
    for entry in
        entries(&["build", "docker"]).filter(|entry| is_no_image(entry) && !named.contains(entry.name()))
    {
        found.push(misplaced(entry, &["build", "docker"]));
        whole.insert(vec!["build".to_owned(), "docker".to_owned(), entry.name().to_owned()]);
    }
    for entry in entries(&["run"]) {
        if !images.contains(entry.name()) && is_no_process(entry, &images) {
            found.push(misplaced(entry, &["run"]));
            whole.insert(vec!["run".to_owned(), entry.name().to_owned()]);
        } else {
            in_list(&entry.value, &["run", entry.name(), "command"], &mut found, &mut whole);
        }
    }
    if let Some(release) = root.get("release") {
        in_list(release, &["release", "command"], &mut found, &mut whole);
    }
    (found, whole)
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
fn is_no_process(entry: &Entry, images: &HashSet<&str>) -> bool {
    let value = &entry.value;
    match entry.name() {
        "image" => value.as_text().is_some_and(|text| images.contains(text.as_str())),
        "command" => value.as_text().is_some() || !value.items().is_empty(),
        "build" | "release" | "setup" | "config" | "docker" | "addons" => {
            let of_process = |key: &str| value.entry(key).is_some();
            !value.entries().is_empty() && !["command", "image"].into_iter().any(of_process)
        }
        _ => false,
    }
}

/// `image: web` among the elements of a command.
fn in_list(holder: &Node, path: &[&str], found: &mut Vec<Mistake>, whole: &mut HashSet<Vec<String>>) {
    let is_key = |entry: &Entry| ["image", "command"].contains(&entry.name());
    for (index, item) in holder.get("command").map_or(&[][..], Node::items).iter().enumerate() {
        let Some(first) = item.entries().first().filter(|_| item.entries().iter().all(is_key)) else {
            continue;
        };
        let index = index.to_string();
        let path: Vec<&str> = path.iter().copied().chain([index.as_str()]).collect();
        let one = misplaced(first, &path);
        whole.insert(one.path.clone());
        found.push(one);
    }
}

fn classify(violation: Violation) -> Mistake {
    let path: Vec<&str> = violation.path.iter().map(String::as_str).collect();
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
        (ViolationKind::MissingKey { .. }, ["setup", "addons", _])
        | (ViolationKind::WrongType { .. }, ["setup", "addons", _])
        | (ViolationKind::WrongType { found: "nothing", .. }, ["setup", "addons", _, "plan"]) => {
            MistakeKind::NoPlan
        }
        (ViolationKind::MissingKey { key }, _) => MistakeKind::MissingKey(key),
        (ViolationKind::WrongType { found: "nothing", .. }, ["run", name]) => {
            MistakeKind::NoCommand((*name).to_owned())
        }
        (ViolationKind::WrongType { expected, found }, _) => MistakeKind::WrongType { expected, found },
    };
    mistake(violation.span, &path, kind)
}

/// The sections that were mended to be read. What seems wrong there may be right, and what is missing only unread.
fn mended(manifest: &Manifest, root: &Node) -> Vec<Span> {
    let mut starts: Vec<usize> =
        root.entries().iter().filter(|entry| !entry.merged).map(|entry| entry.key.span.start).collect();
    starts.sort_unstable();
    let section = |at: usize| {
        let next = starts.partition_point(|start| *start <= at);
        let start = next.checked_sub(1).and_then(|index| starts.get(index)).copied().unwrap_or(0);
        Span::new(start, starts.get(next).copied().unwrap_or(usize::MAX))
    };
    manifest.document.errors.iter().map(|error| section(error.span.start)).collect()
}

/// One of several that one slip brought: the keys of the old way, `image` and `command` in one map, a key that is
/// missing because it is misspelt, a map that is empty because what belongs in it is not indented.
fn merged(found: Vec<Mistake>) -> Vec<Mistake> {
    let of = |is: fn(&MistakeKind) -> bool| -> HashSet<Vec<String>> {
        found.iter().filter(|one| is(&one.kind)).map(|one| one.path.clone()).collect()
    };
    let no_plan = of(|kind| *kind == MistakeKind::NoPlan);
    // With buildpacks under `build` the file is of another kind: what else is there is not wrong by itself.
    let buildpacks = found.iter().any(|one| matches!(one.kind, MistakeKind::Legacy(_)));
    let strange = of(|kind| matches!(kind, MistakeKind::UnknownKey { .. } | MistakeKind::Misplaced { .. }));
    let follows = |one: &Mistake| match &one.kind {
        MistakeKind::MissingKey(_) => strange.contains(&one.path),
        MistakeKind::UnknownKey { .. } | MistakeKind::Misplaced { .. } => {
            no_plan.contains(&one.path)
                || (buildpacks && one.path.first().is_some_and(|section| section == "build"))
        }
        MistakeKind::WrongType { found: "nothing", .. } => {
            one.path.split_last().is_some_and(|(_, above)| strange.contains(above))
        }
        _ => false,
    };
    let mut first_of: HashMap<(Vec<String>, &str), usize> = HashMap::new();
    let mut kept: Vec<Mistake> = Vec::new();
    for one in found.iter().filter(|one| !follows(one)) {
        let known = family(&one.kind).map(|family| (one.path.clone(), family));
        match known.as_ref().and_then(|known| first_of.get(known)).and_then(|index| kept.get_mut(*index)) {
            Some(first) => first.also.push(one.span),
            None => {
                first_of.extend(known.map(|known| (known, kept.len())));
                kept.push(one.clone());
            }
        }
    }
    kept
}

/// Which mistakes in one map are the same.
fn family(kind: &MistakeKind) -> Option<&'static str> {
    match kind {
        MistakeKind::Legacy(_) => Some("buildpacks"),
        MistakeKind::Misplaced { key, .. } => match key.as_str() {
            "image" | "command" => Some("process"),
            "dockerfile" | "target" => Some("image"),
            _ => None,
        },
        _ => None,
    }
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
