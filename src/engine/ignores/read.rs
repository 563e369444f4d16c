//! What one comment says.

use std::ops::Range;

use crate::config::is_hadolint_code;
use crate::rule::comments::Dialect;
use crate::rules;

/// A comment that speaks to a linter. Ranges are bytes of the comment, `#` included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// Whose comment it is.
    pub dialect: Dialect,
    /// Whether it is for the whole file by its words.
    pub file: bool,
    /// The rules to leave out, as written.
    pub skip: Vec<Range<usize>>,
    /// BuildKit's experiments to run, as written.
    pub experimental: Vec<Range<usize>>,
    /// `error=true`.
    pub error: bool,
    /// Whether anything follows the names.
    pub reason: bool,
}

/// One way to begin such a comment: words with blanks between, then `=`.
struct Form {
    dialect: Dialect,
    words: &'static [&'static str],
    file: bool,
}

const FORMS: &[Form] = &[
    Form { dialect: Dialect::Dynolint, words: &["dynolint", "ignore-file"], file: true },
    Form { dialect: Dialect::Dynolint, words: &["dynolint", "ignore"], file: false },
    Form { dialect: Dialect::Hadolint, words: &["hadolint", "global", "ignore"], file: true },
    Form { dialect: Dialect::Hadolint, words: &["hadolint", "ignore"], file: false },
    Form { dialect: Dialect::Buildkit, words: &["check"], file: false },
];

/// Reads a comment from `#` to its line's end; `None` when it is for people only.
pub(super) fn read(comment: &str) -> Option<Said> {
    let (form, at) = FORMS.iter().find_map(|form| Some((form, form.value(comment)?)))?;
    let (dialect, file) = (form.dialect, form.file);
    let mut said =
        Said { dialect, file, skip: Vec::new(), experimental: Vec::new(), error: false, reason: false };
    let end = match dialect {
        Dialect::Buildkit => said.options(comment, at),
        _ => names(comment, at, dialect, &mut said.skip),
    };
    let rest = comment.get(end..).unwrap_or("");
    said.reason = rest.contains(|c: char| !c.is_whitespace() && !matches!(c, ';' | '/' | '-' | ':' | '#'));
    Some(said)
}

impl Form {
    /// Where the value starts in a comment of this form.
    fn value(&self, comment: &str) -> Option<usize> {
        let mut rest = comment.strip_prefix('#')?;
        for (index, word) in self.words.iter().enumerate() {
            let next = rest.trim_start();
            if index > 0 && next.len() == rest.len() {
                return None;
            }
            rest = if self.dialect == Dialect::Buildkit {
                strip_any_case(next, word)?
            } else {
                next.strip_prefix(word)?
            };
        }
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        Some(comment.len() - rest.len())
    }
}

/// Directives may be written in capitals.
fn strip_any_case<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(rest)
}

impl Said {
    /// Reads `skip=A,B;error=true;experimental=all` from `at` on; gives its end.
    fn options(&mut self, comment: &str, mut at: usize) -> usize {
        while let Some((key, value)) = comment.get(at..).and_then(|rest| rest.split_once('=')) {
            let start = comment.len() - value.trim_start().len();
            let end = match key.trim() {
                "skip" => names(comment, start, Dialect::Buildkit, &mut self.skip),
                "experimental" => names(comment, start, Dialect::Buildkit, &mut self.experimental),
                "error" => {
                    let end = word_end(comment, start);
                    self.error =
                        matches!(comment.get(start..end), Some("1" | "t" | "T" | "true" | "True" | "TRUE"));
                    end
                }
                _ => return at,
            };
            at = end;
            let rest = comment.get(end..).unwrap_or("");
            let Some(next) = rest.trim_start().strip_prefix(';') else { break };
            at = comment.len() - next.trim_start().len();
        }
        at
    }
}

/// Reads names with commas between from `at` on; gives the end of the list. Blanks may stand around a comma; in our own
/// comments, which go on in plain words, only before what is the name of a rule.
fn names(comment: &str, mut at: usize, dialect: Dialect, found: &mut Vec<Range<usize>>) -> usize {
    loop {
        let rest = comment.get(at..).unwrap_or("");
        let start = comment.len() - rest.trim_start().len();
        let end = word_end(comment, start);
        let name = comment.get(start..end).unwrap_or("");
        if start > at && dialect == Dialect::Dynolint && !is_name(name) {
            return at;
        }
        if !name.is_empty() {
            found.push(start..end);
        }
        let rest = comment.get(end..).unwrap_or("");
        let Some(next) = rest.trim_start().strip_prefix(',') else { return end };
        at = comment.len() - next.len();
    }
}

fn is_name(word: &str) -> bool {
    is_hadolint_code(word) || rules::find(word).is_some()
}

