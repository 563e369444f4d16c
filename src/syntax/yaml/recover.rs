//! Reading on after a mistake: report it, repair it in a copy, read again.

use std::collections::HashSet;

use super::build;
use super::build::Failure;
use super::mistake;
use super::mistake::Mistake;
use super::patch::{Edit, Patched};
use super::{Document, Node, Value};
use crate::base::source::Span;
use crate::syntax::SyntaxError;

/// Mistakes looked at in one file.
const MAX_MISTAKES: usize = 50;

/// Edits that repair one mistake.
const MAX_EDITS: usize = 400;

/// Bytes read again and again before the rest is given up.
const MAX_READ: usize = 16 << 20;

/// Reads a document. Never fails: errors are returned with what could be read.
///
/// A byte-order mark is allowed. Time grows with the length of the text, whatever it holds.
pub fn parse(text: &str) -> Document {
    let mut document = read(text);
    if let Some(root) = &mut document.root {
        snap(root, text);
    }
    document
}

/// Moves the ends of ranges that are inside a character, because a repair left nothing there, to its start.
fn snap(node: &mut Node, text: &str) {
    let boundary =
        |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    node.span = Span::new(boundary(node.span.start), boundary(node.span.end));
    match &mut node.value {
        Value::Sequence(items) => items.iter_mut().for_each(|item| snap(item, text)),
        Value::Mapping(entries) => entries.iter_mut().for_each(|entry| {
            snap(&mut entry.key, text);
            snap(&mut entry.value, text);
        }),
        _ => {}
    }
}

fn read(text: &str) -> Document {
    let mut patched = Patched::new(text);
    let mut report = Report::default();
    let mut read = 0;
    loop {
        let attempt = build::build(&patched);
        read += patched.text().len() + 1;
        let Some(failure) = attempt.failure else { return report.finish(attempt.document) };
        let mistake = mistake::diagnose(patched.text(), &failure);
        report.add(&mistake, &patched);
        let no_repair = mistake.edits.is_empty() || mistake.edits.len() > MAX_EDITS;
        let enough = report.rounds >= MAX_MISTAKES || read > MAX_READ;
        if no_repair || enough || !repair(&mut patched, &mistake.edits, &failure) {
            return report.finish(attempt.document);
        }
    }
}

/// Applies the edits or, if they change nothing, removes more and more; returns whether anything changed.
fn repair(patched: &mut Patched<'_>, edits: &[Edit], failure: &Failure) -> bool {
    if patched.apply(edits) {
        return true;
    }
    let line = mistake::line_around(patched.text(), failure.at);
    let rest = Span::new(line.start, mistake::section_end(patched.text(), failure.at));
    patched.apply(&[Edit::remove(line)]) || patched.apply(&[Edit::remove(rest)])
}

/// What has been found so far.
#[derive(Default)]
struct Report {
    errors: Vec<SyntaxError>,
    /// Where lines begin in the file that hold an error or lost something: what breaks there next comes from us.
    touched: HashSet<usize>,
    rounds: usize,
}

impl Report {
    fn add(&mut self, mistake: &Mistake, patched: &Patched<'_>) {
        self.rounds += 1;
        let mut error = mistake.error.clone();
        error.span = patched.back_span(error.span);
        if let Some((span, _)) = &mut error.related {
            *span = patched.back_span(*span);
        }
        let line = patched.line_start(error.span.start);
        let lossy = mistake.edits.iter().filter(|edit| edit.loses());
        let lost = lossy.map(|edit| patched.line_start(patched.back(edit.span.start)));
        let ours = self.touched.contains(&line);
        self.touched.extend(lost);
        self.touched.insert(line);
        if !ours {
            self.errors.push(error);
        }
    }

    fn finish(mut self, mut document: Document) -> Document {
        document.errors.append(&mut self.errors);
        document.errors.sort_by_key(|error| error.span);
        document
    }
}
