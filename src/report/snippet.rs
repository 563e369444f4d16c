//! The lines of a finding with its words underlined.
//!
//! miette draws. It is given a small text of its own for each snippet, made from the few lines shown: cut to a window,
//! with control characters made visible. So the cost of a snippet does not depend on the file's size.

use std::fmt::{self, Display};
use std::ops::Range;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeStyles,
};

use super::glyphs::{characters, glyphs, spelled};
use super::visible::{push_visible, visible};
use super::window::{TAB, columns_of, window};
use super::wrap::wrap;
use super::{Style, visible_start};
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::{BOM, Place, Source, Span};

/// Nobody reads further along a line, however wide the output.
const WIDEST: usize = 200;
/// A range of more lines than this is shown by its first.
const MAX_LINES: usize = 4;
/// Columns left of a line at most, and of the marks where it is cut.
const MARGIN: usize = 14;
/// Columns that a remark needs to stand beside its mark; with fewer it goes to the line with the path.
const REMARK: usize = 24;
/// Columns between the middle of a mark and its remark: `╰── `.
const LEAD: usize = 4;

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
    let width = width.min(WIDEST);
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

    /// What is said of a file as a whole, or of words that leave no room for it on a line of `width` columns.
    pub fn remark(&self, width: usize) -> Option<&'a str> {
        let width = width.min(WIDEST);
        self.marks.first().filter(|mark| mark.is_file() || !mark.has_room(width))?.message
    }

    /// Digits of the last line number shown.
    pub fn digits(&self) -> usize {
        digits(self.lines().end.saturating_sub(1))
    }

    /// The numbered lines and what is under them, each ended by `\n`; empty for a file as a whole.
    pub fn draw(&self, severity: Severity, style: Style) -> String {
        if self.marks.iter().any(Mark::is_file) {
            return String::new();
        }
        let drawing = Drawing::new(self, style.width.min(WIDEST), style.ascii);
        let mut out = String::new();
        let handler = GraphicalReportHandler::new_themed(theme(&drawing.labels, severity, style))
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

    /// Whether a range can be drawn here: on these lines or the next, over none of the others, all of it in the width,
    /// remarks too.
    fn takes(&self, mark: &Mark, width: usize) -> bool {
        let lines = self.lines();
        let near = mark.lines.start <= lines.end && lines.start <= mark.lines.end;
        let mut both = self.marks.iter().chain([mark]);
        near && !mark.is_file()
            && self.marks.iter().all(|other| {
                !other.is_file() && std::ptr::eq(other.source, mark.source) && other.is_apart(mark)
            })
            && both
                .all(|mark| mark.lines.clone().all(|line| mark.is_whole(line, width)) && mark.has_room(width))
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
        line.len() < width && columns_of(line) + MARGIN < width
    }

    /// Whether the remark fits beside its mark.
    fn has_room(&self, width: usize) -> bool {
        let Some(message) = self.message else { return true };
        let least = columns_of(message).min(REMARK);
        let whole = self.lines.clone().all(|line| self.is_whole(line, width));
        whole && self.room(width) >= least
    }

    /// Columns for the remark on a line of `width` columns. That of several lines stands at their end, on the left.
    fn room(&self, width: usize) -> usize {
        let line = self.line(self.lines.start);
        let before = match self.lines.len() {
            1 => {
                let mark = columns_of(self.source.slice(self.span));
                columns_of(self.source.slice(Span::new(line.start, self.span.start))) + mark / 2
            }
            _ => MARGIN,
        };
        width.saturating_sub(gutter(self.lines.end) + before + LEAD)
    }

    /// The remark as it stands beside the mark, in lines that fit.
    fn remark(&self, width: usize) -> Option<String> {
        let message = self.message.filter(|_| self.has_room(width))?;
        Some(wrap(&visible(message), self.room(width), 0, 0).join("\n"))
    }

    /// An empty range takes a column too.
    fn is_apart(&self, other: &Mark) -> bool {
        let end = |mark: &Mark| mark.span.end.max(mark.span.start + 1);
        end(self) <= other.span.start || end(other) <= self.span.start
    }
}

/// Columns before the text of lines up to `end`.
fn gutter(end: usize) -> usize {
    digits(end.saturating_sub(1)) + 5
}

fn digits(line: usize) -> usize {
    line.max(1).ilog10() as usize + 1
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
    ascii: bool,
}

impl Drawing {
    fn new(snippet: &Snippet, width: usize, ascii: bool) -> Drawing {
        let lines = snippet.lines();
        let room = width.saturating_sub(gutter(lines.end));
        let mut drawing = Drawing { text: String::new(), first_line: lines.start, labels: Vec::new(), ascii };
        let mut ends = vec![Span::default(); snippet.marks.len()];
        for number in lines {
            let Some(first) = snippet.marks.first() else { break };
            let line = first.line(number);
            let focus = snippet.marks.iter().find(|mark| mark.lines.contains(&number));
            let focus = focus.map_or(line.start, |mark| mark.span.start.max(line.start));
            let map = drawing.push_line(first.source.slice(line), focus - line.start, room);
            for (mark, end) in snippet.marks.iter().zip(&mut ends) {
                if mark.lines.start == number {
                    end.start = map.find(mark.span.start.saturating_sub(line.start));
                }
                if mark.lines.end == number + 1 {
                    end.end = map.find(mark.span.end.saturating_sub(line.start));
                }
            }
        }
        let label = |(mark, span): (&Mark, Span)| {
            let words = mark.remark(width).map(|words| spelled(&words, ascii).into_owned());
            LabeledSpan::new(words, span.start, span.len())
        };
        drawing.labels = snippet.marks.iter().zip(ends).map(label).collect();
        drawing
    }

    /// Appends one line: the part around `focus` that fits into `width` columns.
    fn push_line(&mut self, line: &str, focus: usize, width: usize) -> Map {
        let cut = glyphs(self.ascii).cut;
        let window = window(line, focus, width.saturating_sub(2 * columns_of(cut)).max(8));
        if window.start > 0 {
            self.text.push_str(cut);
        }
        let mut map = Map(Vec::new());
        for (at, c) in line.get(window.clone()).unwrap_or("").char_indices() {
            map.0.push((window.start + at, self.text.len()));
            if c == '\t' { self.text.push(c) } else { push_visible(&mut self.text, c, self.ascii) }
        }
        map.0.push((window.end, self.text.len()));
        if window.end < line.len() {
            self.text.push_str(cut);
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

fn theme(labels: &[LabeledSpan], severity: Severity, style: Style) -> GraphicalTheme {
    let characters = characters(style.ascii);
    if !style.color {
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
