//! Comments of scripts and settings that a command leads to.

use crate::base::source::{Source, Span};

/// Ends of names of files in which `#` begins a comment.
const HASH_COMMENTS: &[&str] = &[
    ".sh", ".bash", ".zsh", ".ksh", ".py", ".rb", ".ru", ".pl", ".toml", ".yml", ".yaml", ".conf", ".cfg",
    ".ini", ".env", "Procfile", "Makefile",
];

/// The comments that fill a line, each with what it is about: the next line that is none, with those that continue it.
pub(super) fn comments(source: &Source) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    if !has_hash_comments(source) {
        return found;
    }
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
        found.extend(waiting.drain(..).map(|comment| (comment, whole)));
    }
    found.extend(waiting.into_iter().map(|comment| (comment, covered.unwrap_or(comment))));
    found
}

/// Whether `#` begins a comment; a program by its first line, for one with another kind of comment has no `#!`.
pub(super) fn has_hash_comments(source: &Source) -> bool {
    let text = source.text();
    let other = || text.lines().next().is_some_and(|line| line.contains("node") || line.contains("php"));
    HASH_COMMENTS.iter().any(|end| source.path().ends_with(end)) || (text.starts_with("#!") && !other())
}
