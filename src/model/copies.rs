//! What COPY and ADD take from the build context, and what comes along unseen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::files::text::decode;
use crate::files::{Kind, Tree, path};
use crate::model::context::{Builder, Context, Sight};
use crate::model::dockerfile::{Dockerfile, Step};
use crate::source::{Source, Span};
use crate::syntax::dockerfile::ast::{Kind as Instruction, Transfer, Word};
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
    built: &BTreeMap<usize, BTreeSet<usize>>,
    builder: Builder,
) -> Copies {
    let mut copies = Copies::default();
    for (number, stages) in built {
        let Some(file) = files.get(*number) else { continue };
        let context = Context::new(tree, file.source.path(), builder);
        copies.ignores.extend(context.ignore.iter().map(|(source, _)| (*number, Arc::clone(source))));
        let stages = stages.iter().filter_map(|stage| file.stages.get(*stage));
        for step in stages.flat_map(|stage| file.steps_of(stage)) {
            let Some(transfer) = from_context(&step) else { continue };
            let words = transfer.sources.iter().filter_map(|word| Some((word, step.value(&word.value)?)));
            let words: Vec<(&Word, String)> = words.collect();
            let sights: Vec<Sight> =
                words.iter().map(|(_, path)| sight(tree, &context, file, path)).collect();
            let some_found = sights.contains(&Sight::Found);
            for ((word, path), sight) in words.into_iter().zip(sights) {
                copies.exposed.extend(exposed(tree, &context, *number, word, &path));
                if !(gomatch::has_wildcard(&path) && (some_found || may_be_empty(builder, &sight))) {
                    copies.sources.push(CopySource {
                        file: *number,
                        index: step.index,
                        span: word.span,
                        kind: context.kind(tree, &path),
                        path,
                        sight,
                    });
                }
            }
        }
    }
    copies
}

/// With BuildKit a pattern may match nothing, but what `.dockerignore` keeps out of it is hardly meant to be. With the
/// classic builder it may when another source is there.
fn may_be_empty(builder: Builder, sight: &Sight) -> bool {
    builder == Builder::Buildkit && !matches!(sight, Sight::Ignored { .. })
}

/// What becomes of a source. While git does not have the Dockerfile either, nothing is pushed yet that could lack it.
fn sight(tree: &dyn Tree, context: &Context, file: &Dockerfile, path: &str) -> Sight {
    match context.sees(tree, path) {
        Sight::NotInGit { .. } if tree.tracked(file.source.path()) == Some(false) => Sight::Found,
        sight => sight,
    }
}

/// The words of a COPY or ADD that reads the context.
fn from_context<'a>(step: &Step<'a>) -> Option<&'a Transfer> {
    let (Instruction::Copy(transfer) | Instruction::Add(transfer)) = &step.instruction.kind else {
        return None;
    };
    let elsewhere = step.instruction.flags.iter().any(|flag| flag.name.value == "from");
    (!elsewhere).then_some(transfer)
}

/// Files with secrets right in a folder that is copied whole.
fn exposed(tree: &dyn Tree, context: &Context, file: usize, word: &Word, copied: &str) -> Vec<Exposed> {
    let folder = gomatch::clean(copied).trim_start_matches('/').to_owned();
    let folder = path::join(&context.folder, if folder == "." { "" } else { &folder });
    let folder = folder.trim_end_matches('/');
    if gomatch::has_wildcard(copied) || tree.kind(folder) != Some(Kind::Folder) {
        return Vec::new();
    }
    let entries = tree
        .list(folder)
        .into_iter()
        .filter(|entry| entry.kind == Kind::File && may_hold_secrets(&entry.name));
    let sent = |path: &String| {
        let below = path::below(path, &context.folder).unwrap_or(path);
        context.sees(tree, below) == Sight::Found && !tree.ignored(path)
    };
    let one = |path: String| {
        let text = decode(tree.read(&path).ok()?).ok()?;
        let secret = secret(&text)?;
        let source = Source::new(&path, tree.shown(&path), text);
        let ignore = context.ignore.as_ref().map(|(source, _)| Arc::clone(source));
        Some(Exposed { source, secret, file, copied_by: word.span, ignore })
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

fn is_secret_setting(line: &str) -> bool {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let Some((name, value)) = line.split_once('=') else { return false };
    let name = name.trim().to_ascii_uppercase();
    let value = value.trim().trim_matches(['"', '\'']);
    let parts: Vec<&str> = name.split('_').collect();
    let secret =
        ["SECRET", "PASSWORD", "TOKEN", "PASSWD", "CREDENTIALS"].iter().any(|word| parts.contains(word))
            || name.ends_with("API_KEY")
            || name.ends_with("PRIVATE_KEY");
    let public = parts.contains(&"PUBLIC") || name.starts_with("VITE_") || name.starts_with("REACT_APP_");
    let lower = value.to_ascii_lowercase();
    let placeholder = value.len() < 12
        || value.starts_with(['$', '<', '{'])
        || [
            "example",
            "change",
            "your",
            "dummy",
            "placeholder",
            "secret",
            "password",
            "xxx",
            "todo",
            "test",
            "insecure",
        ]
        .iter()
        .any(|word| lower.contains(word));
    secret && !public && !placeholder
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
