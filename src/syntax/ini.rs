//! Files of lines with a key and a value, in sections or not: ini, `.env`, and YAML of one level.

use crate::base::source::{Source, Span};

/// The lines below a `[name]`.
#[derive(Debug)]
pub struct Section {
    /// The name; empty for the lines before the first section.
    pub name: String,
    /// Keys and the ranges of their values.
    values: Vec<(String, Span)>,
}

/// The sections of a file; a value may continue on indented lines.
pub fn sections(source: &Source) -> Vec<Section> {
    let mut found = vec![Section { name: String::new(), values: Vec::new() }];
    for line in (1..=source.line_count()).filter_map(|number| source.line(number)) {
        let text = source.slice(line);
        let bare = text.trim();
        if bare.is_empty() || bare.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = text.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            found.push(Section { name: name.to_owned(), values: Vec::new() });
            continue;
        }
        let Some(section) = found.last_mut() else { continue };
        let end = line.start + without_comment(text).trim_end().len();
        if text.starts_with([' ', '\t']) {
            section.values.last_mut().into_iter().for_each(|(_, value)| value.end = end);
        } else if let Some(at) = text.find(['=', ':']) {
            let value = text.get(at + 1..).unwrap_or("");
            let start = line.start + at + 1 + (value.len() - value.trim_start().len());
            let key = text.get(..at).unwrap_or("").trim().trim_start_matches("export ").to_owned();
            section.values.push((key, Span::new(start, end.max(start))));
        }
    }
    found
}

/// A line up to a comment after a space.
fn without_comment(text: &str) -> &str {
    let ends = [" ;", "\t;", " #", "\t#"];
    let at = ends.iter().filter_map(|end| text.find(end)).min();
    at.and_then(|at| text.get(..at)).unwrap_or(text)
}

impl Section {
    /// The range of the last value of a key.
    pub fn get(&self, key: &str) -> Option<Span> {
        self.values.iter().rev().find(|(name, _)| name == key).map(|(_, value)| *value)
    }

    /// The same without quotes around it.
    pub fn unquoted(&self, source: &Source, key: &str) -> Option<Span> {
        let span = self.get(key)?;
        let text = source.slice(span);
        let inner = text.trim_matches(['"', '\'']);
        let start = span.start + text.find(inner).unwrap_or(0);
        Some(Span::new(start, start + inner.len()))
    }
}
