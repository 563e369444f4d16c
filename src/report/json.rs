//! The format for programs: version 1 of `schema/report.schema.json`.

use std::io::{self, Write};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::{Sorted, TOOL, VERSION};
use crate::diagnostic::{self, Severity};
use crate::source::{Place, Position};

/// The JSON schema of the report.
pub fn schema() -> schemars::Schema {
    SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<Document>()
}

pub fn write(report: &Sorted, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        version: 1,
        tool: Tool { name: TOOL, version: VERSION },
        diagnostics: report.diagnostics.iter().map(|one| Finding::new(one, report)).collect(),
        summary: Figures::new(report),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// What dynolint found.
///
/// Lines and columns are 1-based, columns count Unicode characters, offsets are bytes, and an end is exclusive. Paths
/// are relative to the working directory, with `/`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "dynolint report")]
struct Document<'a> {
    /// Version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// The program that wrote the report.
    tool: Tool,
    /// Sorted by path, then offset, then rule.
    diagnostics: Vec<Finding<'a>>,
    /// The figures of the run.
    summary: Figures,
}

/// The program that wrote the report.
#[derive(Serialize, JsonSchema)]
struct Tool {
    /// Its name.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

/// One finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diagnostic")]
struct Finding<'a> {
    /// Id of the rule.
    rule: &'a str,
    /// The rule's names in other tools.
    aliases: &'a [&'static str],
    /// Its weight, after configuration.
    severity: Level,
    /// The fact.
    message: &'a str,
    /// The remedy.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    help: Option<&'a str>,
    /// The rule's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    url: Option<&'a str>,
    /// The file.
    path: &'a str,
    /// The words that are wrong. For a file as a whole, both ends are its start.
    range: Range,
    /// Other places that belong to the finding.
    related: Vec<Related<'a>>,
    /// Edits that mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Fix")]
    fix: Option<Fix<'a>>,
}

/// How much a finding matters.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Severity")]
enum Level {
    /// The deploy or the boot fails, or something is silently not done.
    Error,
    /// Very likely not what was meant.
    Warning,
    /// Worth knowing.
    Info,
}

/// A range of a file.
#[derive(Serialize, JsonSchema)]
struct Range {
    /// Its first character.
    start: Point,
    /// One past its last character.
    end: Point,
}

/// A place in a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Position")]
struct Point {
    /// 1-based line.
    #[schemars(range(min = 1))]
    line: usize,
    /// 1-based column in Unicode characters.
    #[schemars(range(min = 1))]
    column: usize,
    /// 0-based byte offset in the file.
    offset: usize,
}

/// A second place of a finding.
#[derive(Serialize, JsonSchema)]
struct Related<'a> {
    /// The file.
    path: &'a str,
    /// Where.
    range: Range,
    /// What stands there.
    message: &'a str,
}

/// Edits that are made together or not at all.
#[derive(Serialize, JsonSchema)]
struct Fix<'a> {
    /// What it does.
    title: &'a str,
    /// Whether it keeps the meaning.
    safe: bool,
    /// The edits; several files are possible.
    edits: Vec<Edit<'a>>,
}

/// Replaces the text of a range.
#[derive(Serialize, JsonSchema)]
struct Edit<'a> {
    /// The file.
    path: &'a str,
    /// What is replaced; an empty range inserts.
    range: Range,
    /// What stands there afterwards.
    text: &'a str,
}

/// The figures of a run.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Summary")]
struct Figures {
    /// Findings of severity error.
    errors: usize,
    /// Findings of severity warning.
    warnings: usize,
    /// Findings of severity info.
    infos: usize,
    /// Findings that comments or a baseline left out.
    ignored: usize,
    /// Projects linted.
    projects: usize,
    /// Files read.
    files: usize,
}