fn word_end(comment: &str, start: usize) -> usize {
    let rest = comment.get(start..).unwrap_or("");
    start + rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '#')).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names left out with `,` between, and what else is said.
    fn said(comment: &str) -> Option<String> {
        let said = read(comment)?;
        let list = |ranges: &[Range<usize>]| {
            ranges.iter().map(|range| comment.get(range.clone()).unwrap_or("?")).collect::<Vec<_>>().join(",")
        };
        let more = [(said.file, " file"), (said.error, " error"), (said.reason, " reason")];
        let mut text = list(&said.skip);
        if !said.experimental.is_empty() {
            text += &format!(" experimental:{}", list(&said.experimental));
        }
        Some(more.iter().filter(|(holds, _)| *holds).fold(text, |text, (_, word)| text + word))
    }

    #[test]
    fn our_own() {
        for (comment, expected) in [
            ("# dynolint ignore=image-latest", Some("image-latest")),
            ("#dynolint ignore=image-latest", Some("image-latest")),
            ("#  dynolint   ignore = image-latest", Some("image-latest")),
            ("# dynolint ignore=image-latest,DL3006 we pin in CI", Some("image-latest,DL3006 reason")),
            (
                "# dynolint ignore=image-latest, DL3006 , SC2086, why",
                Some("image-latest,DL3006,SC2086 reason"),
            ),
            ("# dynolint ignore=image-latest, because", Some("image-latest reason")),
            ("# dynolint ignore=image-latest,because", Some("image-latest,because")),
            ("# dynolint ignore=port the group", Some("port reason")),
            ("# dynolint ignore=image-latest -- ", Some("image-latest")),
            ("# dynolint ignore=image-latest -- why", Some("image-latest reason")),
            ("# dynolint ignore=image-latest# why", Some("image-latest reason")),
            ("# dynolint ignore=,,image-latest,", Some("image-latest")),
            ("# dynolint ignore=", Some("")),
            ("# dynolint ignore-file=image-latest why", Some("image-latest file reason")),
            ("# dynolint ignores=image-latest", None),
            ("# dynolintignore=image-latest", None),
            ("# dynolint: ignore=image-latest", None),
            ("# see dynolint ignore=image-latest", None),
            ("# dynolint ignore image-latest", None),
        ] {
            assert_eq!(said(comment).as_deref(), expected, "{comment}");
        }
    }

    #[test]
    fn hadolint_s() {
        for (comment, expected) in [
            ("# hadolint ignore=DL3006", Some("DL3006")),
            ("#hadolint ignore=DL3006", Some("DL3006")),
            ("# hadolint   ignore = DL3006", Some("DL3006")),
            ("# hadolint ignore=DL3006,SC1035 # We accept these", Some("DL3006,SC1035 reason")),
            ("# hadolint ignore=DL3006, SC1035 , DL3003", Some("DL3006,SC1035,DL3003")),
            ("# hadolint ignore=DL3006# why", Some("DL3006 reason")),
            ("# hadolint ignore=DL3006 why", Some("DL3006 reason")),
            ("# hadolint ignore=DL3006\r", Some("DL3006")),
            ("# hadolint global ignore=DL3003,DL3006", Some("DL3003,DL3006 file")),
            ("# hadolint\tglobal  ignore = DL3003 # why", Some("DL3003 file reason")),
            ("# hadolint globalignore=DL3003", None),
            ("# hadolint shell=/bin/bash", None),
            ("# hadolint disable=DL3006", None),
        ] {
            assert_eq!(said(comment).as_deref(), expected, "{comment}");
        }
    }

    #[test]
    fn buildkit_s() {
        for (comment, expected) in [
            ("# check=skip=StageNameCasing", Some("StageNameCasing")),
            ("#check=skip=A,B", Some("A,B")),
            ("# CHECK = skip = A , B", Some("A,B")),
            ("# check=skip=all", Some("all")),
            ("# check=skip=A // why", Some("A reason")),
            ("# check=skip=A;error=true", Some("A error")),
            ("# check=error=1 ; skip=A,B ; experimental=all", Some("A,B experimental:all error")),
            (
                "# check=experimental=InvalidDefinitionDescription",
                Some(" experimental:InvalidDefinitionDescription"),
            ),
            ("# check=error=false", Some("")),
            ("# check=error=true;unknown=1;skip=A", Some(" error reason")),
            ("# check=true", Some(" reason")),
            ("# check=", Some("")),
            ("# check=the log = here", Some(" reason")),
            ("# checks=skip=A", None),
            ("# check skip=A", None),
        ] {
            assert_eq!(said(comment).as_deref(), expected, "{comment}");
        }
    }

    #[test]
    fn long_comments_take_no_longer_than_they_are() {
        let names = format!("# dynolint ignore={}", "a, ".repeat(300_000));
        assert_eq!(read(&names).map(|said| said.skip.len()), Some(1));
        let names = format!("# hadolint ignore={}", "a, ".repeat(300_000));
        assert_eq!(read(&names).map(|said| said.skip.len()), Some(300_000));
        let options = format!("# check={}", "skip=a;".repeat(300_000));
        assert_eq!(read(&options).map(|said| said.skip.len()), Some(300_000));
    }
}
