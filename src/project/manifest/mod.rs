//! heroku.yml: its format, where a file departs from it, and what a file says.

mod command;
mod foreign;
mod mistakes;
#[expect(dead_code, reason = "only the schema of the types is read, never a value")]
pub mod schema;
#[cfg(test)]
mod tests;
pub mod validate;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::base::source::{Place, Source, Span, Spanned};
use crate::syntax::yaml;
use crate::syntax::yaml::{Document, Entry, Node, Scalar, Value};

pub use command::Shape;
pub use foreign::{is_manifest_like, may_be_one};
pub use mistakes::{Mistake, MistakeKind};
pub use schema::schema;
pub use validate::{Violation, ViolationKind, homes, validate};

/// What a manifest says. Values of the wrong type are left out, entries that come through `<<` are in, and of a key
/// given twice the last one counts.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The file.
    pub source: Arc<Source>,
    /// Its tree and its syntax errors.
    pub document: Document,
    /// `build.docker`, in order.
    pub images: Vec<ImageDecl>,
    /// `build.config`, in order.
    pub build_config: Vec<ConfigVar>,
    /// `setup.config`, in order.
    pub setup_config: Vec<ConfigVar>,
    /// `setup.addons`, in order.
    pub addons: Vec<AddonDecl>,
    /// `release`, when it is a map.
    pub release: Option<ReleaseDecl>,
    /// `run`, in order.
    pub run: Vec<RunDecl>,
    /// Where it departs from the format, in order.
    pub mistakes: Vec<Mistake>,
}

/// An entry of `build.docker`.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageDecl {
    /// The image's name, which is that of the process it runs by default.
    pub name: Spanned<String>,
    /// The path of its Dockerfile as written.
    pub dockerfile: Option<Scalar>,
    /// The stage to build.
    pub target: Option<Scalar>,
}

/// An entry of `build.config` or `setup.config`.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfigVar {
    /// Its name.
    pub name: Spanned<String>,
    /// Its value as text; `None` when it is null or no scalar.
    pub value: Option<Scalar>,
}

/// An item of `setup.addons` that is a map.
#[derive(Debug, Clone, PartialEq)]
pub struct AddonDecl {
    /// The item.
    pub span: Span,
    /// Its plan.
    pub plan: Option<Scalar>,
    /// The name of its attachment.
    pub attached_as: Option<Scalar>,
}

/// The `release` section.
#[derive(Debug, Clone, PartialEq)]
pub struct ReleaseDecl {
    /// The key `release`.
    pub key: Span,
    /// The command; `None` when there is none, or a null one.
    pub command: Option<CommandDecl>,
    /// The name of the image that runs it.
    pub image: Option<Spanned<String>>,
}

/// An entry of `run`: text, or a map.
#[derive(Debug, Clone, PartialEq)]
pub struct RunDecl {
    /// The process's name.
    pub name: Spanned<String>,
    /// The command; `None` when there is none, or a null one.
    pub command: Option<CommandDecl>,
    /// The name of the image that runs it.
    pub image: Option<Spanned<String>>,
    /// Whether it is a map, whose keys are `command` and `image`.
    pub is_map: bool,
}

/// A command of a process or a release.
#[derive(Debug, Clone, PartialEq)]
pub struct CommandDecl {
    /// Its elements; one when it is no list.
    pub parts: Vec<Scalar>,
    /// Where they are written, quotes included.
    pub spans: Vec<Span>,
    /// Whether it is a list.
    pub is_list: bool,
    /// The list or the text.
    pub span: Span,
}

/// Reads a manifest.
pub fn read(source: Arc<Source>) -> Manifest {
    let document = yaml::parse(source.text());
    let list = |path: &[&str]| document.find(path).map_or(Vec::new(), entries);
    let config = |path| list(path).into_iter().map(config_var).collect();
    let images = list(&["build", "docker"]).into_iter().filter_map(image).collect();
    let addons = document.find(&["setup", "addons"]).map_or(&[][..], Node::items);
    let mut manifest = Manifest {
        images,
        build_config: config(&["build", "config"]),
        setup_config: config(&["setup", "config"]),
        addons: addons.iter().filter_map(addon).collect(),
        release: document.entry(&["release"]).and_then(release),
        run: list(&["run"]).into_iter().filter_map(run).collect(),
        mistakes: Vec::new(),
        document,
        source,
    };
    manifest.mistakes = mistakes::find(&manifest);
    manifest.leave_out_misplaced();
    manifest
}

impl Manifest {
    /// A range of the file.
    pub fn place(&self, span: Span) -> Place {
        Place::new(&self.source, span)
    }

    /// The node at a path of keys.
    pub fn find(&self, path: &[&str]) -> Option<&Node> {
        self.document.find(path)
    }

    /// The node at a path of keys and list indices.
    pub fn node(&self, path: &[String]) -> Option<&Node> {
        path.iter().try_fold(self.document.root.as_ref()?, |node, key| match &node.value {
            Value::Sequence(items) => items.get(key.parse::<usize>().ok()?),
            _ => node.get(key),
        })
    }

    /// Whether the file is another tool's.
    pub fn is_foreign(&self) -> bool {
        self.mistakes.iter().any(|one| matches!(one.kind, MistakeKind::Foreign(_)))
    }

