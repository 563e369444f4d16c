//! Parser directives: `# syntax=`, `# escape=` and `# check=` before anything else.

use super::ast::Directive;
use super::lines::Line;
use crate::base::source::{Span, Spanned};
use crate::syntax::SyntaxError;

const NAMES: [&str; 3] = ["check", "escape", "syntax"];

const CHECK_OPTIONS: [&str; 3] = ["error", "experimental", "skip"];

/// The words Go takes for true and false.
pub(super) const BOOLS: [&str; 12] =
    ["1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"];

/// Takes directives from the top of a file until something else comes.
#[derive(Debug)]
pub(super) struct Directives {
    pub found: Vec<Directive>,
    pub errors: Vec<SyntaxError>,
    pub escape: char,
    closed: bool,
    /// Whether one of them is indented: those who look for `check` stop there.
    indented: bool,
}

impl Directives {
    pub fn new() -> Directives {
        Directives { found: Vec::new(), errors: Vec::new(), escape: '\\', closed: false, indented: false }
    }

    /// Says that a line came that is no directive: there will be no more.
    pub fn close(&mut self) {
        self.closed = true;
    }

    /// Offers a comment line.
    pub fn offer(&mut self, line: Line<'_>) {
        if self.closed {
            return;
        }
        self.indented |= !line.text.starts_with('#');
        let Some(directive) = directive(line.trim_start()) else {
            self.closed = true;
            return;
        };
        if let Some(first) = self.found.iter().find(|other| other.name.value == directive.name.value) {
            self.errors.push(repeated(first, &directive));
        } else if directive.name.value == "escape" {
            self.set_escape(&directive.value);
        } else if directive.name.value == "check" && !self.indented {
            self.errors.extend(bad_check(&directive.value));
        }
        self.found.push(directive);
    }

    fn set_escape(&mut self, value: &Spanned<String>) {
        match value.value.as_str() {
            "\\" => self.escape = '\\',
            "`" => self.escape = '`',
            other => self.errors.push(
                SyntaxError::new(value.span, format!("`{other}` is not a valid escape character"))
                    .help("use `\\` or a backtick"),
            ),
        }
    }
}

/// What is wrong with `skip=…;error=…;experimental=…`; whatever follows a second `;` belongs to the third option.
fn bad_check(value: &Spanned<String>) -> Option<SyntaxError> {
    if value.value.trim().is_empty() {
        return None;
    }
    let mut start = value.span.start;
    value.value.splitn(3, ';').find_map(|option| {
        let span = Span::new(start, start + option.len());
        start = span.end + 1;
        let (key, right) = option.split_once('=').unwrap_or((option, ""));
        let known = option.contains('=') && CHECK_OPTIONS.contains(&key.trim());
        if known && (key.trim() != "error" || BOOLS.contains(&right.trim())) {
            return None;
        }
        Some(
            SyntaxError::new(span, format!("unknown option `{}` for `check`", option.trim()))
                .help("the options are `skip=all`, `skip=Rule,Rule`, `error=true` and `experimental=all`, separated by `;`"),
        )
    })
}

fn repeated(first: &Directive, again: &Directive) -> SyntaxError {
    let name = &again.name.value;
    let mut error = SyntaxError::new(again.span, format!("duplicate directive `{name}`"))
        .help(format!("keep only one `# {name}=` line"));
    error.related = Some((first.span, "first given here".to_owned()));
    error
}

/// Reads `# name=value`:
///
/// ```text
/// #   escape  =  `
/// |   name       value, trimmed
/// span starts here
/// ```
fn directive(line: Line<'_>) -> Option<Directive> {
    let after = line.text.strip_prefix('#')?.trim_start();
    let (written, right) = after.split_once('=')?;
    let name = written.trim_end_matches(is_blank);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic())
        || !name.chars().all(|c| c.is_ascii_alphanumeric())
    {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    if right.is_empty() || !NAMES.contains(&lower.as_str()) {
        return None;
    }
    let at = |part: &str| line.span.end - part.len();
    let name_start = at(after);
    let value = value(right);
    let value_start = at(right.trim_start_matches(is_blank)).min(line.span.end - value.len());
    let value_span = Span::new(value_start, value_start + value.len());
    Some(Directive {
        span: Span::new(line.span.start, value_span.end),
        name: Spanned::new(lower, Span::new(name_start, name_start + name.len())),
        value: Spanned::new(value.to_owned(), value_span),
    })
}

/// The trimmed value. If there is only whitespace, its last character is the value.
fn value(right: &str) -> &str {
    let trimmed = right.trim_matches(is_blank);
    if trimmed.is_empty() { right.get(right.len() - 1..).unwrap_or("") } else { trimmed }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\u{c}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::dockerfile::lines::Lines;

    fn read(text: &str) -> Directives {
        let mut directives = Directives::new();
        for line in Lines::new(text) {
            directives.offer(line);
        }
        directives
    }

    #[test]
    fn directives_and_what_ends_them() {
        for (text, expected) in [
            ("# syntax=a\n# escape=`\n", &[("syntax", "a"), ("escape", "`")][..]),
            ("#SYNTAX = a b \n", &[("syntax", "a b")]),
            ("  #\tcheck=skip=all;error=true", &[("check", "skip=all;error=true")]),
            ("# a comment\n# syntax=a", &[]),
            ("\n# syntax=a", &[]),
            ("# syntax=\n", &[]),
            ("# other=a\n# syntax=a", &[]),
            ("# 1a=b\n# syntax=a", &[]),
            ("# syntax=  \n", &[("syntax", " ")]),
        ] {
            let read = read(text);
            let found: Vec<_> =
                read.found.iter().map(|d| (d.name.value.as_str(), d.value.value.as_str())).collect();
            assert_eq!(found, expected, "{text:?}");
            for directive in &read.found {
                assert_eq!(
                    text.get(directive.value.span.start..directive.value.span.end),
                    Some(directive.value.value.as_str())
                );
            }
        }
    }

    #[test]
    fn errors_point_at_the_words() {
        let text = "# escape=x\n# escape=`\n";
        let read = read(text);
        let wrong: Vec<_> = read.errors.iter().map(|error| &text[error.span.start..error.span.end]).collect();
        assert_eq!(wrong, ["x", "# escape=`"]);
        assert_eq!(read.escape, '\\');
    }

    #[test]
    fn check_options() {
        for (value, wrong) in [
            ("skip=all", None),
            ("skip=A,B;error=true;experimental=all", None),
            (" skip = A ; error = 1 ", None),
            ("skip=A;skip=B;skip=C;D", None),
            ("skip", Some("skip")),
            ("skip=A;erorr=true", Some("erorr=true")),
            ("error=yes", Some("error=yes")),
            ("skip=A;", Some("")),
        ] {
            let text = format!("# check={value}\nFROM a\n");
            let read = read(&text);
            let found = read.errors.first().map(|error| &text[error.span.start..error.span.end]);
            assert_eq!(found, wrong, "{value}");
        }
        assert_eq!(read(" # check=x\n").errors, []);
    }
}
