//! GitLab's Code Quality report, which shows findings in a merge request.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::{Sorted, message_and_help, visible_start};
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::engine::fingerprint::fingerprints;

pub fn write(report: &Sorted, out: &mut dyn Write) -> io::Result<()> {
    let marks = fingerprints(&report.diagnostics);
    let issues: Vec<_> = report
        .diagnostics
        .iter()
        .zip(marks)
        .map(|(one, mark)| Issue::new(one, report.rule(one.rule).page, mark))
        .collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Issue<'a> {
    description: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Content<'a>>,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

/// The rule's page in Markdown, as the Code Climate specification has it.
#[derive(Serialize)]
struct Content<'a> {
    body: &'a str,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl<'a> Issue<'a> {
    fn new(one: &'a Diagnostic, page: &'a str, fingerprint: String) -> Issue<'a> {
        let begin = visible_start(&one.place).line;
        // The line a range ends on is that of its last character.
        let last = one.place.span.end.saturating_sub(1).max(one.place.span.start);
        let end = one.place.source.position(last).line.clamp(begin, one.place.source.line_count().max(begin));
        Issue {
            description: message_and_help(one),
            content: Some(Content { body: page }).filter(|content| !content.body.is_empty()),
            check_name: one.rule,
            fingerprint,
            severity: match one.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            location: Location { path: one.place.source.shown(), lines: Lines { begin, end } },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source::{Place, Span};
    use crate::report::sample::{diagnostics, render, source};
    use crate::report::{Format, Style};

    #[test]
    fn a_whole_report() {
        assert_eq!(
            render(Format::Gitlab, &diagnostics()[2..], Style::default()),
            r#"[
  {
    "description": "the web process listens on port 8000, Heroku expects $PORT (help: bind `0.0.0.0:$PORT`)",
    "content": {
      "body": "Heroku picks\nthe port.\n\n## Bad\n"
    },
    "check_name": "port-hardcoded",
    "fingerprint": "a8b991a2a7b690b58119b6bf078412c4",
    "severity": "major",
    "location": {
      "path": "Dockerfile.web",
      "lines": {
        "begin": 2,
        "end": 2
      }
    }
  }
]
"#
        );
        assert_eq!(render(Format::Gitlab, &[], Style::default()), "[]\n");
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let source = source("a", "a\nb\nc\n");
        let lines = |start, end| {
            let place = Place::new(&source, Span::new(start, end));
            let one = Diagnostic::new("r", Severity::Info, place, "m");
            let Lines { begin, end } = Issue::new(&one, "", String::new()).location.lines;
            (begin, end)
        };
        assert_eq!(lines(0, 2), (1, 1));
        assert_eq!(lines(0, 3), (1, 2));
        assert_eq!(lines(2, 6), (2, 3));
        assert_eq!(lines(6, 6), (3, 3));
        assert_eq!(lines(0, 0), (1, 1));
    }
}
