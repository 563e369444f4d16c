//! `.dockerignore` as Docker reads and applies it. Its rules are not `.gitignore`'s: a pattern starts at the
//! context's root, a final `/` says nothing, and the last pattern that changes the verdict decides.

mod class;
mod expression;

use super::SyntaxError;
use super::gomatch;
use crate::base::source::{BOM, Span};
use expression::Expression;

/// Docker reads no line longer than this, in bytes and without its line ending.
const MAX_LINE: usize = 65_535;

/// The patterns of a `.dockerignore`, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IgnoreFile {
    /// The patterns Docker can use.
    pub patterns: Vec<Pattern>,
    /// Each of these ends a build before it starts.
    pub errors: Vec<SyntaxError>,
}

/// One line that excludes paths, or with a `!` takes them in again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The line without the whitespace around it.
    pub span: Span,
    /// The pattern Docker works with: cleaned, relative to the context, without the `!`.
    pub text: String,
    /// Whether it is an exception.
    pub negated: bool,
    matcher: Matcher,
}

/// How a pattern is compared. Most need no expression.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Matcher {
    Exact,
    Prefix,
    Suffix,
    Expression(Expression),
}

/// Reads a `.dockerignore`: one pattern per line, trimmed; `#` in the first column starts a comment.
pub fn parse(text: &str) -> IgnoreFile {
    let mut file = IgnoreFile::default();
    let mut start = if text.starts_with(BOM) { BOM.len() } else { 0 };
    for line in text.get(start..).unwrap_or("").split_inclusive('\n') {
        let end = start + line.len();
        if let Err(error) = read_line(line, start, &mut file.patterns) {
            file.errors.push(error);
        }
        start = end;
    }
    file
}

impl IgnoreFile {
    /// The pattern that decides about a path of the context, itself or through a folder above it; an exception lets
    /// it in. `None` when none has a say, and always for the context's root (`""` or `.`).
    pub fn decides(&self, path: &str) -> Option<&Pattern> {
        let mut last: Option<&Pattern> = None;
        if path.is_empty() || path == "." {
            return None;
        }
        for pattern in &self.patterns {
            let ignored = last.is_some_and(|last| !last.negated);
            if pattern.negated == ignored && pattern.covers(path) {
                last = Some(pattern);
            }
        }
        last
    }

    /// The pattern that keeps a path out of the context; `None` when it is sent.
    pub fn ignores(&self, path: &str) -> Option<&Pattern> {
        self.decides(path).filter(|pattern| !pattern.negated)
    }

    /// Whether an exception after `pattern`, which keeps `folder` out, could let in something below it.
    pub fn reopens(&self, folder: &str, pattern: &Pattern) -> bool {
        let later =
            self.patterns.iter().filter(|other| other.negated && other.span.start > pattern.span.start);
        later.into_iter().any(|other| other.reaches(folder))
    }

    /// An exception that names a path and comes too early: `pattern`, further down, excludes it again.
    pub fn undone(&self, path: &str, pattern: &Pattern) -> Option<&Pattern> {
        let earlier = self.patterns.iter().filter(|other| other.span.start < pattern.span.start);
        earlier.filter(|other| other.negated).find(|other| other.covers(path))
    }
}

impl Pattern {
    /// Whether it fits a path or a folder above it, whatever other patterns say.
    pub fn covers(&self, path: &str) -> bool {
        let above = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        self.fits(path) || above.into_iter().any(|folder| self.fits(folder))
    }

    fn fits(&self, path: &str) -> bool {
        match &self.matcher {
            Matcher::Exact => path == self.text,
            Matcher::Prefix => path.starts_with(self.text.trim_end_matches("**")),
            Matcher::Suffix => {
                let suffix = self.text.strip_prefix("**").unwrap_or(&self.text);
                path.ends_with(suffix) || suffix.strip_prefix('/') == Some(path)
            }
            Matcher::Expression(expression) => expression.matches(path),
        }
    }

    /// Whether something below a folder may fit: its parts up to the first wildcard name that folder.
    fn reaches(&self, folder: &str) -> bool {
        let mut parts = self.text.split('/');
        for name in folder.split('/') {
            match parts.next() {
                None => return false,
                Some(part) if part.contains(['*', '?', '[', '\\']) => return true,
                Some(part) if part != name => return false,
                Some(_) => {}
            }
        }
        parts.next().is_some()
    }
}

/// Reads one line, its end included, that starts at byte `start`.
fn read_line(line: &str, start: usize, patterns: &mut Vec<Pattern>) -> Result<(), SyntaxError> {
    let line = line.strip_suffix('\n').unwrap_or(line);
    if line.len() > MAX_LINE {
        let span = Span::new(start, start + line.len());
        return Err(SyntaxError::new(
            span,
            format!("the line is longer than the {MAX_LINE} bytes that Docker reads"),
        ));
    }
    let written = line.trim();
    if line.starts_with('#') || written.is_empty() {
        return Ok(());
    }
    let at = start + line.len() - line.trim_start().len();
    let span = Span::new(at, at + written.len());
    let text = normalise(written);
    let negated = text.starts_with('!');
    let text = text.strip_prefix('!').unwrap_or(&text).to_owned();
    if negated && text.is_empty() {
        let error = SyntaxError::new(span, "there is no path after `!`");
        return Err(error.help("write the path after `!`, or remove the line"));
    }
    let matcher = Matcher::new(&text).map_err(|_| malformed(written, span))?;
    patterns.push(Pattern { span, text, negated, matcher });
    Ok(())
}

