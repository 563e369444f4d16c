//! What a fix changes, as the few lines a finding has room for.

use similar::{Algorithm, ChangeTag, capture_diff_slices};

use super::visible::visible;
use crate::base::diagnostic::{Edit, Fix};
use crate::base::source::{Source, Span};

/// More changed lines than this are left to `--diff`.
const MOST_LINES: usize = 6;
/// The edits of a short change lie within as many lines.
const MOST_SPREAD: usize = 12;

/// A line that goes or comes, without its line end, safe to print.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// `-` or `+`.
    pub sign: char,
    /// Its text.
    pub text: String,
    /// The first byte of the text that differs from the line it stands for.
    pub focus: usize,
}

/// The lines that a fix takes away and adds; none when they are too many, or are in several files.
pub fn lines(fix: &Fix) -> Vec<Line> {
    let Some(source) = only_source(fix) else { return Vec::new() };
    let Some((old, new)) = region(source, &fix.edits) else { return Vec::new() };
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let changes = ops.iter().flat_map(|op| op.iter_changes(&old, &new));
    let changed: Vec<_> = changes.filter(|change| change.tag() != ChangeTag::Equal).collect();
    if changed.len() > MOST_LINES {
        return Vec::new();
    }
    let mut lines: Vec<Line> = changed
        .iter()
        .map(|change| {
            let sign = if change.tag() == ChangeTag::Delete { '-' } else { '+' };
            let text = change.value().replace('\t', "    ");
            Line { sign, text: visible(&text).into_owned(), focus: 0 }
        })
        .collect();
    focus(&mut lines);
    lines
}

/// The file that all edits are in.
pub fn only_source(fix: &Fix) -> Option<&Source> {
    let source = &fix.edits.first()?.place.source;
    fix.edits.iter().all(|edit| edit.place.source.path() == source.path()).then_some(source)
}

/// The lines that edits touch, before and after them. A line end that goes takes in the line after it.
fn region<'a>(source: &'a Source, edits: &[Edit]) -> Option<(&'a str, String)> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.place.span);
    edits.dedup_by(|a, b| a.place.span == b.place.span && a.text == b.text);
    let start = edits.first()?.place.span.start;
    let end = edits.iter().map(|edit| edit.place.span.end).max()?;
    let (first, last) = (source.position(start).line, source.position(end).line);
    if last.saturating_sub(first) > MOST_SPREAD {
        return None;
    }
    let from = source.line(first)?.start;
    let to = source.line(last + 1).map_or(source.text().len(), |next| next.start);
    let old = source.text().get(from..to)?;
    Some((old, edited(source, &edits, Span::new(from, to))?))
}

fn edited(source: &Source, edits: &[&Edit], region: Span) -> Option<String> {
    let mut text = String::new();
    let mut done = region.start;
    for edit in edits {
        let Span { start, end } = edit.place.span;
        text += source.text().get(done..start)?;
        text += &edit.text;
        done = end;
    }
    Some(text + source.text().get(done..region.end)?)
}

/// Where a removed and an added line part, when there is one of each.
fn focus(lines: &mut [Line]) {
    if let [old, new] = lines
        && (old.sign, new.sign) == ('-', '+')
    {
        let same = old.text.char_indices().zip(new.text.chars()).find(|((_, a), b)| a != b);
        let at = same.map_or(old.text.len().min(new.text.len()), |((at, _), _)| at);
        (old.focus, new.focus) = (at, at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source::Place;

    /// The lines of a fix that puts texts in the place of words.
    fn change(text: &str, edits: &[(&str, &str)]) -> Vec<String> {
        let source = Source::new("a", "a", text);
        let edit = |(words, new): &(&str, &str)| {
            let at = text.find(words).unwrap_or(0);
            Edit::new(Place::new(&source, Span::new(at, at + words.len())), *new)
        };
        let fix = Fix { title: String::new(), safe: true, edits: edits.iter().map(edit).collect() };
        lines(&fix).iter().map(|line| format!("{}{} {}", line.sign, line.text, line.focus)).collect()
    }

    #[test]
    fn changed_lines_are_shown() {
        let text = "FROM a\nRUN one two\r\nCMD x\n";
        assert_eq!(change(text, &[("two", "2")]), ["-RUN one two 8", "+RUN one 2 8"]);
        assert_eq!(change(text, &[("two", "2"), ("one", "1")]), ["-RUN one two 4", "+RUN 1 2 4"]);
        assert_eq!(change(text, &[("RUN one two\r\n", "")]), ["-RUN one two 0"]);
        assert_eq!(change(text, &[("", "ARG a\n")]), ["+ARG a 0"]);
        assert_eq!(change(text, &[("x", "y\u{1b}")]), ["-CMD x 4", "+CMD y␛ 4"]);
        assert_eq!(
            change("a\nb\nc\n", &[("a", "1"), ("c", "3")]),
            ["-a 0", "+1 0", "-c 0", "+3 0"],
            "lines between stay away"
        );
    }

    #[test]
    fn long_changes_are_left_to_the_diff() {
        assert_eq!(change("a\nb\nc\nd\n", &[("a\nb\nc\nd\n", "1\n2\n3\n4\n")]), [""; 0]);
        let far = format!("first\n{}last\n", "x\n".repeat(MOST_SPREAD));
        assert_eq!(change(&far, &[("first", "1"), ("last", "2")]), [""; 0]);
        assert_eq!(change("abc", &[("ab", "x"), ("bc", "y")]), [""; 0], "edits that overlap are no change");
    }

    #[test]
    fn several_files_are_left_to_the_diff() {
        let edit = |path| Edit::new(Place::file(&Source::new(path, path, "a\n")), "b");
        let fix = Fix { title: String::new(), safe: true, edits: vec![edit("a"), edit("b")] };
        assert_eq!(lines(&fix), []);
    }
}
