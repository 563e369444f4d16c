//! Values that need quotes, or a line of their own.

use super::line::{Line, ends_key, is_word};
use super::{Mistake, Scene, clip};
use crate::base::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::yaml::Style;
use crate::syntax::yaml::build::Last;
use crate::syntax::yaml::patch::Edit;

/// A character that no unquoted value can begin with.
pub(super) fn reserved(scene: &Scene<'_>, character: char) -> Option<Mistake> {
    let place = value_at(scene, scene.failure.at);
    if character == '\u{feff}' || character.is_control() {
        let place = Span::new(scene.failure.at, scene.failure.at + character.len_utf8());
        let error = SyntaxError::new(place, format!("invisible character ({})", character.escape_unicode()))
            .help("remove it");
        return Some(Mistake::new(error, vec![Edit::remove(place)]));
    }
    let text = scene.text.get(place.start..place.end)?;
    let name = if character == '`' { "a backtick".to_owned() } else { format!("`{character}`") };
    let mut error =
        SyntaxError::new(place, format!("a value cannot start with {name} unless it is in quotes"));
    error.help = quotable(text).then(|| format!("write {}", quoted(text)));
    Some(Mistake::new(error, quote(text, place.start)))
}

/// `key: word: …`, with the colon at the failure.
pub(super) fn colon_inside(scene: &Scene<'_>, last: Last) -> Mistake {
    let line = scene.line;
    let value = line.value().filter(|value| value.start <= last.span.start).unwrap_or(last.span);
    let text = scene.text.get(value.start..value.end).unwrap_or("");
    let keys = chain(line);
    if line.indent == 0 && keys.len() > 1 && !line.is_item() {
        return one_line(scene, line, &keys);
    }
    let colon = Span::new(scene.failure.at, scene.failure.at + 1);
    let word = scene.text.get(last.span.start..last.span.end).unwrap_or("");
    if is_word(word) && last.span.start == value.start {
        let error = SyntaxError::new(
            Span::new(last.span.start, colon.end),
            format!("a second key, `{}:`, on the same line", clip(word)),
        )
        .help(format!(
            "put `{}:` on its own line, indented more; if the colon is part of the text, write {}",
            clip(word),
            shown(text)
        ));
        return Mistake::new(error, vec![Edit::lose(value)]);
    }
    let at_end = colon.end >= value.end;
    let what = if at_end { "a colon at the end of" } else { "a colon and a space inside" };
    let error = SyntaxError::new(colon, format!("{what} unquoted text: YAML reads it as a key"))
        .help(format!("put the whole value in quotes: {}", shown(text)));
    let edits = if last.style == Style::Plain { quote(text, value.start) } else { vec![Edit::lose(value)] };
    Mistake::new(error, edits)
}

/// The keys at the beginning of a line: `build`, `docker`, `web` in `build: docker: web: Dockerfile`.
fn chain(line: Line<'_>) -> Vec<Span> {
    let mut keys = Vec::new();
    let mut at = line.content();
    while let Some(rest) = line.text.get(at..) {
        let Some(colon) = rest.find(':').filter(|colon| rest.get(..*colon).is_some_and(is_word)) else {
            break;
        };
        let after = rest.get(colon + 1..).unwrap_or("");
        if !ends_key(after) {
            break;
        }
        keys.push(Span::new(line.start + at, line.start + at + colon));
        at += colon + 1 + (after.len() - after.trim_start().len());
    }
    keys
}

/// A manifest on one line.
fn one_line(scene: &Scene<'_>, line: Line<'_>, keys: &[Span]) -> Mistake {
    let end = line.code_end();
    let after = keys.last().map_or(end, |key| key.end + 1);
    let value = scene.text.get(after..end).unwrap_or("");
    let rest = after + (value.len() - value.trim_start().len());
    let place = Span::new(
        keys.get(1).map_or(line.start, |key| key.start),
        keys.last().map_or(end, |key| key.end + 1),
    );
    let error = SyntaxError::new(place, "several keys on one line").help(steps(scene, keys, value.trim()));
    let mut edits: Vec<Edit> = keys.iter().skip(1).map(|key| Edit::insert(key.start, "{")).collect();
    if value.contains([',', '{', '}', '[', ']', ':', '#', '"', '\'']) {
        edits.push(Edit::lose(Span::new(rest, end)));
    }
    edits.push(Edit::insert(end, "}".repeat(edits.iter().filter(|edit| edit.text == "{").count())));
    Mistake::new(error, edits)
}

/// How the keys of one line look on lines of their own.
fn steps(scene: &Scene<'_>, keys: &[Span], value: &str) -> String {
    let name = |key: &Span| clip(scene.text.get(key.start..key.end).unwrap_or(""));
    let lines: Vec<String> = keys
        .iter()
        .take(5)
        .enumerate()
        .map(|(depth, key)| format!("`{}{}:", "  ".repeat(depth), name(key)))
        .collect();
    let end = if keys.len() > 5 { "` …".to_owned() } else { format!(" {}`", clip(value)) };
    format!(
        "put each key on its own line, indented two spaces more than the last: {}{end}",
        lines.join("`, ")
    )
}

