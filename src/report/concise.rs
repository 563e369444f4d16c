//! One line a finding, for narrow screens and for programs that look for `path:line:column`.
//!
//! ```text
//! Dockerfile:1:6: warning image-latest (DL3007): `node:latest` is another image tomorrow
//! ```

use std::io::{self, Write};

use super::ansi::{BOLD, color_of, paint};
use super::closing::{closing, statistics};
use super::glyphs::spelled;
use super::visible::visible;
use super::{Sorted, Style, visible_start};
use crate::base::diagnostic::Diagnostic;

pub fn write(report: &Sorted, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for one in &report.diagnostics {
        writeln!(out, "{}", line(one, report, style))?;
    }
    if style.statistics {
        let gap = if report.diagnostics.is_empty() { "" } else { "\n" };
        write!(out, "{gap}{}", statistics(report))?;
    }
    if style.quiet { Ok(()) } else { writeln!(out, "{}", closing(report, style)) }
}

fn line(one: &Diagnostic, report: &Sorted, style: Style) -> String {
    let at = visible_start(&one.place);
    let path = paint(style, BOLD, &visible(one.place.source.shown()));
    let severity = paint(style, color_of(one.severity), one.severity.as_str());
    let aliases: Vec<&str> = report.rule(one.rule).known_as().collect();
    let aliases = if aliases.is_empty() { String::new() } else { format!(" ({})", aliases.join(", ")) };
    let message = visible(&one.message);
    let message = spelled(&message, style.ascii);
    format!("{path}:{}:{}: {severity} {}{aliases}: {message}", at.line, at.column, one.rule)
}

#[cfg(test)]
mod tests {
    use crate::report::sample::{diagnostics, render};
    use crate::report::{Format, Style};

    #[test]
    fn a_whole_report() {
        let style = Style { statistics: true, ..Style::default() };
        assert_eq!(
            render(Format::Concise, &diagnostics(), style),
            "\
Dockerfile.web:2:21: error port-hardcoded (DL9999): the web process listens on port 8000, Heroku expects $PORT
heroku.yml:1:1: info no-web-process: no process is `web`
heroku.yml:5:15: warning process-without-image: 100% of <it>, \"all\": no image

1  no-web-process
1  port-hardcoded         the web process listens on a fixed port
1  process-without-image

1 error, 1 warning, 1 info in 1 project, 3 files (1 fixable with --fix)
"
        );
        assert_eq!(render(Format::Concise, &[], style), "no problems in 1 project, 3 files\n");
        let quiet = Style { quiet: true, color: true, ..Style::default() };
        let lines = render(Format::Concise, &diagnostics()[..1], quiet);
        assert!(lines.starts_with("\u{1b}[1mheroku.yml\u{1b}[0m:5:15: \u{1b}[1;33mwarning\u{1b}[0m process"));
        assert_eq!(lines.lines().count(), 1);
    }
}
