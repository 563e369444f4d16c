//! The lines of a finding with its words underlined.
//!
//! miette draws. It is given a small text of its own for each snippet, made from the few lines shown: cut to a window,
//! with control characters made visible. So the cost of a snippet does not depend on the file's size.

use std::fmt::{self, Display};
use std::ops::Range;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use unicode_width::UnicodeWidthChar;

use super::visible::{is_hidden, push_visible, visible};
use super::visible_start;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::{BOM, Place, Source, Span};
use crate::build::masked::secrets;

/// A range of more lines than this is shown by its first.
const MAX_LINES: usize = 4;
/// Columns left of a line at most, and of the marks where it is cut.
const MARGIN: usize = 14;
/// Columns between tab stops.
const TAB: usize = 4;

/// Neighbouring lines of one file with the ranges to underline.
pub struct Snippet<'a> {
    marks: Vec<Mark<'a>>,
}

/// A range of one file that lies within the lines of its text.
#[derive(Clone)]
struct Mark<'a> {
    source: &'a Source,
    place: &'a Place,
    span: Span,
    lines: Range<usize>,
    message: Option<&'a str>,
}

/// The snippets of a finding: first the one with its own place, then those of the related places.
pub fn snippets(diagnostic: &Diagnostic, width: usize) -> Vec<Snippet<'_>> {
    let mut groups: Vec<Snippet> = Vec::new();
    let related = diagnostic.related.iter().map(|one| Mark::new(&one.place, Some(&one.message)));
    for mark in std::iter::once(Mark::new(&diagnostic.place, None)).chain(related) {
        match groups.iter_mut().find(|group| group.takes(&mark, width)) {
            Some(group) => group.marks.push(mark),
            None => groups.push(Snippet { marks: vec![mark] }),
        }
    }
    groups
}

impl<'a> Snippet<'a> {
    /// `path:line:column` of the first range.
    pub fn location(&self) -> String {
        let Some(mark) = self.marks.first() else { return String::new() };
        let at = visible_start(mark.place);
        format!("{}:{}:{}", visible(mark.source.shown()), at.line, at.column)
    }

    /// What is said of a file as a whole.
    pub fn remark(&self) -> Option<&'a str> {
        self.marks.first().filter(|mark| mark.is_file())?.message
    }

    /// Digits of the last line number shown.
    pub fn digits(&self) -> usize {
        self.lines().end.saturating_sub(1).max(1).ilog10() as usize + 1
    }

    /// The numbered lines and what is under them, each ended by `\n`; empty for a file as a whole.
    pub fn draw(&self, severity: Severity, color: bool, width: usize) -> String {
        if self.marks.iter().any(Mark::is_file) {
            return String::new();
        }
        let drawing = Drawing::new(self, width.saturating_sub(self.digits() + 5));
        let mut out = String::new();
        let handler = GraphicalReportHandler::new_themed(theme(&drawing.labels, severity, color))
            .without_syntax_highlighting()
            .with_links(false)
            .tab_width(TAB)
            .with_context_lines(0)
            .without_primary_span_start();
        if handler.render_report(&mut out, &drawing).is_err() {
            return String::new();
        }
        inner_lines(&out)
    }

    fn lines(&self) -> Range<usize> {
        let start = self.marks.iter().map(|mark| mark.lines.start).min().unwrap_or(1);
        start..self.marks.iter().map(|mark| mark.lines.end).max().unwrap_or(start)
    }

    /// Whether a range can be drawn here: on these lines or the next, over none of the others, all of it in the width.
    fn takes(&self, mark: &Mark, width: usize) -> bool {
        let lines = self.lines();
        let near = mark.lines.start <= lines.end && lines.start <= mark.lines.end;
        let mut both = self.marks.iter().chain([mark]);
        near && !mark.is_file()
            && self.marks.iter().all(|other| {
                !other.is_file() && std::ptr::eq(other.source, mark.source) && other.is_apart(mark)
            })
            && both.all(|mark| mark.lines.clone().all(|line| mark.is_whole(line, width)))
    }
}

impl<'a> Mark<'a> {
    fn new(place: &'a Place, message: Option<&'a str>) -> Mark<'a> {
        let source: &Source = &place.source;
        let first = visible_start(place);
        let start = first.offset.max(bom(source));
        let end = source.position(place.span.end.saturating_sub(1).max(start)).line.min(source.line_count());
        let last = if (first.line..first.line + MAX_LINES).contains(&end) { end } else { first.line };
        let line_end = source.line(last).map_or(start, |line| line.end);
        let span = Span::new(start, place.span.end.clamp(start, line_end.max(start)));
        Mark { source, place, span, lines: first.line..last + 1, message }
    }

    fn is_file(&self) -> bool {
        self.place.span == Span::at(0)
    }

    fn line(&self, number: usize) -> Span {
        let line = self.source.line(number).unwrap_or_default();
        if number == 1 { Span::new(line.start + bom(self.source), line.end) } else { line }
    }

    /// Whether a line is shown without cuts.
    fn is_whole(&self, number: usize, width: usize) -> bool {
        let line = self.source.slice(self.line(number));
        line.len() < width && line.chars().map(columns).sum::<usize>() + MARGIN < width
    }

    /// An empty range takes a column too.
    fn is_apart(&self, other: &Mark) -> bool {
        let end = |mark: &Mark| mark.span.end.max(mark.span.start + 1);
        end(self) <= other.span.start || end(other) <= self.span.start
    }
}

fn bom(source: &Source) -> usize {
    if source.text().starts_with(BOM) { BOM.len() } else { 0 }
}

