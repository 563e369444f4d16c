//! What COPY and ADD take from the build context, and what comes along unseen.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::Builder;
use super::context::{Context, Sight};
use super::dockerfile::{Dockerfile, Step};
use super::secret;
use crate::base::path;
use crate::base::source::{Source, Span};
use crate::files::{Kind, Tree};
use crate::syntax::dockerfile::ast::{Kind as Instruction, Transfer};
use crate::syntax::gomatch;

/// A source of COPY or ADD that the context has to have.
#[derive(Debug)]
pub struct CopySource {
    /// The Dockerfile's number in its project.
    pub file: usize,
    /// Number of the instruction.
    pub index: usize,
    /// The word.
    pub span: Span,
    /// The path with its variables resolved.
    pub path: String,
    /// What it is, where it is there.
    pub kind: Option<Kind>,
    /// What becomes of it.
    pub sight: Sight,
}

/// A file with a secret in it that a `COPY .` takes along.
#[derive(Debug)]
pub struct Exposed {
    /// The file.
    pub source: Arc<Source>,
    /// What in it is secret.
    pub secret: Span,
    /// The Dockerfile's number in its project.
    pub file: usize,
    /// The word of COPY that takes it along.
    pub copied_by: Span,
    /// The ignore file that holds, if there is one.
    pub ignore: Option<Arc<Source>>,
}

/// What the Dockerfiles of a project copy.
#[derive(Debug, Default)]
pub struct Copies {
    /// All sources that can be told, by file and place.
    pub sources: Vec<CopySource>,
    /// Files with secrets that are taken along.
    pub exposed: Vec<Exposed>,
    /// The ignore file of each context that has one, by number of the Dockerfile.
    pub ignores: Vec<(usize, Arc<Source>)>,
}

/// Looks at the sources in the stages that are built, given by the Dockerfile's number.
pub fn read(
    tree: &dyn Tree,
    files: &[Dockerfile],
    contexts: &[Context],
    built: &BTreeMap<usize, BTreeSet<usize>>,
) -> Copies {
    let mut copies = Copies::default();
    let mut looks = Looks { tree, known: HashMap::new() };
    for (number, stages) in built {
        let (Some(file), Some(context)) = (files.get(*number), contexts.get(*number)) else { continue };
        copies.ignores.extend(context.ignore.iter().map(|(source, _)| (*number, Arc::clone(source))));
        // While git does not have the Dockerfile either, nothing is pushed yet that could lack it.
        let pushed = tree.tracked(file.source.path()) != Some(false);
        let from = From { context, file: *number, pushed };
        let stages = stages.iter().filter_map(|stage| file.stages.get(*stage));
        for step in stages.flat_map(|stage| file.steps_of(stage)) {
            if let Some(transfer) = from_context(&step) {
                copies.add(&step, transfer, from, &mut looks);
            }
        }
    }
    copies
}

/// Where an instruction copies from.
#[derive(Clone, Copy)]
struct From<'a> {
    context: &'a Context,
    /// The Dockerfile's number.
    file: usize,
    /// Whether git has the Dockerfile.
    pushed: bool,
}

impl Copies {
    fn add(&mut self, step: &Step, transfer: &Transfer, from: From, looks: &mut Looks) {
        let known = transfer.sources.iter().filter_map(|word| Some((word, step.value(&word.value)?)));
        let mut sources = Vec::new();
        for (word, path) in known {
            let look = looks.at(from.context, &path);
            let ignore = from.context.ignore.as_ref().map(|(source, _)| source);
            self.exposed.extend(look.secrets.iter().map(|(source, secret)| Exposed {
                source: Arc::clone(source),
                secret: *secret,
                file: from.file,
                copied_by: word.span,
                ignore: ignore.map(Arc::clone),
            }));
            let sight = match &look.sight {
                Sight::NotInGit { .. } if !from.pushed => Sight::Found,
                sight => sight.clone(),
            };
            let (file, index) = (from.file, step.index);
            sources.push(CopySource { file, index, span: word.span, path, kind: look.kind, sight });
        }
        let others = sources.len() < transfer.sources.len()
            || sources.iter().any(|source| matches!(source.sight, Sight::Found | Sight::Unknown));
        let wanted = |source: &CopySource| {
            let may_be_empty = others || may_be_empty(from.context.builder, &source.sight);
            !(gomatch::has_wildcard(&source.path) && may_be_empty)
        };
        self.sources.extend(sources.into_iter().filter(wanted));
    }
}

/// What is at the sources, looked up once for all Dockerfiles that share a context.
struct Looks<'t> {
    tree: &'t dyn Tree,
    known: HashMap<(String, Option<String>, String), Arc<Look>>,
}

