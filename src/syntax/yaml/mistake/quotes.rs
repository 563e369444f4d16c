//! Quotes that do not close, or close too early.

use super::line::line_at;
use super::value::{quote, shown};
use super::{Mistake, Scene};
use crate::base::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::yaml::patch::Edit;
use crate::syntax::yaml::scalar::unescape;

/// A quote without its partner.
pub(super) fn unclosed(scene: &Scene<'_>) -> Option<Mistake> {
    never_closed(scene.text, opening(scene)?)
}

fn never_closed(text: &str, at: usize) -> Option<Mistake> {
    let mark = text.get(at..)?.chars().next()?;
    let line = line_at(text, at);
    let end = line.code_end().max(at + 1);
    let error = SyntaxError::new(Span::new(at, end), format!("this `{mark}` is not closed"))
        .help(format!("put a `{mark}` where the text ends, or remove this one"));
    Some(Mistake::new(error, vec![Edit::insert(end, mark.to_string())]))
}

/// Where the quoted text around the failure begins.
fn opening(scene: &Scene<'_>) -> Option<usize> {
    let at = scene.failure.at;
    let is_quote = |at: usize| scene.text.get(at..).is_some_and(|rest| rest.starts_with(['"', '\'']));
    if is_quote(at) {
        return Some(at);
    }
    let from = scene.failure.read.min(at);
    let gap = scene.text.get(from..at)?;
    gap.find([' ', '[', '{', ',', ':', '\n']).and_then(|_| gap.find(['"', '\''])).map(|quote| from + quote)
}

/// Text after a closing quote: the quote closed too early, or one above was never closed.
pub(super) fn trailing(scene: &Scene<'_>) -> Option<Mistake> {
    let at = scene.failure.at;
    let open = start_of_quoted(scene)?;
    let first = line_at(scene.text, open);
    if first.start != scene.line.start {
        return never_closed(scene.text, open);
    }
    let mark = scene.text.get(open..)?.chars().next()?;
    let before = scene.text.get(first.start..open)?;
    let in_brackets = before.contains(['[', '{']);
    if in_brackets && scene.text.get(at..)?.starts_with(['"', '\'']) {
        let error = SyntaxError::new(Span::at(at), "no comma between two list items")
            .help("put a comma between them");
        return Some(Mistake::new(error, vec![Edit::insert(at, ",")]));
    }
    let end = scene.line.code_end().max(at);
    let text = scene.text.get(open..end)?;
    let place = Span::new(at, end);
    let message = format!("text after the closing `{mark}`");
    let inner = text.strip_prefix(mark)?.strip_suffix(mark);
    let error = SyntaxError::new(place, message);
    let error = match inner.filter(|_| mark == '\'') {
        Some(inner) => error.help(format!(
            "write an apostrophe in single quotes twice: {}",
            shown(&inner.replace("''", "'"))
        )),
        None => error.help(format!("put quotes around the whole value: {}", shown(text))),
    };
    let edits = if in_brackets { vec![scene.line.lose_value()] } else { quote(text, open) };
    Some(Mistake::new(error, edits))
}

/// The opening quote of the quoted text that ended before the failure.
fn start_of_quoted(scene: &Scene<'_>) -> Option<usize> {
    let from = line_at(scene.text, scene.failure.read.min(scene.failure.at)).start;
    let mut open: Option<(usize, char)> = None;
    let mut last = None;
    let mut before = ' ';
    let mut escaped = false;
    for (at, c) in scene.text.get(from..scene.failure.at)?.char_indices() {
        match open {
            None if matches!(c, '"' | '\'') && matches!(before, ' ' | '\t' | '[' | '{' | ',' | '\n') => {
                open = Some((at, c));
            }
            Some((start, mark)) if c == mark && !(escaped && mark == '"') => {
                last = Some(from + start);
                open = None;
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        before = c;
    }
    last
}

/// `"\d"`.
pub(super) fn escape(scene: &Scene<'_>) -> Option<Mistake> {
    let at = backslash(scene)?;
    let name: String = scene.text.get(at + 1..)?.chars().take(1).collect();
    let place = Span::new(at, at + 1 + name.len());
    let error = SyntaxError::new(place, format!("`\\{name}` is not a valid escape in double quotes"))
        .help(format!("write `\\\\{name}`, or use single quotes: they keep backslashes as they are"));
    Some(Mistake::new(error, vec![Edit::insert(at, "\\")]))
}

/// The first backslash from the quote on that begins no escape.
fn backslash(scene: &Scene<'_>) -> Option<usize> {
    let from = if scene.text.get(scene.failure.at..)?.starts_with('"') {
        scene.failure.at
    } else {
        scene.line.start
    };
    let mut at = from;
    loop {
        at += scene.text.get(at..)?.find('\\')?;
        let rest = scene.text.get(at + 1..)?;
        match unescape(rest) {
            Some((_, length)) => at += 1 + length,
            None if rest.starts_with(['\r', '\n']) => at += 1,
            None => return Some(at),
        }
    }
}
