//! Heredocs: their openers on an instruction's line and their bodies below it.

use super::ast::Heredoc;
use super::lex::{Lex, Lookup, Mode, Word};
use super::lines::{Line, Lines};
use crate::base::source::{Span, Text};
use crate::syntax::SyntaxError;

/// What a word that opens a heredoc says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opener {
    pub name: String,
    pub expand: bool,
    pub chomp: bool,
}

/// The openers on a joined line, with the words they are.
pub(super) fn openers(line: &Text) -> Vec<(Opener, Span)> {
    let words = words(&line.text, true, true).unwrap_or_default();
    words.into_iter().filter_map(|word| Some((opener(&word.text)?, line.span(word.range)))).collect()
}

/// Reads `<<name`, `<<-name`, `3<<"name"`. The name is read with and without its quotes to see whether it has any.
pub(super) fn opener(word: &str) -> Option<Opener> {
    let after = word.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("<<")?;
    let chomped = after.strip_prefix('-');
    let rest = chomped.unwrap_or(after).trim_start_matches([' ', '\t', '\n', '\u{c}', '\r']);
    if rest.is_empty() || rest.contains('<') {
        return None;
    }
    let [bare] = words(rest, false, false)?.try_into().ok()?;
    let [raw] = words(rest, true, false)?.try_into().ok()?;
    let expand = quotes(&bare.text) == quotes(&raw.text);
    Some(Opener { name: bare.text, expand, chomp: chomped.is_some() })
}

fn quotes(word: &str) -> usize {
    word.matches(['\'', '"']).count()
}

/// The shell words of a text, if it can be read. The escape character is `\` whatever the file says.
fn words(text: &str, raw_quotes: bool, raw_escapes: bool) -> Option<Vec<Word>> {
    let mode = Mode { escape: '\\', raw_quotes, raw_escapes, keep_unset: true, lookup: &|_| Lookup::Unset };
    Lex::new(text, mode).read().ok().map(|(_, words)| words)
}

/// The body of a heredoc: all lines up to its closing line.
pub(super) fn body(
    opener: Opener,
    place: Span,
    lines: &mut Lines<'_>,
    text: &str,
) -> (Heredoc, Option<SyntaxError>) {
    let mut reader = Body { text, chomp: opener.chomp, body: Text::default(), plain: None };
    for line in lines {
        if without_tabs(line.text, opener.chomp) == opener.name {
            let body = reader.finish(line.span.start);
            return (heredoc(opener, place, body, line.span), None);
        }
        reader.push(line);
    }
    let body = reader.finish(text.len());
    let error = unterminated(&opener, place, &body);
    (heredoc(opener, place, body, Span::at(text.len())), Some(error))
}

fn heredoc(opener: Opener, place: Span, body: Text, closer: Span) -> Heredoc {
    let Opener { name, expand, chomp } = opener;
    Heredoc { opener: place, name, expand, chomp, body, closer }
}

fn without_tabs(line: &str, chomp: bool) -> &str {
    if chomp { line.trim_start_matches('\t') } else { line }
}

/// Gathers the lines of a body.
struct Body<'a> {
    text: &'a str,
    chomp: bool,
    body: Text,
    /// Lines that are in the file exactly as they are read, not yet pushed.
    plain: Option<Span>,
}

impl Body<'_> {
    fn push(&mut self, line: Line<'_>) {
        let kept = without_tabs(line.text, self.chomp);
        let dropped = line.text.len() - kept.len();
        if dropped > 0 {
            self.flush();
        }
        let here = Span::new(line.span.start + dropped, line.next);
        self.plain = Some(self.plain.map_or(here, |before| before.join(here)));
    }

    fn flush(&mut self) {
        if let Some(span) = self.plain.take() {
            self.body.push(self.text.get(span.start..span.end).unwrap_or(""), span);
        }
    }

    /// The body; an empty one is at `end`.
    fn finish(mut self, end: usize) -> Text {
        self.flush();
        if self.body.text.is_empty() {
            self.body.span = Span::at(end);
        }
        self.body
    }
}

fn unterminated(opener: &Opener, place: Span, body: &Text) -> SyntaxError {
    let name = &opener.name;
    let error = SyntaxError::new(place, format!("the heredoc `{name}` is not closed"));
    let mut start = 0;
    for line in body.text.split_inclusive('\n') {
        if line.trim() == name {
            let place = body.span(start..start + line.trim_end().len());
            let mut error = error.help(format!("put `{name}` alone on its line, without spaces around it"));
            error.related = Some((place, "is this line meant to close it?".to_owned()));
            return error;
        }
        start += line.len();
    }
    error.help(format!("close it with a line that contains only `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_open_heredocs() {
        for (word, expected) in [
            ("<<EOF", Some(("EOF", true, false))),
            ("<<-EOF", Some(("EOF", true, true))),
            ("3<<EOF", Some(("EOF", true, false))),
            ("<<'EOF'", Some(("EOF", false, false))),
            ("<<-\"E F\"", Some(("E F", false, true))),
            ("<<E\\F", Some(("EF", true, false))),
            ("<< EOF", Some(("EOF", true, false))),
            ("<<<EOF", None),
            ("<<", None),
            ("<<-", None),
            ("a<<EOF", None),
            ("<EOF", None),
        ] {
            let found = opener(word);
            assert_eq!(found.as_ref().map(|o| (o.name.as_str(), o.expand, o.chomp)), expected, "{word}");
        }
    }

    #[test]
    fn openers_of_a_line() {
        let line = "RUN cat <<A 3<<-'B' && echo \"<<C\" << D <<<E x<<F \\<<G";
        let text = Text::verbatim(line, 100);
        let found: Vec<_> =
            openers(&text).into_iter().map(|(o, s)| (o.name, &line[s.start - 100..s.end - 100])).collect();
        let expected = [("A", "<<A"), ("B", "3<<-'B'"), ("D", "<< D")];
        assert_eq!(found, expected.map(|(name, written)| (name.to_owned(), written)));
        assert_eq!(openers(&Text::verbatim("RUN cat <<A 'b", 0)), []);
    }
}