struct Look {
    kind: Option<Kind>,
    sight: Sight,
    /// Files with secrets right in a folder that is copied whole.
    secrets: Vec<(Arc<Source>, Span)>,
}

impl Looks<'_> {
    fn at(&mut self, context: &Context, path: &str) -> Arc<Look> {
        let ignore = context.ignore.as_ref().map(|(source, _)| source.path().to_owned());
        let key = (context.folder.clone(), ignore, path.to_owned());
        let look = || Arc::new(Look::new(self.tree, context, path));
        Arc::clone(self.known.entry(key).or_insert_with(look))
    }
}

impl Look {
    fn new(tree: &dyn Tree, context: &Context, path: &str) -> Look {
        let kind = if gomatch::has_wildcard(path) { None } else { context.kind(tree, path) };
        let whole = kind == Some(Kind::Folder);
        let secrets = if whole { secrets(tree, context, path) } else { Vec::new() };
        Look { kind, sight: context.sees(tree, path), secrets }
    }
}

/// With BuildKit a pattern may match nothing, but what `.dockerignore` keeps out of it is hardly meant to be. With the
/// classic builder it may when another source is there.
fn may_be_empty(builder: Builder, sight: &Sight) -> bool {
    builder == Builder::Buildkit && !matches!(sight, Sight::Ignored { .. })
}

/// The words of a COPY or ADD that reads the context.
fn from_context<'a>(step: &Step<'a>) -> Option<&'a Transfer> {
    let (Instruction::Copy(transfer) | Instruction::Add(transfer)) = &step.instruction.kind else {
        return None;
    };
    let elsewhere = step.instruction.flags.iter().any(|flag| flag.name.value == "from");
    (!elsewhere).then_some(transfer)
}

fn secrets(tree: &dyn Tree, context: &Context, copied: &str) -> Vec<(Arc<Source>, Span)> {
    let folder = gomatch::clean(copied).trim_start_matches('/').to_owned();
    let folder = path::join(&context.folder, if folder == "." { "" } else { &folder });
    let folder = folder.trim_end_matches('/');
    let entries = tree
        .list(folder)
        .into_iter()
        .filter(|entry| entry.kind == Kind::File && may_hold_secrets(&entry.name));
    let sent = |path: &String| {
        let below = path::below(path, &context.folder).unwrap_or(path);
        context.sees(tree, below) == Sight::Found && !tree.ignored(path)
    };
    let one = |path: String| {
        let source = tree.source(&path).ok()?;
        let secret = secret(source.text())?;
        Some((source, secret))
    };
    entries.map(|entry| path::join(folder, &entry.name)).filter(sent).filter_map(one).collect()
}

/// Names of files that hold settings or keys of one machine.
fn may_hold_secrets(name: &str) -> bool {
    let settings =
        name == ".env" || name == ".env.local" || (name.starts_with(".env.") && name.ends_with(".local"));
    let keys = ["id_rsa", "id_ecdsa", "id_ed25519"].contains(&name)
        || name.ends_with(".pem")
        || name.ends_with(".key");
    settings || keys
}

/// The first private key, or value of a setting that is called like a secret and filled in.
fn secret(text: &str) -> Option<Span> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_end();
        let key = trimmed.starts_with("-----BEGIN") && trimmed.contains("PRIVATE KEY");
        if key || is_secret_setting(trimmed) {
            return Some(Span::new(start, start + trimmed.len()));
        }
        start += line.len();
    }
    None
}

/// A shorter value is hardly a secret.
const SHORTEST: usize = 12;

fn is_secret_setting(line: &str) -> bool {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let Some((name, value)) = line.split_once('=') else { return false };
    let value = value.trim().trim_matches(['"', '\'']);
    // A file of settings is filled in by hand: a value that is no placeholder is meant, random or not.
    secret::is_named(name.trim()) && value.len() >= SHORTEST && !secret::is_placeholder(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_a_key_or_a_setting_that_is_filled_in() {
        let found =
            |text: &str| secret(text).and_then(|span| text.get(span.start..span.end).map(str::to_owned));
        assert_eq!(
            found("A=1\nexport API_TOKEN=f3a9c27d51e04b88\n"),
            Some("export API_TOKEN=f3a9c27d51e04b88".to_owned())
        );
        assert!(found("-----BEGIN RSA PRIVATE KEY-----\nabc\n").is_some());
        for harmless in [
            "-----BEGIN CERTIFICATE-----\n",
            "DATABASE_PASSWORD=changeme-please\n",
            "SECRET_KEY=\n",
            "NEXT_PUBLIC_TOKEN=f3a9c27d51e04b88\n",
            "TOKEN_URL=https://example.com/token-endpoint\n",
            "API_TOKEN=$OTHER_LONG_NAME\n",
        ] {
            assert_eq!(found(harmless), None, "{harmless}");
        }
    }
}
