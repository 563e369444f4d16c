//! `[ "$1" = web ]`, `test -n "$PORT"`, `case`: what a condition comes to, as far as its words are known.

use std::sync::Arc;

use super::expand::matches;
use super::scope::Scope;
use super::value::{MARKS, PORT, UNKNOWN, Value};
use crate::base::source::Source;
use crate::syntax::shell::{CaseArm, Quote, Simple, Word};

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It succeeds.
    True,
    /// It fails.
    False,
    /// It asks for something that nobody knows here.
    Open,
    /// It does something, and is taken to succeed.
    Done,
}

impl Status {
    /// The status behind `!`.
    #[must_use]
    pub fn negated(self) -> Status {
        match self {
            Status::True => Status::False,
            Status::False => Status::True,
            Status::Open | Status::Done => Status::Open,
        }
    }

    fn of(known: Option<bool>) -> Status {
        match known {
            Some(true) => Status::True,
            Some(false) => Status::False,
            None => Status::Open,
        }
    }
}

/// What a test command comes to; `Open` for another command.
pub fn test(command: &Simple, source: &Arc<Source>, scope: &Scope) -> Status {
    let Some((program, args)) = command.words.split_first() else { return Status::Open };
    let closed = |end: &str| args.split_last().filter(|(last, _)| last.is(end)).map(|(_, words)| words);
    let test = Test { source, scope, patterns: program.is("[[") };
    let words = match program.literal().as_deref() {
        Some("true" | ":") => return Status::True,
        Some("false") => return Status::False,
        Some("test") => Some(args),
        Some("[") => closed("]"),
        Some("[[") => closed("]]"),
        _ => None,
    };
    Status::of(words.and_then(|words| test.any(words)))
}

/// Which arms of a `case` run.
pub fn arm(arm: &CaseArm, word: &Value, source: &Arc<Source>, scope: &Scope) -> Status {
    let mut open = false;
    for pattern in &arm.patterns {
        match fits(&scope.settle(pattern, source), pattern, word) {
            Some(true) => return Status::True,
            Some(false) => {}
            None => open = true,
        }
    }
    if open { Status::Open } else { Status::False }
}

/// Whether a pattern takes a value.
fn fits(pattern: &Value, written: &Word, value: &Value) -> Option<bool> {
    if pattern.text == "*" {
        return Some(true);
    }
    if value.text.contains(UNKNOWN) || pattern.text.contains(UNKNOWN) || pattern.text.contains('[') {
        return None;
    }
    if value.text.contains(PORT) {
        // The port is a number.
        return (pattern.text.is_empty()).then_some(false);
    }
    let quoted = written.parts.iter().any(|part| part.quote != Quote::None);
    Some(if quoted && !written.glob {
        pattern.text == value.text
    } else {
        matches(&pattern.text, &value.text)
    })
}

struct Test<'a> {
    source: &'a Arc<Source>,
    scope: &'a Scope<'a>,
    /// Whether what stands on the right is a pattern.
    patterns: bool,
}

impl Test<'_> {
    /// `a || b`, `a && b`
    fn any(&self, words: &[Word]) -> Option<bool> {
        let found: Vec<_> =
            words.split(|word| word.is("||") || word.is("-o")).map(|all| self.all(all)).collect();
        match found.contains(&Some(true)) {
            true => Some(true),
            false => (!found.contains(&None)).then_some(false),
        }
    }

    fn all(&self, words: &[Word]) -> Option<bool> {
        let found: Vec<_> =
            words.split(|word| word.is("&&") || word.is("-a")).map(|one| self.one(one)).collect();
        match found.contains(&Some(false)) {
            true => Some(false),
            false => (!found.contains(&None)).then_some(true),
        }
    }

    fn one(&self, words: &[Word]) -> Option<bool> {
        match words {
            [not, rest @ ..] if not.is("!") && !rest.is_empty() => self.one(rest).map(|known| !known),
            [only] => self.is_empty(only).map(|empty| !empty),
            [flag, word] if flag.is("-n") => self.is_empty(word).map(|empty| !empty),
            [flag, word] if flag.is("-z") => self.is_empty(word),
            [left, sign, right] => self.compared(left, sign.literal()?.as_ref(), right),
            _ => None,
        }
    }

    fn is_empty(&self, word: &Word) -> Option<bool> {
        let text = self.scope.settle(word, self.source).text;
        // What surrounds something unknown is there all the same.
        let known = text.replace(UNKNOWN, "");
        if known.is_empty() && text.contains(UNKNOWN) { None } else { Some(known.is_empty()) }
    }

    fn compared(&self, left: &Word, sign: &str, right: &Word) -> Option<bool> {
        let (one, other) = (self.scope.settle(left, self.source), self.scope.settle(right, self.source));
        let equal = || match self.patterns {
            true => fits(&other, right, &one),
            false if one.is_literal() && other.is_literal() => Some(one.text == other.text),
            // The port is a number, and no other text.
            false if one.text == PORT || other.text == PORT => {
                let text = if one.text == PORT { &other.text } else { &one.text };
                let number = text.bytes().any(|byte| byte.is_ascii_digit()) || text.contains(MARKS);
                (!number).then_some(false)
            }
            false => None,
        };
        let numbers = || Some((one.text.parse::<i64>().ok()?, other.text.parse::<i64>().ok()?));
        match sign {
            "=" | "==" => equal(),
            "!=" => equal().map(|known| !known),
            "-eq" => numbers().map(|(one, other)| one == other),
            "-ne" => numbers().map(|(one, other)| one != other),
            "-lt" => numbers().map(|(one, other)| one < other),
            "-le" => numbers().map(|(one, other)| one <= other),
            "-gt" => numbers().map(|(one, other)| one > other),
            "-ge" => numbers().map(|(one, other)| one >= other),
            _ => None,
        }
    }
}
