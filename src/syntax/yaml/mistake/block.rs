//! Indentation, keys and list items that do not fit together.

use super::line::{Line, is_word, line_at, shift};
use super::{Mistake, Scene, clip, value};
use crate::base::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::yaml::Style;
use crate::syntax::yaml::patch::Edit;

/// Tabs at the start of a line. One error, whatever the number of lines.
pub(super) fn tabs(scene: &Scene<'_>) -> Option<Mistake> {
    let mut lines = std::iter::successors(Some(scene.line), Line::next);
    let tabbed: Vec<Line<'_>> =
        lines.by_ref().filter(|line| tabs_of(*line).is_some() && !line.is_blank()).collect();
    let Some((first, more)) = tabbed.split_first() else { return stray_tab(scene) };
    let width = tab_width(scene.text);
    let more = match more.len() {
        0 => String::new(),
        1 => ", here and on 1 more line".to_owned(),
        count => format!(", here and on {count} more lines"),
    };
    let error =
        SyntaxError::new(tabs_of(*first)?, "this line is indented with a tab; YAML only allows spaces")
            .help(format!("indent with spaces, two for each level{more}"));
    let edits = tabbed.iter().map(|line| {
        let columns = expand(line.text.get(..line.indent).unwrap_or(""), width);
        Edit::new(Span::new(line.start, line.start + line.indent), " ".repeat(columns))
    });
    Some(Mistake::new(error, edits.collect()))
}

fn tabs_of(line: Line<'_>) -> Option<Span> {
    let blanks = line.text.get(..line.indent)?;
    let (first, last) = (blanks.find('\t')?, blanks.rfind('\t')?);
    Some(Span::new(line.start + first, line.start + last + 1))
}

/// A tab elsewhere.
fn stray_tab(scene: &Scene<'_>) -> Option<Mistake> {
    let at = scene.text.get(scene.failure.at..scene.line.end())?.find('\t')? + scene.failure.at;
    let place = Span::new(at, at + 1);
    let error = SyntaxError::new(place, "a tab where YAML needs spaces").help("replace it with a space");
    Some(Mistake::new(error, vec![Edit::new(place, " ")]))
}

/// The narrowest tab stop with which every block is deeper than the key that opens it.
fn tab_width(text: &str) -> usize {
    let fits = |width: &usize| {
        let lines: Vec<Line<'_>> = std::iter::successors(Some(super::line::first(text)), Line::next)
            .filter(|l| !l.is_idle())
            .collect();
        lines.windows(2).all(|pair| match pair {
            [above, below] if above.opens() && tabs_of(*above).or(tabs_of(*below)).is_some() => {
                let column = |line: &Line<'_>| expand(line.text.get(..line.indent).unwrap_or(""), *width);
                column(below) > column(above) || above.indent == 0 || below.is_item()
            }
            _ => true,
        })
    };
    [2, 4, 8].into_iter().find(fits).unwrap_or(2)
}

fn expand(blanks: &str, width: usize) -> usize {
    blanks.chars().fold(0, |column, c| if c == '\t' { column + width - column % width } else { column + 1 })
}

/// A colon where there can be no key.
pub(super) fn second_colon(scene: &Scene<'_>) -> Option<Mistake> {
    let last = scene.failure.last?;
    if scene.text.get(last.span.end..scene.failure.at)?.trim() != "" {
        return None;
    }
    let first = line_at(scene.text, last.span.start);
    if first.start == scene.line.start {
        return Some(value::colon_inside(scene, last));
    }
    if last.style != Style::Plain {
        return None;
    }
    let column = last.span.start - first.start;
    if column != first.content() {
        return Some(too_deep(scene, first));
    }
    if first.is_item() { Some(among_items(scene.line, first)) } else { no_key(scene, first) }
}

