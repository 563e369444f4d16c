//! What a name stands for in its file.

use std::ops::Range;

use super::code::Code;
use super::token::Kind;

/// The longest type between a name and its value, in tokens.
const LONGEST_TYPE: usize = 12;
/// Words before a condition in parentheses.
const CONDITIONS: &[&str] = &["if", "while", "for", "switch", "catch", "with", "elif", "until", "unless"];
/// Words that make a name.
const DECLARES: &[&str] = &["const", "let", "var", "val", "mut", "final", "static", "my"];

/// What one place gives a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// An expression.
    Expression(Range<usize>),
    /// Something that the file does not say.
    Unknown,
}

/// What a name's place says of it; `None` where it is only used.
pub fn given(code: &Code, at: usize) -> Option<Given> {
    let before = at.checked_sub(1);
    if before.is_some_and(|before| code.is(before, ".")) || code.is(at + 1, ".") {
        return None;
    }
    let bracket = code.parent(at);
    if bracket.is_some_and(|open| is_header(code, open)) || is_alone_before_arrow(code, at) {
        return Some(Given::Unknown);
    }
    if bracket.is_some_and(|open| is_pattern(code, open)) || is_one_of_several(code, at) {
        return Some(Given::Unknown);
    }
    let declared = before.is_some_and(|before| code.is_any(before, DECLARES));
    if bracket.is_some_and(|open| code.is(open, "(")) && !declared {
        return None;
    }
    if changes(code, at) {
        return Some(Given::Unknown);
    }
    let equals = equals(code, at, declared)?;
    Some(Given::Expression(code.expression(equals + 1)))
}

/// The `=` behind a name: with `:` before it, or a type.
fn equals(code: &Code, at: usize, declared: bool) -> Option<usize> {
    let behind = at + 1;
    let ends = |next: &usize| code.is_any(*next, &["=", ";", ",", ")", "{", "}"]);
    let equals = match code.is(behind, ":") {
        false => behind,
        true if code.is(behind + 1, "=") => behind + 1,
        true if declared || code.begins_line(at) => (behind..behind + LONGEST_TYPE).find(ends)?,
        true => return None,
    };
    let compares = code.touches_next(equals) && code.is_any(equals + 1, &["=", ">", "~"]);
    (code.is(equals, "=") && !compares).then_some(equals)
}

/// `port += 1`, `port++`, `port ||= 80`.
fn changes(code: &Code, at: usize) -> bool {
    let sign = |at: usize| code.is_any(at, &["+", "-", "*", "/", "|", "&", "?"]);
    let behind = at + 1;
    let twice = sign(behind) && code.touches_next(behind) && code.text(behind) == code.text(behind + 1);
    let assigned = |at: usize| sign(at) && code.touches_next(at) && code.is(at + 1, "=");
    let counted = twice && code.is_any(behind, &["+", "-"]);
    assigned(behind) || (twice && assigned(behind + 1)) || counted
}

/// Whether a bracket holds the parameters of a function.
fn is_header(code: &Code, open: usize) -> bool {
    let Some(close) = code.closing(open).filter(|_| code.is(open, "(")) else { return false };
    let condition = open.checked_sub(1).is_some_and(|before| code.is_any(before, CONDITIONS));
    let arrow = |sign| code.is(close + 1, sign) && code.touches_next(close + 1) && code.is(close + 2, ">");
    let typed = code.is_any(close + 1, &[":"]) && names_types(code, open);
    !condition && (code.is(close + 1, "{") || arrow("=") || arrow("-") || typed || is_defined(code, open))
}

/// `(port: number, …):`
fn names_types(code: &Code, open: usize) -> bool {
    code.is(open + 2, ":") || code.is(open + 1, ")")
}

/// `def name(`, `func name(`, `function name(`.
fn is_defined(code: &Code, open: usize) -> bool {
    let words = ["def", "func", "fn", "fun", "function", "defp", "sub"];
    let before = |back: usize| open.checked_sub(back).is_some_and(|at| code.is_any(at, &words));
    before(1) || before(2)
}

/// `port => …`
fn is_alone_before_arrow(code: &Code, at: usize) -> bool {
    code.is(at + 1, "=") && code.touches_next(at + 1) && code.is(at + 2, ">")
}

/// Whether a bracket takes a value apart: `{ port } = …`, `[port] = …`.
fn is_pattern(code: &Code, open: usize) -> bool {
    let Some(close) = code.closing(open).filter(|_| code.is_any(open, &["{", "["])) else { return false };
    let declared = open.checked_sub(1).is_some_and(|before| code.is_any(before, DECLARES));
    let equals = code.is(close + 1, "=") && !code.is_any(close + 2, &["=", ">"]);
    declared && equals
}

/// `port, err := …`
fn is_one_of_several(code: &Code, at: usize) -> bool {
    let mut next = at + 1;
    if !code.is(next, ",") || !code.begins_line(at) {
        return false;
    }
    while code.is(next, ",") && code.kind(next + 1) == Some(Kind::Word) {
        next += 2;
    }
    code.is(next, "=") || (code.is(next, ":") && code.is(next + 1, "="))
}
