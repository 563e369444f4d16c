//! Checkstyle's XML, which most review tools read.

use std::io::{self, Write};

use super::xml::{DECLARATION, by_file, escape};
use super::{Sorted, TOOL, message_and_help, visible_start};

pub fn write(report: &Sorted, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{DECLARATION}\n<checkstyle version=\"4.3\">")?;
    for (path, findings) in by_file(report) {
        writeln!(out, "  <file name=\"{}\">", escape(path))?;
        for one in findings {
            let at = visible_start(&one.place);
            writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"{TOOL}.{}\"/>",
                at.line,
                at.column,
                one.severity.as_str(),
                escape(&message_and_help(one)),
                escape(one.rule)
            )?;
        }
        writeln!(out, "  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}

#[cfg(test)]
mod tests {
    use crate::report::sample::{diagnostics, render};
    use crate::report::{Format, Style};

    #[test]
    fn a_whole_report() {
        assert_eq!(
            render(Format::Checkstyle, &diagnostics(), Style::default()),
            r#"<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="Dockerfile.web">
    <error line="2" column="21" severity="error" message="the web process listens on port 8000, Heroku expects $PORT (help: bind `0.0.0.0:$PORT`)" source="dynolint.port-hardcoded"/>
  </file>
  <file name="heroku.yml">
    <error line="1" column="1" severity="info" message="no process is `web`" source="dynolint.no-web-process"/>
    <error line="5" column="15" severity="warning" message="100% of &lt;it&gt;, &quot;all&quot;: no image" source="dynolint.process-without-image"/>
  </file>
</checkstyle>
"#
        );
        assert_eq!(
            render(Format::Checkstyle, &[], Style::default()),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n</checkstyle>\n"
        );
    }
}
