//! Comments that were meant as ours and are not read: with another word or sign, or at the end of a line.

use super::read;
use crate::base::suggest;
use crate::config::is_hadolint_code;
use crate::rule::comments::Dialect;
use crate::rules;

/// What such a comment would be in the right form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Typo {
    /// The comment as it should be, `<rule>` and `<reason>` where it has none.
    pub right: String,
    /// Whether nothing has to be filled in.
    pub complete: bool,
}

/// Words for one instruction, other linters' too.
const VERBS: &[&str] = &[
    "ignore",
    "ignores",
    "ignored",
    "ignore-line",
    "ignore-next-line",
    "disable",
    "disables",
    "disable-line",
    "disable-next-line",
    "skip",
    "noqa",
    "nolint",
    "allow",
    "suppress",
    "off",
];

/// Words for a whole file.
const FILE_VERBS: &[&str] =
    &["ignore-file", "ignorefile", "disable-file", "skip-file", "ignore-all", "global"];

/// The right form of a comment, `#` included, that is not read but begins like one of ours; `None` for one that is
/// read, or for people.
pub(super) fn typo(comment: &str) -> Option<Typo> {
    if let Some(said) = read::read(comment) {
        return (said.dialect == Dialect::Dynolint && said.skip.is_empty())
            .then(|| right(said.file, &[], ""));
    }
    let rest = comment.strip_prefix('#')?.trim_start();
    let (name, rest) = rest.split_at_checked("dynolint".len())?;
    let rest = Some(rest).filter(|_| name.eq_ignore_ascii_case("dynolint"))?;
    let (verb, rest) = word(rest.trim_start_matches([' ', '\t', ':', '-', ',', '@']));
    let file = is_one_of(FILE_VERBS, &verb);
    if !file && !is_one_of(VERBS, &verb) {
        return None;
    }
    let rest = if verb == "global" { rest.trim_start().strip_prefix("ignore")? } else { rest };
    let list = rest.trim_start();
    let assigned = list.starts_with(['=', ':']);
    let (names, reason) = names(list.trim_start_matches(['=', ':', ' ', '\t']));
    // `# dynolint ignore these for now` is a sentence.
    (assigned || !names.is_empty()).then(|| right(file, &names, reason))
}

/// The comment at the end of a line of a file's instruction or command, where it is read as part of that: its start.
pub(super) fn trailing(line: &str) -> Option<usize> {
    let at = line.to_ascii_lowercase().find("# dynolint").or_else(|| line.find("#dynolint"))?;
    let before = line.get(..at)?;
    let quoted = ['"', '\''].iter().any(|quote| before.matches(*quote).count() % 2 == 1);
    let is_comment = before.ends_with([' ', '\t']) && !before.trim().is_empty() && !quoted;
    let comment = line.get(at..)?;
    let meant = || read::read(comment).is_some_and(|said| !said.skip.is_empty()) || typo(comment).is_some();
    (is_comment && meant()).then_some(at)
}

/// What a comment at the end of a line would be on a line of its own.
pub(super) fn alone(comment: &str) -> Typo {
    match read::read(comment).filter(|said| !said.skip.is_empty()) {
        Some(_) => Typo { right: comment.trim_end().to_owned(), complete: true },
        None => typo(comment).unwrap_or_else(|| right(false, &[], "")),
    }
}

fn is_one_of(verbs: &[&str], verb: &str) -> bool {
    let verb = verb.replace('_', "-");
    verbs.contains(&verb.as_str())
        || (verb.len() > 4 && verbs.first().is_some_and(|first| suggest::is_one_slip(&verb, first)))
}

/// The first word in lower case, and what follows it.
fn word(text: &str) -> (String, &str) {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    (word.to_ascii_lowercase(), rest)
}

/// The names of rules at the start of a list, and what follows them.
fn names(mut text: &str) -> (Vec<&str>, &str) {
    let mut names = Vec::new();
    loop {
        text = text.trim_start_matches([',', ' ', '\t']);
        let end = text.find([',', ' ', '\t']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        if name.is_empty() || !(is_hadolint_code(name) || !rules::named(name).is_empty()) {
            return (names, text.trim_start_matches(['-', ':', '#', '/', ' ', '\t']).trim_end());
        }
        names.push(name);
        text = rest;
    }
}

fn right(file: bool, names: &[&str], reason: &str) -> Typo {
    let verb = if file { "ignore-file" } else { "ignore" };
    let listed = if names.is_empty() { "<rule>".to_owned() } else { names.join(",") };
    let why = if reason.is_empty() { "<reason>" } else { reason };
    Typo {
        right: format!("# dynolint {verb}={listed} {why}"),
        complete: !(names.is_empty() || reason.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_are_known() {
        for (comment, right) in [
            ("# dynolint: ignore=image-latest we pin", "# dynolint ignore=image-latest we pin"),
            ("# dynolint ignore: image-latest, DL3006 why", "# dynolint ignore=image-latest,DL3006 why"),
            ("# dynolint ignore image-latest", "# dynolint ignore=image-latest <reason>"),
            ("# dynolint disable=image-latest -- why", "# dynolint ignore=image-latest why"),
            ("# dynolint-disable-next-line DL3007", "# dynolint ignore=DL3007 <reason>"),
            ("#dynolint:disable SC2086", "# dynolint ignore=SC2086 <reason>"),
            ("# Dynolint ignore=port", "# dynolint ignore=port <reason>"),
            ("# dynolint ignroe=port why", "# dynolint ignore=port why"),
            ("# dynolint global ignore=DL3008", "# dynolint ignore-file=DL3008 <reason>"),
            ("# dynolint ignore_file=port why", "# dynolint ignore-file=port why"),
            ("# dynolint noqa: port", "# dynolint ignore=port <reason>"),
            ("# dynolint ignore=", "# dynolint ignore=<rule> <reason>"),
            ("# dynolint disable=no-such-rule", "# dynolint ignore=<rule> no-such-rule"),
        ] {
            assert_eq!(typo(comment).map(|typo| typo.right).as_deref(), Some(right), "{comment}");
        }
    }

    #[test]
    fn right_comments_and_sentences_are_none() {
        for comment in [
            "# dynolint ignore=image-latest",
            "# dynolint ignore=no-such-rule why",
            "# dynolint runs in CI",
            "# dynolint ignore these lines for now",
            "# dynolint: see the README",
            "# dynolint",
            "# hadolint disable=DL3008",
            "# see dynolint ignore=port",
        ] {
            assert_eq!(typo(comment), None, "{comment}");
        }
    }

    #[test]
    fn ends_of_lines_are_found() {
        for (line, found) in [
            ("RUN make # dynolint ignore=port why", Some(9)),
            ("RUN make # dynolint: ignore=port why", Some(9)),
            ("RUN make #dynolint ignore=port", Some(9)),
            ("# dynolint ignore=port", None),
            ("  # dynolint ignore=port", None),
            ("RUN echo '# dynolint ignore=port'", None),
            ("RUN echo a# dynolint ignore=port", None),
            ("RUN make # dynolint runs before", None),
        ] {
            assert_eq!(trailing(line), found, "{line}");
        }
        assert_eq!(alone("# dynolint ignore=port why").right, "# dynolint ignore=port why");
    }
}
