//! heroku.yml: keys at each level, names, and the values that other files give.

use std::collections::BTreeSet;

use gen_lsp_types::CompletionItemKind;

use super::{Offer, Offers, paths};
use crate::base::path;
use crate::files::text::decode;
use crate::lsp::hover;
use crate::project::deployment::ImageFile;
use crate::project::manifest::Manifest;
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::yaml;

/// Names of processes that every app may have.
const PROCESSES: [&str; 4] = ["web", "worker", "release", "clock"];

/// Completes a key or a value.
pub fn complete(offers: &mut Offers) {
    let Some(manifest) = &offers.here.file.project.manifest else { return };
    let text = offers.here.file.text.text().get(..offers.here.offset).unwrap_or("");
    let (mut path, line) = path_at(text);
    match line.split_once(": ").or_else(|| line.strip_suffix(':').map(|key| (key, ""))) {
        Some((key, typed)) => {
            if line.ends_with(':') {
                return;
            }
            path.push(key.trim().trim_matches(['"', '\'']).to_owned());
            value(offers, manifest, &path, typed.trim_start());
        }
        None => key(offers, manifest, &path, line.trim_start_matches(['"', '\''])),
    }
}

/// The keys that lead to the end of a text, told by indentation, and the last line without indentation and dash.
fn path_at(text: &str) -> (Vec<String>, String) {
    let mut lines = text.rsplit('\n').map(|line| line.trim_end_matches('\r'));
    let Line { dash, column, content } = Line::new(lines.next().unwrap_or(""));
    let mut path = Vec::new();
    let (mut limit, mut item) = (column, dash);
    for line in lines.filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        let above = Line::new(line);
        let inside = match item {
            // In a list, whose key is no deeper than its dashes.
            Some(dash) => above.dash.is_none() && above.column <= dash,
            None => above.column < limit,
        };
        if inside {
            let Some(key) = above.key() else { continue };
            path.push(key);
            (limit, item) = (above.column, above.dash);
        } else if item.is_none() && above.column == limit && above.dash.is_some() {
            item = above.dash;
        }
    }
    path.reverse();
    (path, content.to_owned())
}

/// A line by its indentation.
struct Line<'t> {
    /// The column of a dash.
    dash: Option<usize>,
    /// The column behind it.
    column: usize,
    content: &'t str,
}

impl<'t> Line<'t> {
    fn new(line: &'t str) -> Line<'t> {
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        match content.strip_prefix('-').filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
            Some(rest) => {
                let inner = rest.trim_start_matches(' ');
                Line { dash: Some(indent), column: line.len() - inner.len(), content: inner }
            }
            None => Line { dash: None, column: indent, content },
        }
    }

    fn key(&self) -> Option<String> {
        let (key, _) = self.content.split_once(':')?;
        Some(key.trim().trim_matches(['"', '\'']).to_owned())
    }
}

fn key(offers: &mut Offers, manifest: &Manifest, path: &[String], typed: &str) {
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    let node = manifest.find(&parts);
    let taken: BTreeSet<String> = node.map_or_else(BTreeSet::new, |node| {
        let own = |entry: &&yaml::Entry| !offers.here.within(entry.key.span);
        node.entries().iter().filter(own).map(|entry| entry.name().to_owned()).collect()
    });
    match hover::keys(&parts) {
        Some(keys) => {
            for key in keys.into_iter().filter(|key| !taken.contains(*key)) {
                let below: Vec<&str> = parts.iter().copied().chain([key]).collect();
                let document = hover::description(&below);
                let is_text = matches!(key, "plan" | "as" | "dockerfile" | "target" | "image");
                let text = Some(format!("{key}:{}", if is_text { " " } else { "" }));
                let offer = Offer { text, document, ..Offer::new(key, CompletionItemKind::Property) };
                offers.add(typed.len(), offer);
            }
        }
        None => {
            for (name, detail) in names(offers, manifest, &parts) {
                if !taken.contains(&name) {
                    let text = Some(format!("{name}: "));
                    let offer = Offer { text, detail, ..Offer::new(name, CompletionItemKind::Property) };
                    offers.add(typed.len(), offer);
                }
            }
        }
    }
}

/// Names for the keys of a map, each with where it is from.
fn names(offers: &Offers, manifest: &Manifest, path: &[&str]) -> Vec<(String, Option<String>)> {
    let project = offers.here.file.project;
    let mut names: Vec<(String, Option<String>)> = Vec::new();
    match path {
        ["build", "docker"] => {
            let declared = manifest.run.iter().map(|run| (run.name.value.clone(), Some("run".to_owned())));
            names.extend(declared);
            names.extend(suffixes(offers));
        }
        ["run"] => {
            let built =
                manifest.images.iter().map(|it| (it.name.value.clone(), Some("build.docker".to_owned())));
            names.extend(built.filter(|(name, _)| name != "release"));
            let procfile = project.procfile.iter().flat_map(|file| &file.processes);
            names.extend(procfile.map(|(name, _)| (name.value.clone(), Some("Procfile".to_owned()))));
        }
        ["build", "config"] => return arguments(offers),
        _ => return names,
    }
    let usual = PROCESSES.iter().filter(|name| path != ["run"] || **name != "release");
    names.extend(usual.map(|name| ((*name).to_owned(), None)));
    names
}

