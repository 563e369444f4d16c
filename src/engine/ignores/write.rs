//! Ignore comments for findings: where they go, so that nothing else in a file changes its meaning.
//!
//! In a Dockerfile the line above the instruction, in YAML the line above the innermost entry that starts a line. In a
//! script any line may be part of a text, so the comment is for the whole file and goes below the comments on its top.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{collect_spans, script};
use crate::base::diagnostic::{Diagnostic, Edit};
use crate::base::source::{BOM, Place, Source, Span};
use crate::project::Project;
use crate::syntax::dockerfile::ast;
use crate::syntax::yaml;

/// A comment to write: its place, blanks before it, and whether it is for the whole file.
type Spot = (usize, String, bool);

/// The edits that put a comment with a reason above each finding in a project's files; one comment for all that share
/// a place. A finding in a file without comments, such as app.json, gets none.
pub fn comments(project: &Project, found: &[Diagnostic], reason: &str) -> Vec<Edit> {
    let mut comments: BTreeMap<(String, Spot), (Arc<Source>, BTreeSet<&str>)> = BTreeMap::new();
    for one in found {
        if let Some((source, spot)) = spot(project, &one.place) {
            let key = (source.path().to_owned(), spot);
            comments.entry(key).or_insert_with(|| (Arc::clone(source), BTreeSet::new())).1.insert(one.rule);
        }
    }
    let edit =
        |((_, (at, indent, file)), (source, rules)): ((String, Spot), (Arc<Source>, BTreeSet<&str>))| {
            let word = if file { "ignore-file" } else { "ignore" };
            let rules: Vec<&str> = rules.into_iter().collect();
            let text = format!("{indent}# dynolint {word}={} {}", rules.join(","), reason.trim());
            Edit::new(Place::new(&source, Span::at(at)), text.trim_end().to_owned() + "\n")
        };
    comments.into_iter().map(edit).collect()
}

fn spot<'p>(project: &'p Project, place: &Place) -> Option<(&'p Arc<Source>, Spot)> {
    let path = place.source.path();
    let at = place.span.start;
    if let Some(file) = project.dockerfiles.iter().find(|file| file.source.path() == path) {
        return Some((&file.source, above_instruction(&file.source, &file.tree, at)?));
    }
    let manifest = project.manifest.iter().map(|manifest| (&manifest.source, &manifest.document));
    let mut documents = manifest.chain(project.misnamed.iter().map(|(source, document)| (source, document)));
    if let Some((source, document)) = documents.find(|(source, _)| source.path() == path) {
        return Some((source, above_entry(source, document, at)?));
    }
    let script = project.deployment.followed.iter().find(|source| source.path() == path)?;
    script::has_hash_comments(script).then(|| (script, below_top(script)))
}

/// Above the first instruction that ends at the place or behind it.
fn above_instruction(source: &Source, tree: &ast::Dockerfile, at: usize) -> Option<Spot> {
    let index = tree.instructions.partition_point(|one| one.span.end < at);
    let instruction = tree.instructions.get(index).or(tree.instructions.last())?;
    Some((line_start(source, instruction.span.start), String::new(), false))
}

/// Above the innermost entry around the place that starts its line; above the first one where it is before all.
fn above_entry(source: &Source, document: &yaml::Document, at: usize) -> Option<Spot> {
    let mut entries = Vec::new();
    collect_spans(document.root.as_ref()?, &mut entries);
    entries.sort_unstable_by_key(|entry| (entry.start, usize::MAX - entry.end));
    let starts_line = |entry: &&Span| {
        let start = line_start(source, entry.start);
        let before = source.slice(Span::new(start, entry.start)).trim_start_matches(BOM);
        before.chars().all(|c| matches!(c, ' ' | '-'))
    };
    let around = entries.iter().filter(|entry| entry.start <= at && at <= entry.end);
    let entry =
        around.filter(starts_line).next_back().or(entries.first().filter(|first| at < first.start))?;
    let start = line_start(source, entry.start);
    let before = source.slice(Span::new(start, entry.start)).trim_start_matches(BOM);
    let indent = before.chars().take_while(|c| *c == ' ').collect();
    Some((start, indent, false))
}

/// Below `#!` and the comments that follow it: some of them count only on the first lines.
fn below_top(source: &Source) -> Spot {
    let lines = (1..=source.line_count()).filter_map(|number| source.line(number));
    let first = lines.into_iter().find(|line| !source.slice(*line).trim_start_matches(BOM).starts_with('#'));
    (first.map_or(source.text().len(), |line| line.start), String::new(), true)
}

fn line_start(source: &Source, at: usize) -> usize {
    source.line(source.position(at).line).map_or(0, |line| line.start)
}