/// A line that is neither `key: value` nor `- item`.
pub(super) fn no_key(scene: &Scene<'_>, line: Line<'_>) -> Option<Mistake> {
    if scene.failure.last.is_some_and(|last| matches!(last.style, Style::Literal | Style::Folded)) {
        return Some(value::block_indent(scene));
    }
    let start = line.start + line.content();
    let text = scene.text.get(start..line.code_end()).filter(|text| !text.is_empty())?;
    if let Some(colon) = glued_colon(text) {
        let at = start + colon;
        let width = text.get(colon..)?.chars().next()?.len_utf8();
        let key = text.get(..colon)?;
        let error = SyntaxError::new(
            Span::new(start, at + width),
            format!("no space after the colon of `{}`", clip(key)),
        )
        .help(format!("write `{}`", clip(&format!("{key}: {}", text.get(colon + width..)?.trim_start()))));
        return Some(Mistake::new(error, vec![Edit::new(Span::new(at, at + width), ": ")]));
    }
    if let Some(word) = without_colon(line, text) {
        let end = start + word.len();
        let rest = text.get(word.len()..)?.trim_start();
        let equals = usize::from(rest.starts_with('='));
        let gap = text.len() - word.len() - rest.len() + equals;
        let rest = rest.get(equals..)?;
        let fixed = format!("{word}: {}", rest.trim_start());
        let place = Span::new(start, start + text.len());
        let error = SyntaxError::new(place, format!("no colon after `{}`", clip(word)))
            .help(format!("write `{}`", clip(fixed.trim_end())));
        return Some(Mistake::new(error, vec![Edit::new(Span::new(end, end + gap), ": ")]));
    }
    let run = line.block().take_while(|next| next.start == line.start || is_prose(*next));
    let place = Span::new(start, run.last().map_or(line, |last| last).code_end());
    let error = SyntaxError::new(place, "this line is neither `key: value` nor `- item`").help(
        "give it a key, or start it with `#` if it is a comment; if it continues the value above, indent it more",
    );
    let lost = line
        .block()
        .take_while(|next| next.start == line.start || is_prose(*next) || next.indent > line.indent);
    Some(Mistake::new(error, lost.map(|line| Edit::remove(line.inner())).collect()))
}

fn is_prose(line: Line<'_>) -> bool {
    line.key().is_none() && !line.is_item()
}

/// The key of `web Dockerfile`, of `web = Dockerfile`, or of a line above an indented block, that only lacks its colon.
fn without_colon<'a>(line: Line<'a>, text: &'a str) -> Option<&'a str> {
    let next = line.following().next();
    let (word, rest) = text.split_at_checked(text.find([' ', '=']).unwrap_or(text.len()))?;
    let rest = rest.trim();
    if rest.starts_with('=') && is_word(word) {
        return Some(word);
    }
    if rest.is_empty() {
        let opens = next.is_some_and(|next| next.indent > line.indent && !is_prose(next));
        return Some(word).filter(|word| opens && is_word(word));
    }
    let lower = word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    (lower && line.indent > 0 && !rest.contains(' ')).then_some(word)
}

/// The colon of `key:value` and `key：value`.
fn glued_colon(text: &str) -> Option<usize> {
    let at = text.find([':', '：'])?;
    let rest = text.get(at..)?;
    let value = rest.trim_start_matches([':', '：']);
    let is_key = text.get(..at).is_some_and(is_word);
    let glued = rest.starts_with('：') || value.starts_with(|c: char| c != ' ' && c != '/');
    (is_key && glued && (rest.starts_with('：') || rest.len() == value.len() + 1)).then_some(at)
}

/// A key that is deeper than the one above although that one has its value.
fn too_deep(scene: &Scene<'_>, above: Line<'_>) -> Mistake {
    let (line, column) = (scene.line, above.content());
    let name = line.key().unwrap_or_else(|| line.trimmed());
    let above_name = above.key().unwrap_or_else(|| above.trimmed());
    let (key, sibling) = (clip(name), clip(above_name));
    let mut error = SyntaxError::new(
        Span::new(line.start + line.content(), line.start + line.content() + name.len()),
        format!("`{key}` is indented under `{sibling}`, which already has a value"),
    )
    .help(format!(
        "{}, like `{sibling}`",
        if column == 0 { "do not indent it".to_owned() } else { format!("indent it {}", by(column)) }
    ));
    error.related = Some((
        Span::new(above.start + column, above.start + column + above_name.len()),
        "the key above".into(),
    ));
    let edits = shift(line.block(), line.indent, column);
    Mistake::new(error, edits)
}

