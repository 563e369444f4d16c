//! Workflow commands of GitHub Actions, which show findings beside the lines of a pull request.

use std::io::{self, Write};

use super::visible::visible;
use super::{Sorted, visible_start};
use crate::base::diagnostic::{Diagnostic, Severity};

pub fn write(report: &Sorted, out: &mut dyn Write) -> io::Result<()> {
    report.diagnostics.iter().try_for_each(|one| writeln!(out, "{}", command(one)))
}

fn command(one: &Diagnostic) -> String {
    let name = match one.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let path = property(one.place.source.shown());
    let start = visible_start(&one.place);
    let end = one.place.source.position(one.place.span.end);
    let mut at = format!("file={path},line={},col={}", start.line, start.column);
    // Columns of a range over several lines are not taken.
    if end.line == start.line && end.column > start.column {
        at += &format!(",endLine={},endColumn={}", end.line, end.column);
    }
    let help = one.help.as_deref().map(|help| format!("%0Ahelp: {}", value(help))).unwrap_or_default();
    format!("::{name} {at},title={}::{}{help}", property(one.rule), value(&one.message))
}

/// The runner reads these characters as its own.
fn value(text: &str) -> String {
    visible(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    value(text).replace(':', "%3A").replace(',', "%2C")
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
            render(Format::Github, &diagnostics(), Style::default()),
            "\
::error file=Dockerfile.web,line=2,col=21,endLine=2,endColumn=26,title=port-hardcoded::the web process listens on port 8000, Heroku expects $PORT%0Ahelp: bind `0.0.0.0:$PORT`
::notice file=heroku.yml,line=1,col=1,title=no-web-process::no process is `web`
::warning file=heroku.yml,line=5,col=15,endLine=5,endColumn=18,title=process-without-image::100%25 of <it>, \"all\": no image
"
        );
    }

    #[test]
    fn nothing_ends_a_command_or_a_property_early() {
        let source = source("a,b:c%\n", "x\ny\n");
        let one =
            Diagnostic::new("r", Severity::Info, Place::new(&source, Span::new(0, 3)), "a::b\r\n::error::c");
        assert_eq!(
            render(Format::Github, &[one], Style::default()),
            "::notice file=a%2Cb%3Ac%25␊,line=1,col=1,title=r::a::b␍␊::error::c\n"
        );
        assert_eq!(render(Format::Github, &[], Style::default()), "");
    }
}