impl<'a> Finding<'a> {
    fn new(one: &'a diagnostic::Diagnostic, report: &'a Sorted) -> Finding<'a> {
        let rule = report.rule(one.rule);
        Finding {
            rule: one.rule,
            aliases: &rule.aliases,
            severity: match one.severity {
                Severity::Error => Level::Error,
                Severity::Warning => Level::Warning,
                Severity::Info => Level::Info,
            },
            message: &one.message,
            help: one.help.as_deref(),
            url: Some(rule.url.as_str()).filter(|url| !url.is_empty()),
            path: one.place.source.shown(),
            range: Range::of(&one.place),
            related: one.related.iter().map(Related::new).collect(),
            fix: one.fix.as_ref().map(Fix::new),
        }
    }
}

impl Range {
    fn of(place: &Place) -> Range {
        let point = |offset| {
            let Position { line, column, offset } = place.source.position(offset);
            Point { line, column, offset }
        };
        Range { start: point(place.span.start), end: point(place.span.end) }
    }
}

impl<'a> Related<'a> {
    fn new(one: &'a diagnostic::Related) -> Related<'a> {
        Related { path: one.place.source.shown(), range: Range::of(&one.place), message: &one.message }
    }
}

impl<'a> Fix<'a> {
    fn new(fix: &'a diagnostic::Fix) -> Fix<'a> {
        let edit = |edit: &'a diagnostic::Edit| Edit {
            path: edit.place.source.shown(),
            range: Range::of(&edit.place),
            text: &edit.text,
        };
        Fix { title: &fix.title, safe: fix.safe, edits: fix.edits.iter().map(edit).collect() }
    }
}

impl Figures {
    fn new(report: &Sorted) -> Figures {
        let super::Summary { errors, warnings, infos, ignored, projects, files } = report.summary;
        Figures { errors, warnings, infos, ignored, projects, files }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::super::sample::{diagnostics, render};
    use super::super::{Format, Style};
    use super::*;

    #[test]
    fn a_whole_report() {
        let text = render(Format::Json, &diagnostics(), Style::default());
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let range = |line: u64, column: u64, offset: u64, end_column: u64, end: u64| {
            json!({ "start": { "line": line, "column": column, "offset": offset },
                    "end": { "line": line, "column": end_column, "offset": end } })
        };
        let expected = json!({
            "version": 1,
            "tool": { "name": "dynolint", "version": VERSION },
            "diagnostics": [
                { "rule": "port-hardcoded", "aliases": ["DL9999"], "severity": "error",
                  "message": "the web process listens on port 8000, Heroku expects $PORT",
                  "help": "bind `0.0.0.0:$PORT`", "url": "https://example.org/port-hardcoded",
                  "path": "Dockerfile.web", "range": range(2, 21, 37, 26, 42),
                  "related": [{ "path": "heroku.yml", "range": range(3, 10, 26, 24, 40),
                                "message": "the web image is built here" }],
                  "fix": { "title": "replace `8000` by `$PORT`", "safe": true, "edits": [
                      { "path": "Dockerfile.web", "range": range(2, 22, 38, 26, 42), "text": "$PORT" }] } },
                { "rule": "no-web-process", "aliases": [], "severity": "info", "message": "no process is `web`",
                  "path": "heroku.yml", "range": range(1, 1, 0, 1, 0), "related": [] },
                { "rule": "process-without-image", "aliases": [], "severity": "warning",
                  "message": "100% of <it>, \"all\": no image",
                  "path": "heroku.yml", "range": range(5, 15, 61, 18, 64), "related": [] },
            ],
            "summary": { "errors": 1, "warnings": 1, "infos": 1, "ignored": 0, "projects": 1, "files": 3 },
        });
        assert_eq!(value, expected);
        assert!(text.ends_with("}\n"));
    }

    #[test]
    fn the_published_schema_is_that_of_the_types_and_accepts_reports() {
        let schema = schema();
        crate::golden::check(
            "schema/report.schema.json",
            &(serde_json::to_string_pretty(&schema).unwrap() + "\n"),
        );
        let validator = jsonschema::validator_for(schema.as_value()).unwrap();
        for findings in [diagnostics(), Vec::new()] {
            let mut report: serde_json::Value =
                serde_json::from_str(&render(Format::Json, &findings, Style::default())).unwrap();
            let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
            assert_eq!(errors, Vec::<String>::new());
            report["version"] = json!(2);
            assert!(!validator.is_valid(&report));
        }
    }
}