/// What Docker makes of a line: cleaned twice, the second time with its `!`.
fn normalise(line: &str) -> String {
    let (mark, pattern) = match line.strip_prefix('!') {
        Some(rest) => ("!", rest.trim()),
        None => ("", line),
    };
    if pattern.is_empty() {
        return mark.to_owned();
    }
    let cleaned = gomatch::clean(pattern);
    let relative = cleaned.strip_prefix('/').filter(|rest| !rest.is_empty()).unwrap_or(&cleaned);
    gomatch::clean(format!("{mark}{relative}").trim())
}

fn malformed(pattern: &str, span: Span) -> SyntaxError {
    let error = SyntaxError::new(span, "Docker cannot read this pattern");
    if pattern.contains('\\') {
        return error.help("use `/` between folders: `\\` only escapes the next character");
    }
    error.help("close the `[`, or write `\\[` for the character itself")
}

impl Matcher {
    /// An error where Docker says "syntax error in pattern".
    fn new(pattern: &str) -> Result<Matcher, gomatch::BadPattern> {
        gomatch::matches(pattern, ".")?;
        let inner = pattern.strip_prefix("**").unwrap_or(pattern);
        let plain = |text: &str| !text.contains(['*', '?', '[', ']', '\\']);
        if plain(pattern) {
            return Ok(Matcher::Exact);
        }
        if inner.len() < pattern.len() && plain(inner) {
            return Ok(Matcher::Suffix);
        }
        if pattern.strip_suffix("**").is_some_and(plain) {
            return Ok(Matcher::Prefix);
        }
        Expression::new(pattern).map(Matcher::Expression)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// One line of the table; its verdicts are those of Docker's own reader and matcher.
    #[derive(serde::Deserialize)]
    struct Case {
        name: String,
        ignore: String,
        path: String,
        verdict: String,
    }

    #[test]
    fn agrees_with_docker_on_the_table() {
        let table = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/dockerignore-cases.jsonl"));
        for line in table.lines() {
            let case: Case = serde_json::from_str(line).unwrap();
            let file = parse(&case.ignore);
            let found = match file.ignores(&case.path) {
                _ if !file.errors.is_empty() => "error",
                Some(_) => "ignored",
                None => "sent",
            };
            assert_eq!(found, case.verdict, "{}: {:?} in {:?}", case.name, case.path, case.ignore);
        }
        assert!(table.lines().count() >= 80);
    }

    #[test]
    fn spans_are_the_lines_without_their_blanks() {
        let text = "\u{feff}# first\n  dist/ \r\n! /keep\n\nbin\\obj\n!";
        let file = parse(text);
        let slice = |span: Span| text.get(span.start..span.end).unwrap();
        let patterns: Vec<_> =
            file.patterns.iter().map(|p| (slice(p.span), p.text.as_str(), p.negated)).collect();
        assert_eq!(patterns, [("dist/", "dist", false), ("! /keep", "keep", true)]);
        let errors: Vec<_> = file.errors.iter().map(|error| slice(error.span)).collect();
        assert_eq!(errors, ["bin\\obj", "!"]);
    }

    #[test]
    fn the_deciding_pattern_is_the_last_that_changes_the_verdict() {
        let file = parse("*\n!dist\ndist/*.map\n");
        let decides = |path| file.decides(path).map(|pattern| (pattern.text.as_str(), pattern.negated));
        assert_eq!(decides("src"), Some(("*", false)));
        assert_eq!(decides("dist/app.js"), Some(("dist", true)));
        assert_eq!(decides("dist/app.map"), Some(("dist/*.map", false)));
        assert_eq!(decides(""), None);
    }

    #[test]
    fn exceptions_below_and_exceptions_undone() {
        let file = parse("!docs/a\n*\n!dist/keep\n!src/**/x\n");
        let all = file.ignores("other").unwrap();
        assert!(file.reopens("dist", all) && file.reopens("src/deep/er", all));
        assert!(!file.reopens("other", all) && !file.reopens("dist/keep", all) && !file.reopens("docs", all));
        assert_eq!(file.undone("docs/a", all).map(|pattern| pattern.text.as_str()), Some("docs/a"));
        assert_eq!(file.undone("dist", all), None);
    }

    #[test]
    fn a_line_docker_cannot_hold_is_an_error() {
        assert_eq!(parse(&"a".repeat(65_535)).errors.len(), 0);
        assert_eq!(parse(&format!("{}\n", "a".repeat(65_535))).errors.len(), 0);
        assert_eq!(parse(&"a".repeat(65_536)).errors.len(), 1);
    }

    #[test]
    fn hostile_patterns_end() {
        let stars = "**/*a".repeat(10_000);
        let classes = "[a-z]*".repeat(10_000);
        let file = parse(&format!("{stars}\n{classes}\n(((((*\n{}", "a{1000}*\n".repeat(20)));
        let path = "a/".repeat(60) + "b";
        assert!(file.ignores(&path).is_none());
        assert!(parse(&"[".repeat(60_000)).patterns.is_empty());
    }
}
