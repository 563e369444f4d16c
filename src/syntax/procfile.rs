//! Procfile: `process: command` lines.

use std::sync::Arc;

use crate::base::source::{Source, Span, Spanned, Text};

/// A Procfile.
#[derive(Debug)]
pub struct Procfile {
    /// The file.
    pub source: Arc<Source>,
    /// Its lines in order.
    pub processes: Vec<(Spanned<String>, Text)>,
}

/// Reads the lines that have the form `name: command`; others are passed over, as Heroku does.
pub fn read(source: Arc<Source>) -> Procfile {
    let lines = 1..=source.line_count();
    let processes = lines.filter_map(|number| line(&source, source.line(number)?)).collect();
    Procfile { source, processes }
}

fn line(source: &Source, span: Span) -> Option<(Spanned<String>, Text)> {
    let text = source.slice(span);
    let (name, command) = text.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if name.is_empty() || !name.chars().all(plain) || command.trim().is_empty() {
        return None;
    }
    let start = span.start + name.len() + 1 + (command.len() - command.trim_start().len());
    let name_span = Span::new(span.start, span.start + name.len());
    Some((Spanned::new(name.to_owned(), name_span), Text::verbatim(command.trim(), start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_process_lines_only() {
        let source =
            Source::new("Procfile", "Procfile", "# note: x\nweb:  npm start \n\nbad line\nmy-job: a:b\n");
        let file = read(source);
        let seen: Vec<_> = file
            .processes
            .iter()
            .map(|(name, command)| {
                (name.value.as_str(), command.text.as_str(), file.source.slice(command.span))
            })
            .collect();
        assert_eq!(seen, [("web", "npm start", "npm start"), ("my-job", "a:b", "a:b")]);
    }
}