/// The process types that names of Dockerfiles end with.
fn suffixes(offers: &Offers) -> Vec<(String, Option<String>)> {
    let files = offers.here.file.project.dockerfiles.iter().map(|file| file.source.path());
    let suffix =
        |path: &str| Some((path::name(path).strip_prefix("Dockerfile.")?.to_owned(), Some(path.to_owned())));
    files.filter_map(suffix).collect()
}

/// The build arguments that Dockerfiles declare.
fn arguments(offers: &Offers) -> Vec<(String, Option<String>)> {
    let steps = offers.here.file.project.dockerfiles.iter().flat_map(|file| file.steps());
    let declared = steps.flat_map(|step| match &step.instruction.kind {
        Kind::Arg(pairs) => {
            let shown = step.file.source.shown().to_owned();
            pairs.iter().map(|pair| (pair.key.value.clone(), Some(shown.clone()))).collect()
        }
        _ => Vec::new(),
    });
    declared.collect()
}

fn value(offers: &mut Offers, manifest: &Manifest, path: &[String], typed: &str) {
    let typed = typed.trim_start_matches(['"', '\'']);
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    match parts.as_slice() {
        ["build", "docker", _] | ["build", "docker", _, "dockerfile"] => paths::dockerfiles(offers, typed),
        ["build", "docker", image, "target"] => targets(offers, image, typed),
        ["run", _, "image"] | ["release", "image"] => {
            for image in &manifest.images {
                offers.add(typed.len(), Offer::new(&image.name.value, CompletionItemKind::Module));
            }
        }
        ["setup", "addons", "plan"] => {
            for (plan, from) in plans(offers) {
                let offer = Offer::new(plan, CompletionItemKind::Value);
                offers.add(typed.len(), Offer { detail: Some(from), ..offer });
            }
        }
        _ => {}
    }
}

/// The stages of an image's Dockerfile.
fn targets(offers: &mut Offers, image: &str, typed: &str) {
    let project = offers.here.file.project;
    let image = project.deployment.images.iter().find(|it| it.name == image);
    let Some(ImageFile::Found(number)) = image.map(|image| &image.file) else { return };
    for stage in project.dockerfiles.get(*number).into_iter().flat_map(|file| &file.stages) {
        if let Some(name) = &stage.name {
            let offer = Offer::new(&name.value, CompletionItemKind::Module);
            offers.add(typed.len(), Offer { detail: Some(stage.image.value.clone()), ..offer });
        }
    }
}

/// Plans that app.json and other manifests of the tree name, each with where.
fn plans(offers: &Offers) -> Vec<(String, String)> {
    let file = &offers.here.file;
    let mut found = Vec::new();
    if let Some((source, document)) = &file.project.app_json {
        let addons = document.find(&["addons"]).map_or(&[][..], |addons| addons.items());
        let plan = |node: &yaml::Node| node.get("plan").unwrap_or(node).to_text();
        let plans = addons.iter().filter_map(plan).map(|plan| plan.as_str().to_owned());
        found.extend(plans.map(|plan| (plan, source.shown().to_owned())));
    }
    let tree = file.root.state.tree.as_ref();
    for cell in file.root.state.projects() {
        let Some(path) = cell.files.manifest.as_ref().filter(|path| **path != file.path) else { continue };
        let Some(text) = tree.read(path).ok().and_then(|bytes| decode(bytes).ok()) else { continue };
        let document = yaml::parse(&text);
        let addons = document.find(&["setup", "addons"]).map_or(&[][..], |addons| addons.items());
        let plans = addons.iter().filter_map(|addon| addon.get("plan")?.to_text());
        found.extend(plans.map(|plan| (plan.as_str().to_owned(), tree.shown(path))));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_by_indentation() {
        for (text, path, line) in [
            ("", "", ""),
            ("bui", "", "bui"),
            ("build:\n  ", "build", ""),
            ("build:\n  docker:\n    web: Dock", "build.docker", "web: Dock"),
            ("build:\n  docker:\n    web:\n      target: ", "build.docker.web", "target: "),
            ("build:\n  docker:\n    web: x\n\n  # why\n  con", "build", "con"),
            ("setup:\n  addons:\n    - pl", "setup.addons", "pl"),
            ("setup:\n  addons:\n  - plan: a\n    a", "setup.addons", "a"),
            ("setup:\n  addons:\n    - plan: a\n      as: b\n    - pl", "setup.addons", "pl"),
            ("setup:\n  addons:\n  - plan: a\n  con", "setup", "con"),
            ("run:\r\n  web: x\r\nrel", "", "rel"),
            ("release:\n  command:\n    - ./x\n  im", "release", "im"),
        ] {
            let (found, rest) = path_at(text);
            assert_eq!((found.join(".").as_str(), rest.as_str()), (path, line), "{text:?}");
        }
    }
}
