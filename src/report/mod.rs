//! Findings as people and programs want to read them: one format a file.

mod ansi;
mod change;
mod checkstyle;
mod closing;
mod concise;
mod document;
pub mod drawing;
mod github;
mod gitlab;
mod glyphs;
mod json;
mod junit;
pub mod plan;
mod region;
#[cfg(test)]
#[allow(clippy::expect_used)]
mod sample;
mod sarif;
mod sarif_log;
mod snippet;
mod text;
mod visible;
mod window;
mod wrap;
mod xml;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};
use std::str::FromStr;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::{Place, Position};
use crate::rule::RuleInfo;

pub use ansi::bold;
pub use closing::plural;
pub use glyphs::spelled;
pub use json::schema;
pub use visible::visible;
pub use window::columns_of;
pub use wrap::wrap;

/// The name that reports give this program.
const TOOL: &str = "dynolint";
/// Its version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people: the words concerned, underlined, and what to do.
    #[default]
    Text,
    /// One line a finding.
    Concise,
    /// Version 1 of `schema/report.schema.json`.
    Json,
    /// SARIF 2.1.0, for code scanning services.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// JUnit's XML, for servers that show test results.
    Junit,
    /// Checkstyle's XML, for review tools.
    Checkstyle,
}

impl Format {
    /// Every format by the name used on the command line.
    pub const NAMES: [(&'static str, Format); 8] = [
        ("text", Format::Text),
        ("concise", Format::Concise),
        ("json", Format::Json),
        ("sarif", Format::Sarif),
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("junit", Format::Junit),
        ("checkstyle", Format::Checkstyle),
    ];
}

impl FromStr for Format {
    type Err = ();

    fn from_str(name: &str) -> Result<Format, ()> {
        Format::NAMES.iter().find(|(known, _)| *known == name).map(|(_, format)| *format).ok_or(())
    }
}

/// Everything a report is made of.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// The findings, in any order.
    pub diagnostics: &'a [Diagnostic],
    /// The figures of the run.
    pub summary: Summary,
    /// What is known of a rule by its id.
    pub rules: &'a dyn Fn(&str) -> Option<RuleInfo>,
}

/// The figures of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
    /// Findings that comments or a baseline left out.
    pub ignored: usize,
    /// Of those, the ones that the baseline knows.
    pub known: usize,
    /// Dockerfiles that no process uses.
    pub unused: usize,
    /// Projects linted.
    pub projects: usize,
    /// Files read.
    pub files: usize,
}

impl Summary {
    /// Counts findings by severity; the other figures are 0.
    pub fn count(diagnostics: &[Diagnostic]) -> Summary {
        let of = |severity| diagnostics.iter().filter(|one| one.severity == severity).count();
        Summary {
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            infos: of(Severity::Info),
            ..Summary::default()
        }
    }
}

/// How the formats for people look; JSON knows `statistics`, the others have no choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// ANSI colours.
    pub color: bool,
    /// Links from the names of rules to their pages.
    pub links: bool,
    /// Draws with ASCII only.
    pub ascii: bool,
    /// How often each rule spoke.
    pub statistics: bool,
    /// Findings only, without the closing line.
    pub quiet: bool,
    /// Columns to keep to.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Style {
        Style { color: false, links: false, ascii: false, statistics: false, quiet: false, width: 100 }
    }
}

/// Writes a report, its findings sorted by shown path, then offset, then rule.
///
/// # Errors
/// Those of `out`.
pub fn write(format: Format, report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let sorted = Sorted::new(report);
    match format {
        Format::Text => text::write(&sorted, style, out),
        Format::Concise => concise::write(&sorted, style, out),
        Format::Json => json::write(&sorted, style, out),
        Format::Sarif => sarif::write(&sorted, out),
        Format::Github => github::write(&sorted, out),
        Format::Gitlab => gitlab::write(&sorted, out),
        Format::Junit => junit::write(&sorted, out),
        Format::Checkstyle => checkstyle::write(&sorted, out),
    }
}

/// A report in its order, each rule looked up once.
struct Sorted<'a> {
    diagnostics: Vec<&'a Diagnostic>,
    summary: Summary,
    rules: HashMap<&'static str, RuleInfo>,
}

impl<'a> Sorted<'a> {
    fn new(report: &Report<'a>) -> Sorted<'a> {
        let mut diagnostics: Vec<_> = report.diagnostics.iter().collect();
        diagnostics.sort_by_key(|one| (one.place.source.shown(), one.place.span.start, one.rule));
        let mut rules = HashMap::new();
        for one in &diagnostics {
            rules.entry(one.rule).or_insert_with(|| (report.rules)(one.rule).unwrap_or(RuleInfo::UNKNOWN));
        }
        Sorted { diagnostics, summary: report.summary, rules }
    }

    fn rule(&self, id: &str) -> &RuleInfo {
        static UNKNOWN: RuleInfo = RuleInfo::UNKNOWN;
        self.rules.get(id).unwrap_or(&UNKNOWN)
    }
}

/// The message and the help in one line, for formats that have one text a finding.
fn message_and_help(one: &Diagnostic) -> Cow<'_, str> {
    match one.help.as_deref() {
        Some(help) => Cow::Owned(format!("{} (help: {help})", one.message)),
        None => Cow::Borrowed(&one.message),
    }
}

/// Where a place begins on a line that an editor shows: the empty line after a final line end is none.
fn visible_start(place: &Place) -> Position {
    let source = &place.source;
    let at = source.position(place.span.start);
    match source.line(source.line_count()) {
        Some(last) if at.line > source.line_count() => source.position(last.end),
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Edit;
    use crate::base::source::Span;

    #[test]
    fn formats_are_found_by_name() {
        for (name, format) in Format::NAMES {
            assert_eq!(name.parse(), Ok(format));
        }
        assert_eq!("xml".parse::<Format>(), Err(()));
    }

    #[test]
    fn every_format_writes_any_range() {
        for text in ["", "\n", "\u{feff}ä\r\n\n", "a\u{0}🚀\nb"] {
            let source = sample::source("p\u{1b}\n<\"", text);
            for (start, end) in (0..text.len() + 3).flat_map(|s| (0..text.len() + 3).map(move |e| (s, e))) {
                let place = Place::new(&source, Span::new(start, end));
                let mut one = Diagnostic::new("rule", Severity::Error, place.clone(), "m\u{7}\n");
                one.related(place.clone(), "]]>").fix("t", vec![Edit::new(place, "\u{0}")]);
                for (name, format) in Format::NAMES {
                    let out = sample::render(format, std::slice::from_ref(&one), Style::default());
                    assert!(out.ends_with('\n'), "{name} {text:?} {start} {end}");
                    assert!(!out.contains(['\u{1b}', '\u{7}', '\u{0}']), "{name} {text:?} {start} {end}");
                }
            }
        }
    }
}
