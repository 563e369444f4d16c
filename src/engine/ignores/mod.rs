//! Comments that say which findings to leave out: dynolint's own, hadolint's and BuildKit's.
//!
//! ```text
//! # dynolint ignore=image-latest,DL3007 we pin by digest in CI    the next instruction or entry
//! # dynolint ignore-file=volume-ignored                           the whole file
//! # hadolint ignore=DL3008        # hadolint global ignore=DL3008
//! # check=skip=StageNameCasing    above an instruction, or as a directive for the whole file
//! ```

mod reach;
mod read;
mod script;
#[cfg(test)]
mod tests;
mod typo;
mod write;

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::{BOM, Source, Span};
use crate::project::Project;
use crate::rule::Rule;
use crate::rule::comments::{Comments, Dialect, Ignore, Malformed, Request};
use crate::rules;
use crate::syntax::dockerfile::ast;
use crate::syntax::yaml;

pub use reach::{Reach, Reached};
pub use write::comments;

impl Comments {
    /// The weight of a finding after `error=true`.
    pub fn weight(&self, one: &Diagnostic) -> Severity {
        let strict = || self.strict.iter().any(|source| source.path() == one.place.source.path());
        let check = || rules::find(one.rule).is_some_and(|rule| rule.buildkit_name().is_some());
        if one.severity == Severity::Warning && strict() && check() { Severity::Error } else { one.severity }
    }
}

impl Ignore {
    /// What it speaks of.
    pub fn reach(&self) -> Reach<'_> {
        Reach { path: self.source.path(), rules: &self.rules, covers: self.covers }
    }
}

impl Request {
    /// What it speaks of.
    pub fn reach(&self) -> Reach<'_> {
        Reach { path: self.source.path(), rules: &self.rules, covers: self.covers }
    }
}

/// Whether comments in a script or a configuration, by its name or first line, begin with `#`.
pub fn takes_comments(source: &Source) -> bool {
    script::has_hash_comments(source)
}

/// What the comments of a project's Dockerfiles, manifest and followed scripts say, in order.
pub fn collect(project: &Project) -> Comments {
    let mut collector = Collector::default();
    for file in &project.dockerfiles {
        collector.dockerfile(&file.source, &file.tree);
    }
    if let Some(manifest) = &project.manifest {
        collector.yaml(&manifest.source, &manifest.document);
    }
    for (source, document) in &project.misnamed {
        collector.yaml(source, document);
    }
    for source in &project.deployment.followed {
        script::comments(source).into_iter().for_each(|(span, covers)| {
            collector.comment(source, span, Some(covers));
        });
        if script::has_hash_comments(source) {
            collector.ends_of_lines(source, Span::new(0, source.text().len()));
        }
    }
    collector.comments
}

#[derive(Default)]
struct Collector {
    comments: Comments,
    /// What a name stands for, looked up once.
    named: HashMap<(Names, String), Arc<[&'static str]>>,
}

/// What a word can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Names {
    /// A rule or a group.
    Rules,
    /// One of BuildKit's checks, or `all` of them.
    Checks,
    /// One of its experiments, or `all` of them.
    Experiments,
}

impl Collector {
    fn dockerfile(&mut self, source: &Arc<Source>, tree: &ast::Dockerfile) {
        for comment in &tree.comments {
            let next = tree.instructions.partition_point(|one| one.span.end <= comment.span.start);
            let before = next.checked_sub(1).and_then(|before| tree.instructions.get(before));
            // With the comments above it: some findings are about them.
            let start = before.map_or(0, |before| before.span.end + 1);
            let end = tree.instructions.get(next).map_or(comment.span.end, |next| next.span.end);
            let directive = is_check_directive(source, tree, comment.span);
            let covers = if directive { None } else { Some(Span::new(start, end)) };
            self.comment(source, comment.span, covers);
        }
        tree.instructions.iter().for_each(|one| self.ends_of_lines(source, one.span));
    }

