//! `[…]` and `{…}` that do not pair up.

use super::line::line_at;
use super::{Mistake, Scene};
use crate::base::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::yaml::patch::Edit;

/// What is wrong with the brackets between what was read for certain and the failure.
pub(super) fn find(scene: &Scene<'_>) -> Option<Mistake> {
    let line = line_at(scene.text, scene.failure.read.min(scene.failure.at)).start;
    let from = scene.failure.bracket.map_or(line, |open| open.min(line));
    let pairing = pair(scene.text, from, scene.line.end());
    match pairing {
        Pairing::Extra(at) => Some(extra(scene, at)),
        Pairing::Mismatch(open, at) => Some(mismatch(scene, open, at)),
        Pairing::Open(open) => unclosed(scene, open),
        Pairing::Even => None,
    }
}

enum Pairing {
    Even,
    Open(usize),
    Extra(usize),
    Mismatch(usize, usize),
}

/// Pairs brackets up, quoted text and comments left out.
fn pair(text: &str, from: usize, to: usize) -> Pairing {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in text.get(from..to).unwrap_or("").char_indices() {
        let at = from + at;
        let starts = matches!(before, ' ' | '\t' | '\n' | '\r' | '[' | '{' | ',');
        match (quote, c) {
            (Some(mark), _) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if starts => quote = Some(c),
            (None, '#') if matches!(before, ' ' | '\t' | '\n') => quote = Some('\n'),
            (None, '[' | '{') if starts => open.push((at, if c == '[' { ']' } else { '}' })),
            (None, ']' | '}') => match open.pop() {
                Some((_, wanted)) if wanted == c => {}
                Some((opened, _)) => return Pairing::Mismatch(opened, at),
                None => return Pairing::Extra(at),
            },
            _ => {}
        }
        before = c;
    }
    open.last().map_or(Pairing::Even, |(at, _)| Pairing::Open(*at))
}

fn unclosed(scene: &Scene<'_>, open: usize) -> Option<Mistake> {
    let mark = scene.text.get(open..)?.chars().next()?;
    let close = if mark == '[' { ']' } else { '}' };
    let line = line_at(scene.text, open);
    let end = line.code_end().max(open + 1);
    let error = SyntaxError::new(Span::new(open, open + 1), format!("this `{mark}` is not closed")).help(
        format!("put a `{close}` where it ends; if the `{mark}` is part of a text, put the text in quotes"),
    );
    let edits = vec![Edit::insert(end, close.to_string())];
    Some(Mistake::new(error, edits))
}

fn extra(scene: &Scene<'_>, at: usize) -> Mistake {
    let mark = scene.text.get(at..at + 1).unwrap_or("]");
    let error = SyntaxError::new(Span::new(at, at + 1), format!("this `{mark}` has no opening bracket"))
        .help(format!("remove it; if the `{mark}` is part of a text, put the text in quotes"));
    Mistake::new(error, vec![Edit::remove(Span::new(at, at + 1))])
}

fn mismatch(scene: &Scene<'_>, open: usize, at: usize) -> Mistake {
    let of = |at: usize| scene.text.get(at..at + 1).unwrap_or("");
    let wanted = if of(open) == "[" { "]" } else { "}" };
    let mut error =
        SyntaxError::new(Span::new(at, at + 1), format!("`{}` cannot close a `{}`", of(at), of(open)))
            .help(format!("close it with `{wanted}`"));
    error.related = Some((Span::new(open, open + 1), "opened here".to_owned()));
    Mistake::new(error, vec![Edit::new(Span::new(at, at + 1), wanted)])
}
