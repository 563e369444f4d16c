//! Text that was never YAML: comments of other languages, Markdown, merge conflicts, web pages, templates.

use super::line::{Line, first, line_at};
use super::{Mistake, Scene};
use crate::base::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::yaml::Style;
use crate::syntax::yaml::patch::Edit;
use crate::syntax::yaml::place::foreign_blank;

/// What opens a comment elsewhere, and what closes it if not the line's end.
const COMMENTS: [(&str, Option<&str>); 6] =
    [("//", None), ("/*", Some("*/")), ("<!--", Some("-->")), ("-- ", None), (";", None), ("REM ", None)];

/// The first foreign line between what was read for certain and the failure.
pub(super) fn find(scene: &Scene<'_>) -> Option<Mistake> {
    let mut line = line_at(scene.text, certain(scene));
    if let Some(page) = web_page(scene) {
        return Some(page);
    }
    loop {
        if let Some(mistake) = look(line) {
            return Some(mistake);
        }
        if line.end() >= scene.failure.at {
            return None;
        }
        line = line.next()?;
    }
}

fn look(line: Line<'_>) -> Option<Mistake> {
    conflict(line).or_else(|| fence(line)).or_else(|| comment(line)).or_else(|| template(line))
}

/// A plain scalar that runs into the failure may have swallowed foreign lines; any other text is what it says.
fn certain(scene: &Scene<'_>) -> usize {
    match scene.failure.last {
        Some(last) if last.style == Style::Plain && last.span.end <= scene.failure.at => last.span.start,
        _ => scene.failure.read.min(scene.failure.at),
    }
}

fn conflict(line: Line<'_>) -> Option<Mistake> {
    let marks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
    let mark = marks.iter().find(|mark| line.text.starts_with(**mark))?;
    if line.text.get(7..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with(' ')) {
        return None;
    }
    let after = |wanted: &str| line.following().find(|line| line.text.starts_with(wanted));
    let mut error = SyntaxError::new(line.inner(), format!("unresolved merge conflict (`{mark}`)"))
        .help("keep the lines you want and remove the conflict markers");
    let mut edits = vec![Edit::remove(line.inner())];
    if *mark == "<<<<<<<" {
        let theirs = after("|||||||").filter(|base| after("=======").is_some_and(|m| base.start < m.start));
        let theirs = theirs.or_else(|| after("======="));
        let end = after(">>>>>>>");
        error.related = end.map(|end| (end.inner(), "it ends here".to_owned()));
        if let (Some(theirs), Some(end)) = (theirs, end) {
            edits.push(Edit::remove(Span::new(theirs.start, end.end())));
        }
    }
    Some(Mistake::new(error, edits))
}

/// Fences of Markdown; everything outside the first pair is prose.
fn fence(line: Line<'_>) -> Option<Mistake> {
    let mark = ["```", "~~~"].into_iter().find(|mark| line.trimmed().starts_with(mark))?;
    let end = line.following().find(|line| line.trimmed() == mark);
    let mut error = SyntaxError::new(line.inner(), format!("`{}` is Markdown, not YAML", line.trimmed()))
        .help(format!("keep only the lines between the {mark} lines"));
    let mut edits = vec![Edit::remove(Span::new(0, line.end()))];
    if let Some(end) = end {
        error.related = Some((end.inner(), "and here".to_owned()));
        edits.push(Edit::remove(Span::new(end.start, line.whole_end())));
    }
    let alone = line.preceding().next().is_none() || end.is_some();
    if !alone {
        edits = vec![Edit::remove(Span::new(line.start, line.whole_end()))];
    }
    Some(Mistake::new(error, edits))
}

fn comment(line: Line<'_>) -> Option<Mistake> {
    let (mark, closing) = COMMENTS.into_iter().find(|(mark, _)| line.trimmed().starts_with(mark))?;
    let name = mark.trim_end();
    let error = SyntaxError::new(
        Span::new(line.inner().start, line.inner().start + name.len()),
        format!("`{name}` does not start a comment in YAML"),
    )
    .help("start comments with `#`");
    let edits = match closing {
        None => {
            let run = std::iter::successors(Some(line), Line::next);
            run.take_while(|line| line.trimmed().starts_with(mark))
                .map(|line| Edit::remove(line.inner()))
                .collect()
        }
        Some(closing) => {
            let lines = std::iter::successors(Some(line), Line::next);
            let last = lines.into_iter().find(|line| line.text.contains(closing)).unwrap_or(line);
            vec![Edit::remove(Span::new(line.start, last.end()))]
        }
    };
    Some(Mistake::new(error, edits))
}

/// A line of a template engine: `{% if x %}`, `{{ x }}`, `<% x %>`.
fn template(line: Line<'_>) -> Option<Mistake> {
    let marks = [("{%", "%}"), ("<%", "%>"), ("{{", "}}"), ("{#", "#}")];
    let (start, (open, close)) = marks
        .into_iter()
        .filter_map(|pair| Some((line.text.find(pair.0)?, pair)))
        .min_by_key(|(at, _)| *at)?;
    let (before, rest) = line.text.split_at_checked(start)?;
    let begins_value = open != "<%" && (before.ends_with(": ") || before.ends_with("- "));
    if !before.trim().is_empty() && !begins_value {
        return None;
    }
    let end = start + rest.find(close).map_or(rest.trim_end().len(), |end| end + close.len());
    let place = Span::new(line.start + start, line.start + end);
    let error = SyntaxError::new(
        place,
        format!("`{open} {close}` is a template placeholder, which nothing replaces here"),
    )
    .help("write the value itself; if the braces are part of it, put it in quotes");
    Some(Mistake::new(error, vec![line.lose_value()]))
}

fn web_page(scene: &Scene<'_>) -> Option<Mistake> {
    let line = std::iter::successors(Some(first(scene.text)), Line::next).find(|line| !line.is_blank())?;
    let start = line.trimmed().trim_start_matches('\u{feff}').to_ascii_lowercase();
    if !start.starts_with("<!doctype") && !start.starts_with("<html") && !start.starts_with("<?xml") {
        return None;
    }
    let error = SyntaxError::new(line.inner(), "this is a web page, not YAML")
        .help("save the file itself, not the page that shows it (on GitHub: the Raw button)");
    Some(Mistake::new(error, Vec::new()))
}

/// Characters that came with pasted text and look like spaces.
pub(super) fn blank(scene: &Scene<'_>) -> Mistake {
    let start = scene.line.start + scene.line.indent;
    let rest = scene.text.get(start..).unwrap_or("");
    let length = rest.len() - rest.trim_start_matches(foreign_blank).len();
    let error = SyntaxError::new(
        Span::new(start, start + length.max(1)),
        "the indentation contains characters that only look like spaces",
    )
    .help("replace them with normal spaces; they often come with text copied from a web page");
    let lines = std::iter::successors(Some(scene.line), Line::next);
    Mistake::new(error, lines.filter_map(spaces).collect())
}

/// Replaces such characters in an indentation with spaces.
fn spaces(line: Line<'_>) -> Option<Edit> {
    let blank = |c: char| c == ' ' || c == '\t' || foreign_blank(c);
    let length = line.text.len() - line.text.trim_start_matches(blank).len();
    let indentation = line.text.get(..length)?;
    let visible = |c: &char| !matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    let text = " ".repeat(indentation.chars().filter(visible).count());
    indentation.contains(foreign_blank).then(|| Edit::new(Span::new(line.start, line.start + length), text))
}