/// What miette is given: the text shown, and the ranges in it.
#[derive(Debug)]
struct Drawing {
    text: String,
    first_line: usize,
    labels: Vec<LabeledSpan>,
}

impl Drawing {
    fn new(snippet: &Snippet, width: usize) -> Drawing {
        let lines = snippet.lines();
        let mut drawing = Drawing { text: String::new(), first_line: lines.start, labels: Vec::new() };
        let mut ends = vec![Span::default(); snippet.marks.len()];
        for number in lines {
            let Some(first) = snippet.marks.first() else { break };
            let line = first.line(number);
            let focus = snippet.marks.iter().find(|mark| mark.lines.contains(&number));
            let focus = focus.map_or(line.start, |mark| mark.span.start.max(line.start));
            let map = drawing.push_line(first.source.slice(line), focus - line.start, width);
            for (mark, end) in snippet.marks.iter().zip(&mut ends) {
                if mark.lines.start == number {
                    end.start = map.find(mark.span.start.saturating_sub(line.start));
                }
                if mark.lines.end == number + 1 {
                    end.end = map.find(mark.span.end.saturating_sub(line.start));
                }
            }
        }
        drawing.labels = snippet.marks.iter().zip(ends).map(|(mark, span)| label(mark, span)).collect();
        drawing
    }

    /// Appends one line: the part around `focus` that fits into `width` columns.
    fn push_line(&mut self, line: &str, focus: usize, width: usize) -> Map {
        let window = window(line, focus, width.saturating_sub(2).max(8));
        if window.start > 0 {
            self.text.push('…');
        }
        let mut map = Map(Vec::new());
        let secrets = secrets(line);
        for (at, c) in line.get(window.clone()).unwrap_or("").char_indices() {
            map.0.push((window.start + at, self.text.len()));
            let c = if secrets.iter().any(|secret| secret.contains(&(window.start + at))) { '*' } else { c };
            if c == '\t' { self.text.push(c) } else { push_visible(&mut self.text, c) }
        }
        map.0.push((window.end, self.text.len()));
        if window.end < line.len() {
            self.text.push('…');
        }
        self.text.push('\n');
        map
    }
}

/// From bytes of a line to bytes of the text shown, sorted; what is cut off maps to the nearest that is shown.
struct Map(Vec<(usize, usize)>);

impl Map {
    fn find(&self, at: usize) -> usize {
        let index = self.0.partition_point(|(line, _)| *line < at);
        self.0.get(index).or(self.0.last()).map_or(0, |(_, shown)| *shown)
    }
}

fn label(mark: &Mark, span: Span) -> LabeledSpan {
    let message = mark.message.map(|message| visible(message).into_owned());
    LabeledSpan::new(message, span.start, span.len())
}

/// The bytes of a line that are shown: a third of the width before `focus` and the rest after it, or more of one side
/// when the other ends early. Only what is shown is looked at.
fn window(line: &str, focus: usize, width: usize) -> Range<usize> {
    let focus = (0..=focus.min(line.len())).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    let (before, after) = line.split_at(focus);
    let mut left = before.chars().rev().peekable();
    let mut used = 0;
    let mut take = |c: &char, limit: usize| {
        let fits = used + columns(*c) <= limit;
        used += if fits { columns(*c) } else { 0 };
        fits
    };
    let mut start = focus;
    while let Some(c) = left.next_if(|c| take(c, width / 3)) {
        start -= c.len_utf8();
    }
    let end = focus + after.chars().take_while(|c| take(c, width)).map(char::len_utf8).sum::<usize>();
    while let Some(c) = left.next_if(|c| take(c, width)) {
        start -= c.len_utf8();
    }
    start..end
}

/// Columns a character takes, at least one: a line of marks without width ends too.
fn columns(c: char) -> usize {
    match c {
        '\t' => TAB,
        c if is_hidden(c) => 8,
        c => c.width().unwrap_or(1).max(1),
    }
}

fn theme(labels: &[LabeledSpan], severity: Severity, color: bool) -> GraphicalTheme {
    let characters = ThemeCharacters { error: String::new(), ..ThemeCharacters::unicode() };
    if !color {
        return GraphicalTheme { characters, styles: ThemeStyles::none() };
    }
    let ansi = ThemeStyles::ansi();
    let own = match severity {
        Severity::Error => ansi.error,
        Severity::Warning => ansi.warning,
        Severity::Info => ansi.advice,
    };
    let mut sorted: Vec<_> = labels.iter().collect();
    sorted.sort_by_key(|label| label.offset());
    // A finding's own range has no words of its own: the message above is about it.
    let highlights =
        sorted.iter().map(|label| if label.label().is_none() { own } else { ansi.help }).collect();
    GraphicalTheme { characters, styles: ThemeStyles { highlights, ..ansi } }
}

/// Takes off the lines above and below, and blanks at line ends.
fn inner_lines(drawn: &str) -> String {
    let lines: Vec<&str> = drawn.lines().map(str::trim_end).skip(2).collect();
    let inner = lines.split_last().map_or(&[][..], |(_, inner)| inner);
    inner.iter().flat_map(|line| [line, "\n"]).collect()
}

impl Display for Drawing {
    fn fmt(&self, _: &mut fmt::Formatter) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing {}

impl miette::Diagnostic for Drawing {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

impl SourceCode for Drawing {
    /// The whole text, whichever range is asked for: it holds nothing but the lines to show.
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (line, count) = (self.first_line.saturating_sub(1), self.text.matches('\n').count());
        let span = SourceSpan::from((0, self.text.len()));
        Ok(Box::new(MietteSpanContents::new(self.text.as_bytes(), span, line, 0, count)))
    }
}