/// A line whose indentation matches none of the keys above.
pub(super) fn not_beside(scene: &Scene<'_>) -> Option<Mistake> {
    let line = scene.line;
    if line.is_item() {
        return Some(item_in_map(line));
    }
    let Some(key) = line.key() else {
        return if line.trimmed().starts_with([']', '}']) { None } else { no_key(scene, line) };
    };
    let above = line.preceding().next()?;
    if above.indent < line.indent && above.key().is_some() {
        return Some(too_deep(scene, above));
    }
    let deeper =
        line.preceding().take_while(|above| above.indent > line.indent).min_by_key(|above| above.indent)?;
    let outer = line.preceding().find(|above| above.indent < line.indent)?;
    let (in_, out) = (deeper.content(), outer.indent);
    let place = Span::new(line.inner().start, line.inner().start + key.len());
    let name = |line: Line<'_>| clip(line.key().unwrap_or_else(|| line.trimmed()));
    let (inner_name, outer_name) = (name(deeper), name(outer));
    let mut error = SyntaxError::new(
        place,
        format!("the indentation of `{}` matches no key above", clip(key)),
    )
    .help(format!(
        "indent it {} to put it on the level of `{inner_name}`, or {} for the level of `{outer_name}`",
        by(in_),
        by(out)
    ));
    error.related = Some((deeper.inner(), format!("`{inner_name}` is indented {}", by(in_))));
    let (up, down) = (in_ - line.indent, line.indent - out);
    let target = if up < down || (up == down && !line.opens()) { in_ } else { out };
    Some(Mistake::new(error, shift(line.block(), line.indent, target)))
}

const MIXED: &str = "below a key write either a list (`- item`) or a map (`key: value`), not both";

fn item_in_map(line: Line<'_>) -> Mistake {
    let start = line.inner().start;
    let sibling = line.preceding().find(|above| above.indent <= line.indent && !above.is_item());
    let mut error = SyntaxError::new(Span::new(start, start + 1), "a list item between the keys of a map");
    error.help = Some(match line.key() {
        Some(key) => {
            format!("remove the dash before `{}`, or start every line of this level with one", clip(key))
        }
        None => MIXED.to_owned(),
    });
    error.related = sibling.map(|line| (line.inner(), "the map's keys".to_owned()));
    let alone = line.subtree().count() == 1;
    let edits = if line.key().is_some() && alone {
        vec![Edit::remove(Span::new(start, line.start + line.content()))]
    } else {
        line.subtree().map(|line| Edit::remove(line.inner())).collect()
    };
    Mistake::new(error, edits)
}

/// A key beside the dashes of a list.
pub(super) fn key_in_list(scene: &Scene<'_>) -> Option<Mistake> {
    let line = scene.line;
    let item = line.preceding().find(|above| above.indent <= line.indent && above.is_item())?;
    let Some(key) = line.key().filter(|_| item.indent == line.indent && item.key().is_some()) else {
        return Some(among_items(line, item));
    };
    let place = Span::new(line.inner().start, line.inner().start + key.len());
    let mut error = SyntaxError::new(
        place,
        format!("`{}` is on the level of the dash above, not inside that list item", clip(key)),
    )
    .help(format!("indent it {} to make it part of that item", by(item.content())));
    error.related = Some((item.inner(), "the list item".to_owned()));
    let lines = line.block().take_while(|line| !line.is_item());
    Some(Mistake::new(error, shift(lines, line.indent, item.content())))
}

fn among_items(line: Line<'_>, item: Line<'_>) -> Mistake {
    let name = line.key().unwrap_or_else(|| line.trimmed());
    let place = Span::new(line.inner().start, line.inner().start + name.len());
    let mut error =
        SyntaxError::new(place, format!("`{}` is between the items of a list, but has no dash", clip(name)))
            .help(MIXED);
    error.related = Some((item.inner(), "an item of the list".to_owned()));
    Mistake::new(error, line.subtree().map(|line| Edit::remove(line.inner())).collect())
}

/// Something after the end of the document's only value.
pub(super) fn after_the_end(scene: &Scene<'_>) -> Option<Mistake> {
    let line = scene.line;
    let percent = [Some(line), line.previous()].into_iter().flatten().find(|line| line.text.starts_with('%'));
    let line = percent.unwrap_or(line);
    let error = match percent {
        Some(line) => SyntaxError::new(line.inner(), "a line cannot start with `%`")
            .help("start comments with `#`; put text that starts with `%` in quotes"),
        None => SyntaxError::new(line.inner(), "this comes after the end of the value above")
            .help("write all keys below each other, without brackets around some of them"),
    };
    Some(Mistake::new(error, line.subtree().map(|line| Edit::remove(line.inner())).collect()))
}

fn by(columns: usize) -> String {
    match columns {
        0 => "not at all".to_owned(),
        1 => "by 1 space".to_owned(),
        count => format!("by {count} spaces"),
    }
}
