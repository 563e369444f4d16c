//! Comments that say which findings to leave out: dynolint's own, hadolint's and BuildKit's.
//!
//! ```text
//! # dynolint ignore=image-latest,DL3007 we pin by digest in CI    the next instruction or entry
//! # dynolint ignore-file=volume-ignored                           the whole file
//! # hadolint ignore=DL3008        # hadolint global ignore=DL3008
//! # check=skip=StageNameCasing    above an instruction, or as a directive for the whole file
//! ```

use std::sync::Arc;

use crate::model::project::Project;
use crate::rules;
use crate::source::{Place, Source, Span};
use crate::syntax::dockerfile::ast;
use crate::syntax::yaml;

/// One name in an ignore comment.
#[derive(Debug, Clone)]
pub struct Ignore {
    /// The file.
    pub source: Arc<Source>,
    /// The id, alias or code as written.
    pub name: String,
    /// Where it is written.
    pub span: Span,
    /// The bytes it covers; `None` for the whole file.
    pub covers: Option<Span>,
    /// Whose comment it is.
    pub dialect: Dialect,
    /// Whether a reason is given.
    pub reason: bool,
}

/// Whose comment an ignore is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `# dynolint ignore=`.
    Dynolint,
    /// `# hadolint ignore=`.
    Hadolint,
    /// `# check=skip=`.
    Buildkit,
}

impl Ignore {
    /// Whether a finding of `rule` at `place` is left out by it.
    pub fn hides(&self, rule: &str, place: &Place) -> bool {
        self.source.path() == place.source.path()
            && self
                .covers
                .is_none_or(|covers| covers.start <= place.span.start && place.span.start <= covers.end)
            && (self.all() || rules::means(&self.name, rule))
    }

    /// `skip=all`.
    pub fn all(&self) -> bool {
        self.dialect == Dialect::Buildkit && self.name == "all"
    }
}

/// Every ignore of a project's Dockerfiles and manifest, in order.
pub fn collect(project: &Project) -> Vec<Ignore> {
    let mut found = Vec::new();
    for file in &project.dockerfiles {
        dockerfile(&file.source, &file.tree, &mut found);
    }
    if let Some(manifest) = &project.manifest {
        yaml(&manifest.source, &manifest.document, &mut found);
    }
    for (source, document) in &project.misnamed {
        yaml(source, document, &mut found);
    }
    for source in project.deployment.followed.iter().filter(|source| has_hash_comments(source)) {
        lines(source, &mut found);
    }
    found
}

/// Ends of names of files in which `#` begins a comment.
const HASH_COMMENTS: &[&str] = &[
    ".sh", ".bash", ".zsh", ".ksh", ".py", ".rb", ".ru", ".pl", ".toml", ".yml", ".yaml", ".conf", ".cfg",
    ".ini", ".env", "Procfile", "Makefile",
];

/// Whether `#` begins a comment; a program by its first line, for one with another kind of comment has no `#!`.
fn has_hash_comments(source: &Source) -> bool {
    let text = source.text();
    let other = || text.lines().next().is_some_and(|line| line.contains("node") || line.contains("php"));
    HASH_COMMENTS.iter().any(|end| source.path().ends_with(end)) || (text.starts_with("#!") && !other())
}

/// The comments that fill a line; each is about the next line that is none, with those that continue it.
fn lines(source: &Arc<Source>, found: &mut Vec<Ignore>) {
    let mut waiting: Vec<Span> = Vec::new();
    let mut covered: Option<Span> = None;
    for line in (1..=source.line_count()).filter_map(|number| source.line(number)) {
        let text = source.slice(line);
        let comment = text.trim_start();
        if covered.is_none() && (comment.is_empty() || comment.starts_with('#')) {
            waiting.extend((!comment.is_empty()).then(|| Span::new(line.end - comment.len(), line.end)));
            continue;
        }
        let whole = covered.map_or(line, |before| before.join(line));
        if text.ends_with('\\') {
            covered = Some(whole);
            continue;
        }
        covered = None;
        waiting.drain(..).for_each(|comment| read(source, comment, Some(whole), found));
    }
    waiting.into_iter().for_each(|comment| read(source, comment, Some(covered.unwrap_or(comment)), found));
}