    fn yaml(&mut self, source: &Arc<Source>, document: &yaml::Document) {
        let mut entries = Vec::new();
        if let Some(root) = &document.root {
            collect_spans(root, &mut entries);
        }
        // Of those that begin together the outermost first.
        entries.sort_unstable_by_key(|entry| (entry.start, usize::MAX - entry.end));
        for comment in &document.comments {
            let line = source.line(source.position(comment.start).line);
            let alone = line.is_none_or(|line| {
                let before = source.slice(Span::new(line.start, comment.start));
                before.trim_start_matches(BOM).trim().is_empty()
            });
            let next = entries.partition_point(|entry| entry.start < comment.end);
            let covers = match entries.get(next).filter(|_| alone) {
                // On top it is for the file's first finding too, which stands at its start.
                Some(entry) => Some(Span::new(if next == 0 { 0 } else { entry.start }, entry.end)),
                None => line,
            };
            self.comment(source, *comment, covers);
        }
    }

    /// Takes in one comment, `#` included.
    fn comment(&mut self, source: &Arc<Source>, span: Span, covers: Option<Span>) {
        let text = source.slice(span);
        if let Some(typo) = typo::typo(text) {
            self.malformed(source, span, typo, false);
        }
        let Some(said) = read::read(text) else { return };
        let directive = covers.is_none();
        let covers = if said.file { None } else { covers };
        let kind = if said.dialect == Dialect::Buildkit { Names::Checks } else { Names::Rules };
        for range in said.skip {
            let name = text.get(range.clone()).unwrap_or("").to_owned();
            let rules = self.named(kind, &name);
            let span = Span::new(span.start + range.start, span.start + range.end);
            let (dialect, reason) = (said.dialect, said.reason);
            let source = Arc::clone(source);
            self.comments.ignores.push(Ignore { source, name, rules, span, covers, dialect, reason });
        }
        for range in said.experimental {
            let rules = self.named(Names::Experiments, text.get(range).unwrap_or(""));
            self.comments.requests.push(Request { source: Arc::clone(source), rules, covers });
        }
        if said.error && directive {
            self.comments.strict.push(Arc::clone(source));
        }
    }

    /// Takes in the comments at ends of lines, where there are none.
    fn ends_of_lines(&mut self, source: &Arc<Source>, part: Span) {
        if !source.slice(part).contains("dynolint") {
            return;
        }
        let lines = source.position(part.start).line..=source.position(part.end).line;
        for line in lines.filter_map(|number| source.line(number)) {
            if let Some(at) = typo::trailing(source.slice(line)) {
                let span = Span::new(line.start + at, line.end);
                self.malformed(source, span, typo::alone(source.slice(span)), true);
            }
        }
    }

    fn malformed(&mut self, source: &Arc<Source>, span: Span, typo: typo::Typo, trailing: bool) {
        let typo::Typo { right, complete } = typo;
        let text = source.slice(span).trim_end();
        let span = Span::new(span.start, span.start + text.len());
        self.comments.malformed.push(Malformed {
            source: Arc::clone(source),
            span,
            right,
            complete,
            trailing,
        });
    }

    fn named(&mut self, kind: Names, name: &str) -> Arc<[&'static str]> {
        let key = (kind, name.to_owned());
        Arc::clone(self.named.entry(key).or_insert_with(|| stands_for(kind, name)))
    }
}

fn stands_for(kind: Names, name: &str) -> Arc<[&'static str]> {
    let all =
        |wanted: fn(&Rule) -> bool| rules::all().filter(|rule| wanted(rule)).map(|rule| rule.id).collect();
    let ids = |found: Vec<&'static Rule>| found.into_iter().map(|rule| rule.id).collect();
    match (kind, name) {
        (Names::Checks, "all") => all(|rule| rule.buildkit_name().is_some() && !is_experiment(rule)),
        (Names::Experiments, "all") => all(is_experiment),
        (Names::Experiments, _) => {
            ids(rules::named(name).into_iter().filter(|rule| is_experiment(rule)).collect())
        }
        _ => rules::meant(name).into(),
    }
}

/// Checks that BuildKit runs only on request.
const EXPERIMENTS: [&str; 1] = ["InvalidDefinitionDescription"];

/// Whether BuildKit runs it only on request.
pub fn is_experiment(rule: &Rule) -> bool {
    rule.buildkit_name().is_some_and(|name| EXPERIMENTS.contains(&name))
}

/// `# check=` as a directive: for the whole file. Below one that is indented BuildKit looks for none.
fn is_check_directive(source: &Source, tree: &ast::Dockerfile, comment: Span) -> bool {
    let flush = |one: &&ast::Directive| source.position(one.span.start).column == 1;
    tree.directives.iter().take_while(flush).any(|one| one.span.start == comment.start)
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