    /// Where the key at the end of a path is written.
    pub fn key_span(&self, path: &[&str]) -> Option<Span> {
        self.document.entry(path).map(|entry| entry.key.span)
    }

    /// The image of a name.
    pub fn image(&self, name: &str) -> Option<&ImageDecl> {
        self.images.iter().find(|image| image.name.value == name)
    }

    /// The `run` entry of a name.
    pub fn process(&self, name: &str) -> Option<&RunDecl> {
        self.run.iter().find(|run| run.name.value == name)
    }

    /// Whether all of the file could be read. If not, what seems to be missing may only be unread.
    pub fn is_whole(&self) -> bool {
        self.document.errors.is_empty()
    }

    /// Every command, with the key it belongs to: that of the process, or `release`.
    pub fn commands(&self) -> impl Iterator<Item = (&str, &CommandDecl)> {
        let run = self.run.iter().map(|run| (run.name.value.as_str(), run.command.as_ref()));
        let release = self.release.iter().map(|release| ("release", release.command.as_ref()));
        run.chain(release).filter_map(|(name, command)| Some((name, command?)))
    }

    /// Every config var, with the section it is in: `build` or `setup`.
    pub fn config(&self) -> impl Iterator<Item = (&'static str, &ConfigVar)> {
        let build = self.build_config.iter().map(|var| ("build", var));
        build.chain(self.setup_config.iter().map(|var| ("setup", var)))
    }

    /// `target: production` beside the processes is none.
    fn leave_out_misplaced(&mut self) {
        let misplaced: HashSet<Span> = self
            .mistakes
            .iter()
            .filter(|one| matches!(one.kind, MistakeKind::Misplaced { .. }))
            .flat_map(|one| one.also.iter().chain([&one.span]))
            .copied()
            .collect();
        self.images.retain(|image| !misplaced.contains(&image.name.span));
        self.run.retain(|run| !misplaced.contains(&run.name.span));
    }

    /// Every place that does not fit the format; none when nothing could be read.
    pub fn violations(&self) -> Vec<Violation> {
        self.document.root.as_ref().map_or(Vec::new(), validate)
    }
}

/// The entries of a mapping; of a name given twice the last one.
fn entries(node: &Node) -> Vec<&Entry> {
    let all = node.entries();
    let last: HashMap<&str, usize> =
        all.iter().enumerate().map(|(index, entry)| (entry.name(), index)).collect();
    let counts = |(index, entry): &(usize, &Entry)| last.get(entry.name()) == Some(index);
    all.iter().enumerate().filter(counts).map(|(_, entry)| entry).collect()
}

fn name(entry: &Entry) -> Spanned<String> {
    Spanned::new(entry.name().to_owned(), entry.key.span)
}

fn text(node: &Node, key: &str) -> Option<Scalar> {
    node.get(key).and_then(Node::as_text).cloned()
}

/// The name of an image, its quotes excluded.
fn image_name(node: &Node) -> Option<Spanned<String>> {
    let image = node.get("image")?.to_text()?;
    Some(Spanned::new(image.text.text.clone(), image.text.span))
}

fn config_var(entry: &Entry) -> ConfigVar {
    ConfigVar { name: name(entry), value: entry.value.to_text() }
}

fn image(entry: &Entry) -> Option<ImageDecl> {
    let (dockerfile, target) = match &entry.value.value {
        Value::String(path) => (Some(path.clone()), None),
        Value::Mapping(_) => (text(&entry.value, "dockerfile"), text(&entry.value, "target")),
        Value::Broken => (None, None),
        _ => return None,
    };
    Some(ImageDecl { name: name(entry), dockerfile, target })
}

fn addon(item: &Node) -> Option<AddonDecl> {
    let is_map = matches!(item.value, Value::Mapping(_));
    is_map.then(|| AddonDecl { span: item.span, plan: text(item, "plan"), attached_as: text(item, "as") })
}

fn release(entry: &Entry) -> Option<ReleaseDecl> {
    matches!(entry.value.value, Value::Mapping(_)).then(|| ReleaseDecl {
        key: entry.key.span,
        command: entry.value.get("command").and_then(command),
        image: image_name(&entry.value),
    })
}

fn run(entry: &Entry) -> Option<RunDecl> {
    let name = name(entry);
    match &entry.value.value {
        Value::Mapping(_) => {
            let command = entry.value.get("command").and_then(command);
            Some(RunDecl { name, command, image: image_name(&entry.value), is_map: true })
        }
        Value::Sequence(_) | Value::Null => None,
        _ => Some(RunDecl { name, command: command(&entry.value), image: None, is_map: false }),
    }
}

fn command(node: &Node) -> Option<CommandDecl> {
    if let Value::Sequence(items) = &node.value {
        let texts = items.iter().filter_map(|item| Some((item.to_text()?, item.span)));
        let (parts, spans) = texts.unzip();
        return Some(CommandDecl { parts, spans, is_list: true, span: node.span });
    }
    let spans = vec![node.span];
    node.to_text().map(|text| CommandDecl { parts: vec![text], spans, is_list: false, span: node.span })
}
