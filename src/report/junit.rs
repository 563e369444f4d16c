//! JUnit's XML: a file is a suite, a finding a failed test.

use std::io::{self, Write};

use super::xml::{DECLARATION, by_file, escape};
use super::{Sorted, TOOL, visible_start};
use crate::base::diagnostic::Diagnostic;

pub fn write(report: &Sorted, out: &mut dyn Write) -> io::Result<()> {
    let failures = report.diagnostics.len();
    // Servers take a report without any test for a broken one.
    let tests = failures.max(1);
    writeln!(
        out,
        "{DECLARATION}\n<testsuites name=\"{TOOL}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    )?;
    if failures == 0 {
        writeln!(out, "  <testsuite name=\"{TOOL}\" tests=\"1\" failures=\"0\" errors=\"0\">")?;
        writeln!(out, "    <testcase name=\"no problems\" classname=\"{TOOL}\"/>\n  </testsuite>")?;
    }
    for (path, findings) in by_file(report) {
        let (path, count) = (escape(path), findings.len());
        writeln!(out, "  <testsuite name=\"{path}\" tests=\"{count}\" failures=\"{count}\" errors=\"0\">")?;
        findings.iter().try_for_each(|one| write_case(one, &path, out))?;
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn write_case(one: &Diagnostic, path: &str, out: &mut dyn Write) -> io::Result<()> {
    let (rule, at, message) = (escape(one.rule), visible_start(&one.place), escape(&one.message));
    let (line, column) = (at.line, at.column);
    writeln!(
        out,
        "    <testcase name=\"{rule} at {line}:{column}\" classname=\"{path}\" file=\"{path}\" line=\"{line}\">"
    )?;
    let severity = one.severity.as_str();
    let help = one.help.as_deref().map(|help| format!("\nhelp: {}", escape(help))).unwrap_or_default();
    writeln!(
        out,
        "      <failure type=\"{severity}\" message=\"{message}\">{path}:{line}:{column}: {message}{help}</failure>"
    )?;
    writeln!(out, "    </testcase>")
}

#[cfg(test)]
mod tests {
    use crate::report::sample::{diagnostics, render};
    use crate::report::{Format, Style};

    #[test]
    fn a_whole_report() {
        assert_eq!(
            render(Format::Junit, &diagnostics(), Style::default()),
            r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="dynolint" tests="3" failures="3" errors="0">
  <testsuite name="Dockerfile.web" tests="1" failures="1" errors="0">
    <testcase name="port-hardcoded at 2:21" classname="Dockerfile.web" file="Dockerfile.web" line="2">
      <failure type="error" message="the web process listens on port 8000, Heroku expects $PORT">Dockerfile.web:2:21: the web process listens on port 8000, Heroku expects $PORT
help: bind `0.0.0.0:$PORT`</failure>
    </testcase>
  </testsuite>
  <testsuite name="heroku.yml" tests="2" failures="2" errors="0">
    <testcase name="no-web-process at 1:1" classname="heroku.yml" file="heroku.yml" line="1">
      <failure type="info" message="no process is `web`">heroku.yml:1:1: no process is `web`</failure>
    </testcase>
    <testcase name="process-without-image at 5:15" classname="heroku.yml" file="heroku.yml" line="5">
      <failure type="warning" message="100% of &lt;it&gt;, &quot;all&quot;: no image">heroku.yml:5:15: 100% of &lt;it&gt;, &quot;all&quot;: no image</failure>
    </testcase>
  </testsuite>
</testsuites>
"#
        );
    }

    #[test]
    fn a_clean_run_is_a_passed_test() {
        assert_eq!(
            render(Format::Junit, &[], Style::default()),
            r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="dynolint" tests="1" failures="0" errors="0">
  <testsuite name="dynolint" tests="1" failures="0" errors="0">
    <testcase name="no problems" classname="dynolint"/>
  </testsuite>
</testsuites>
"#
        );
    }
}