/// `key: - item`.
pub(super) fn dash(scene: &Scene<'_>) -> Option<Mistake> {
    let at = scene.failure.at;
    let place = scene.line.from(at);
    let item = scene.text.get(place.start..place.end)?;
    let error =
        SyntaxError::new(Span::new(at, at + 1), "a list cannot start on the same line as its key").help(
            format!("put `{}` on the next line, indented by {} spaces", clip(item), scene.line.content() + 2),
        );
    let indent = " ".repeat(scene.line.content() + 2);
    Some(Mistake::new(error, vec![Edit::insert(at, format!("\n{indent}"))]))
}

/// `key: | text`.
pub(super) fn block_header(scene: &Scene<'_>) -> Option<Mistake> {
    let place = value_at(scene, scene.failure.at);
    let text = scene.text.get(place.start..place.end)?;
    let mark = text.get(..1)?;
    let header = text.len() - text.trim_start_matches(['|', '>', '+', '-', ' ']).len();
    let error = SyntaxError::new(
        place,
        format!("the text after `{mark}` must start on the next line"),
    )
    .help(format!(
        "move the text to the next line and indent it; if `{mark}` is part of the text, put it all in quotes"
    ));
    let below = scene.line.following().next().filter(|next| next.indent > scene.line.content());
    let indent = below.map_or(scene.line.content() + 2, |next| next.indent);
    let gap = format!("\n{}", " ".repeat(indent));
    Some(Mistake::new(error, vec![Edit::insert(place.start + header, gap)]))
}

/// A line of a block scalar that is not deep enough, or a first one that is too deep.
pub(super) fn block_indent(scene: &Scene<'_>) -> Mistake {
    let line = scene.line;
    let error =
        SyntaxError::new(line.inner(), "this line of a text block is not indented like the first one")
            .help("indent all lines of the block equally, more than its key");
    Mistake::new(error, vec![Edit::remove(line.inner())])
}

/// `key: & x`, `key: * x`, `key: !x!y`.
pub(super) fn indicator(scene: &Scene<'_>) -> Option<Mistake> {
    let place = value_at(scene, scene.failure.at);
    let text = scene.text.get(place.start..place.end)?;
    let (mark, meaning) = match text.chars().next()? {
        '&' => ("&", "gives a value a name (an anchor)"),
        '*' => ("*", "refers to a named value (an alias)"),
        _ => ("!", "gives the type of a value (a tag)"),
    };
    let error = SyntaxError::new(
        Span::new(place.start, place.start + 1),
        format!("in YAML, `{mark}` at the start of a value {meaning}"),
    )
    .help(format!("if it is part of the text, write {}", shown(text)));
    Some(Mistake::new(error, quote(text, place.start)))
}

/// Text that goes on in the line after a comment.
pub(super) fn cut_by_comment(scene: &Scene<'_>) -> Option<Mistake> {
    let line = scene.line;
    let next = line.following().next()?;
    let comment = Span::new(scene.failure.at, line.inner().end.max(scene.failure.at));
    let mut error = SyntaxError::new(
        next.inner(),
        "this continues the text above, but a comment has ended it",
    )
    .help(
        "move the comment to its own line above the key; if `#` is part of the text, put the text in quotes",
    );
    error.related = Some((comment, "the comment".to_owned()));
    Some(Mistake::new(error, vec![Edit::remove(next.inner())]))
}

/// `"text"#comment`.
pub(super) fn glued_comment(scene: &Scene<'_>) -> Option<Mistake> {
    let hash = scene.text.get(scene.failure.at.saturating_sub(1)..scene.line.end())?.find('#')?;
    let at = scene.failure.at.saturating_sub(1) + hash;
    let error = SyntaxError::new(Span::new(at, at + 1), "there is no space before the comment")
        .help("put a space before `#`");
    Some(Mistake::new(error, vec![Edit::insert(at, " ")]))
}

/// The text from an offset to the line's end, comment excluded.
fn value_at(scene: &Scene<'_>, at: usize) -> Span {
    let end = scene.line.code_end();
    if end > at { Span::new(at, end) } else { scene.line.from(at) }
}

/// The edits that put single quotes around text.
pub(super) fn quote(text: &str, start: usize) -> Vec<Edit> {
    let mut edits = vec![Edit::insert(start, "'")];
    edits.extend(text.match_indices('\'').map(|(at, _)| Edit::insert(start + at, "'")));
    edits.push(Edit::insert(start + text.len(), "'"));
    edits
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The quoted text if it is short enough to show, else a word for it.
pub(super) fn shown(text: &str) -> String {
    if quotable(text) { quoted(text) } else { "it in quotes".to_owned() }
}

fn quotable(text: &str) -> bool {
    text.len() <= 80 && !text.contains(['\n', '\r'])
}