fn dockerfile(source: &Arc<Source>, tree: &ast::Dockerfile, found: &mut Vec<Ignore>) {
    for comment in &tree.comments {
        let directive = tree.directives.iter().any(|directive| directive.span.start == comment.span.start);
        let next = tree.instructions.iter().find(|instruction| instruction.span.end > comment.span.start);
        let covers = if directive { None } else { Some(next.map_or(comment.span, |next| next.span)) };
        read(source, comment.span, covers, found);
    }
}

fn yaml(source: &Arc<Source>, document: &yaml::Document, found: &mut Vec<Ignore>) {
    let mut entries = Vec::new();
    if let Some(root) = &document.root {
        collect_spans(root, &mut entries);
    }
    for comment in &document.comments {
        let line = source.position(comment.start).line;
        let before = source.line(line).map_or("", |span| source.slice(Span::new(span.start, comment.start)));
        let covers = if before
            .trim_matches(crate::source::BOM.chars().collect::<Vec<_>>().as_slice())
            .trim()
            .is_empty()
        {
            entries
                .iter()
                .filter(|entry| entry.start >= comment.end)
                .min_by_key(|entry| (entry.start, usize::MAX - entry.end))
        } else {
            None
        };
        let covers = covers.copied().or_else(|| source.line(line));
        read(source, *comment, covers, found);
    }
}

/// The spans of all entries (key to value) and items.
fn collect_spans(node: &yaml::Node, spans: &mut Vec<Span>) {
    match &node.value {
        yaml::Value::Sequence(items) => items.iter().for_each(|item| {
            spans.push(item.span);
            collect_spans(item, spans);
        }),
        yaml::Value::Mapping(entries) => entries.iter().filter(|entry| !entry.merged).for_each(|entry| {
            spans.push(entry.key.span.join(if entry.value.alias {
                entry.key.span
            } else {
                entry.value.span
            }));
            collect_spans(&entry.value, spans);
        }),
        _ => {}
    }
}

/// Reads one comment, `#` included.
fn read(source: &Arc<Source>, span: Span, covers: Option<Span>, found: &mut Vec<Ignore>) {
    let text = source.slice(span);
    let Some(form) = FORMS.iter().find_map(|form| form.names(text).map(|at| (form, at))) else { return };
    let (form, at) = form;
    let rest = text.get(at..).unwrap_or("");
    let end = rest.find(|c: char| c.is_whitespace() || c == ';').unwrap_or(rest.len());
    let names = rest.get(..end).unwrap_or("");
    let reason = !rest.get(end..).unwrap_or("").trim_matches([' ', '\t', ';', '/', '-', ':']).is_empty();
    let covers = if form.file { None } else { covers };
    let mut offset = span.start + at;
    for name in names.split(',') {
        if !name.is_empty() {
            let span = Span::new(offset, offset + name.len());
            let (source, name) = (Arc::clone(source), name.to_owned());
            found.push(Ignore { source, name, span, covers, dialect: form.dialect, reason });
        }
        offset += name.len() + 1;
    }
}

/// One way to write an ignore comment: words with blanks between, then `=`.
struct Form {
    dialect: Dialect,
    words: &'static [&'static str],
    file: bool,
}

const FORMS: &[Form] = &[
    Form { dialect: Dialect::Dynolint, words: &["dynolint", "ignore-file"], file: true },
    Form { dialect: Dialect::Dynolint, words: &["dynolint", "ignore"], file: false },
    Form { dialect: Dialect::Hadolint, words: &["hadolint", "global", "ignore"], file: true },
    Form { dialect: Dialect::Hadolint, words: &["hadolint", "ignore"], file: false },
    Form { dialect: Dialect::Buildkit, words: &["check=skip"], file: false },
];

impl Form {
    /// Where the names start in a comment of this form.
    fn names(&self, comment: &str) -> Option<usize> {
        let mut rest = comment.strip_prefix('#')?.trim_start();
        for word in self.words {
            rest = rest.strip_prefix(word)?.trim_start();
        }
        rest = rest.strip_prefix('=')?.trim_start();
        Some(comment.len() - rest.len())
    }
}
