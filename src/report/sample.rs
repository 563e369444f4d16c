//! The report that the tests of every format write.

use std::sync::Arc;

use super::{Format, Report, Style, Summary, write};
use crate::base::diagnostic::{Diagnostic, Edit, Severity};
use crate::base::source::{Place, Source, Span};
use crate::rule::RuleInfo;

pub fn source(path: &str, text: &str) -> Arc<Source> {
    Source::new(path, path, text)
}

/// The first `words` in a file.
pub fn place(source: &Arc<Source>, words: &str) -> Place {
    let start = source.text().find(words).expect("words of the file");
    Place::new(source, Span::new(start, start + words.len()))
}

/// Two files that disagree, a fix, and a finding on a file as a whole; not in order.
pub fn diagnostics() -> Vec<Diagnostic> {
    let docker = source("Dockerfile.web", "FROM python:3.13\nCMD gunicorn --bind :8000 app:app\n");
    let manifest =
        source("heroku.yml", "build:\n  docker:\n    web: Dockerfile.web\nrun:\n  wrk: ./wörk & 1\n");
    let mut port = Diagnostic::new(
        "port-hardcoded",
        Severity::Error,
        place(&docker, ":8000"),
        "the web process listens on port 8000, Heroku expects $PORT",
    );
    let edit = Edit::new(place(&docker, "8000"), "$PORT");
    port.help("bind `0.0.0.0:$PORT`")
        .related(place(&manifest, "Dockerfile.web"), "the web image is built here")
        .fix("replace `8000` by `$PORT`", vec![edit]);
    let image = Diagnostic::new(
        "process-without-image",
        Severity::Warning,
        place(&manifest, "& 1"),
        "100% of <it>, \"all\": no image",
    );
    let file =
        Diagnostic::new("no-web-process", Severity::Info, Place::file(&manifest), "no process is `web`");
    vec![image, file, port]
}

pub fn rule(id: &str) -> Option<RuleInfo> {
    (id == "port-hardcoded").then(|| RuleInfo {
        aliases: vec!["DL9999"],
        group: "port",
        severity: Severity::Error,
        default: true,
        url: "https://example.org/port-hardcoded".to_string(),
        summary: "the web process listens on a fixed port",
        page: "Heroku picks\nthe port.\n\n## Bad\n",
    })
}

pub fn render(format: Format, diagnostics: &[Diagnostic], style: Style) -> String {
    let summary = Summary { projects: 1, files: 3, ..Summary::count(diagnostics) };
    let report = Report { diagnostics, summary, rules: &rule };
    let mut out = Vec::new();
    write(format, &report, style, &mut out).expect("memory takes it");
    String::from_utf8(out).expect("reports are UTF-8")
}
