//! Lines of a text, as far as indentation and keys go.

use crate::base::source::Span;
use crate::syntax::yaml::patch::Edit;

/// A line without its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    whole: &'a str,
    /// Its first byte.
    pub start: usize,
    /// Its text.
    pub text: &'a str,
    /// How many bytes of spaces and tabs it starts with.
    pub indent: usize,
}

/// The line around an offset.
pub(super) fn line_at(text: &str, at: usize) -> Line<'_> {
    let at = floor(text, at);
    let start = text.get(..at).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |end| end + 1);
    from(text, start)
}

/// The first line.
pub(super) fn first(text: &str) -> Line<'_> {
    from(text, 0)
}

fn from(whole: &str, start: usize) -> Line<'_> {
    let rest = whole.get(start..).unwrap_or("");
    let text = rest.split(['\n', '\r']).next().unwrap_or("");
    let indent = text.len() - text.trim_start_matches([' ', '\t']).len();
    Line { whole, start, text, indent }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl<'a> Line<'a> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn span(&self) -> Span {
        Span::new(self.start, self.end())
    }

    /// Where the whole text ends.
    pub fn whole_end(&self) -> usize {
        self.whole.len()
    }

    /// The line without the whitespace around it.
    pub fn trimmed(&self) -> &'a str {
        self.text.trim()
    }

    /// The place of the trimmed line.
    pub fn inner(&self) -> Span {
        let start = self.start + self.indent;
        Span::new(start, start + self.text.get(self.indent..).unwrap_or("").trim_end().len())
    }

    /// From an offset to the last character of the line; never empty unless the line is.
    pub fn from(&self, at: usize) -> Span {
        let inner = self.inner();
        if at >= inner.start && at < inner.end { Span::new(floor(self.whole, at), inner.end) } else { inner }
    }

    pub fn is_blank(&self) -> bool {
        self.trimmed().is_empty()
    }

    /// Blank or a comment.
    pub fn is_idle(&self) -> bool {
        self.is_blank() || self.trimmed().starts_with('#')
    }

    pub fn next(&self) -> Option<Line<'a>> {
        let rest = self.whole.get(self.end()..)?;
        let length = if rest.starts_with("\r\n") { 2 } else { 1 };
        (!rest.is_empty()).then(|| from(self.whole, self.end() + length))
    }

    pub fn previous(&self) -> Option<Line<'a>> {
        let end = self.start.checked_sub(1)?;
        let before = self.whole.get(..end).map(|before| before.strip_suffix('\r').unwrap_or(before))?;
        Some(line_at(self.whole, before.len()))
    }

    /// The next lines that hold something.
    pub fn following(&self) -> impl Iterator<Item = Line<'a>> + use<'a> {
        std::iter::successors(self.next(), Line::next).filter(|line| !line.is_idle())
    }

    /// The lines before that hold something, nearest first.
    pub fn preceding(&self) -> impl Iterator<Item = Line<'a>> + use<'a> {
        std::iter::successors(self.previous(), Line::previous).filter(|line| !line.is_idle())
    }

    /// The column of its content after any `- `.
    pub fn content(&self) -> usize {
        let mut at = self.indent;
        while let Some(rest) = self.text.get(at..).and_then(|rest| rest.strip_prefix('-')) {
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            if blanks == 0 {
                break;
            }
            at += 1 + blanks;
        }
        at
    }

    /// The key it begins with, where one does: `web` in `  - web: x`.
    pub fn key(&self) -> Option<&'a str> {
        self.colon().and_then(|colon| self.text.get(self.content()..colon)).map(str::trim_end)
    }

    /// The column of the colon after its key.
    fn colon(&self) -> Option<usize> {
        let content = self.text.get(self.content()..)?;
        let quoted = content.chars().next().filter(|c| matches!(c, '"' | '\''));
        let skip = quoted.and_then(|quote| content.get(1..)?.find(quote)).map_or(0, |end| end + 2);
        let rest = content.get(skip..)?;
        let at = rest
            .match_indices(':')
            .map(|(at, _)| at)
            .find(|at| ends_key(rest.get(at + 1..).unwrap_or("")))?;
        Some(self.content() + skip + at)
    }

    /// The value after the colon of its key, without a comment; an empty range at the end of the line if there is none.
    pub fn value(&self) -> Option<Span> {
        let colon = self.colon()?;
        let rest = self.text.get(colon + 1..)?;
        let start = self.start + colon + 1 + (rest.len() - rest.trim_start().len());
        Some(Span::new(start, self.code_end().max(start)))
    }

    /// Whether it is a list item.
    pub fn is_item(&self) -> bool {
        self.trimmed() == "-" || self.trimmed().starts_with("- ")
    }

    /// Whether it opens a block: a key without a value.
    pub fn opens(&self) -> bool {
        self.value().is_some_and(|value| value.is_empty())
    }

    /// Where its text ends, before whitespace and a comment.
    pub fn code_end(&self) -> usize {
        let comment = [" #", "\t#"].iter().filter_map(|mark| self.text.find(mark)).min();
        let code = self.text.get(..comment.unwrap_or(self.text.len())).unwrap_or("");
        self.start + code.trim_end().len()
    }

    /// Gives the value of its key up, or, without one, the whole line.
    pub fn lose_value(&self) -> Edit {
        match self.value() {
            Some(value) if !value.is_empty() => Edit::lose(value),
            _ => Edit::remove(self.inner()),
        }
    }

    /// This line and all that follow and are at least as deep.
    pub fn block(&self) -> impl Iterator<Item = Line<'a>> + use<'a> {
        let indent = self.indent;
        std::iter::once(*self).chain(self.following().take_while(move |line| line.indent >= indent))
    }

    /// This line and all that belong to it because they are deeper.
    pub fn subtree(&self) -> impl Iterator<Item = Line<'a>> + use<'a> {
        let indent = self.indent;
        std::iter::once(*self).chain(self.following().take_while(move |line| line.indent > indent))
    }
}

/// Whether a colon with this after it ends a key.
pub(super) fn ends_key(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\t'])
}

/// Whether a word could be a key of a manifest.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// The edits that move lines by some columns.
pub(super) fn shift<'a>(lines: impl Iterator<Item = Line<'a>>, from: usize, to: usize) -> Vec<Edit> {
    lines
        .map(|line| match to.checked_sub(from) {
            Some(more) => Edit::insert(line.start, " ".repeat(more)),
            None => Edit::remove(Span::new(line.start, line.start + (from - to).min(line.indent))),
        })
        .collect()
}
