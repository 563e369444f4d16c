//! The format for programs: version 1 of `schema/report.schema.json`.

use std::io::{self, Write};

use schemars::generate::SchemaSettings;

use super::closing::{Count, counts};
use super::document::{Document, Edit, Figures, Finding, Fix, Level, Point, Range, Related, Tally, Tool};
use super::{Sorted, Style, TOOL, VERSION};
use crate::base::diagnostic;
use crate::base::diagnostic::Severity;
use crate::base::source::{Place, Position};

/// The JSON schema of the report.
pub fn schema() -> schemars::Schema {
    SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<Document>()
}

pub fn write<'a>(report: &'a Sorted, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        version: 1,
        tool: Tool { name: TOOL, version: VERSION },
        diagnostics: report.diagnostics.iter().map(|one| Finding::new(one, report)).collect(),
        summary: Figures::new(report),
        statistics: style.statistics.then(|| {
            let tally = |one: Count<'a>| Tally { rule: one.rule, count: one.count };
            counts(report).into_iter().map(tally).collect()
        }),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
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
        let super::Summary { errors, warnings, infos, ignored, projects, files, .. } = report.summary;
        Figures { errors, warnings, infos, ignored, projects, files }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::report::sample::{diagnostics, render};
    use crate::report::{Format, Style};

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
