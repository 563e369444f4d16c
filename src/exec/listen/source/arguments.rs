//! The arguments of a call, by index and by name.

use std::ops::Range;

use super::code::Code;
use super::token::Kind;

/// Objects in one another whose entries count as arguments.
const DEEPEST: usize = 3;

/// Arguments in order, as ranges of tokens.
#[derive(Debug, Default)]
pub struct Arguments {
    /// Each argument.
    pub all: Vec<Range<usize>>,
    /// The values of those with a name, and of the entries of objects among them.
    named: Vec<(String, Range<usize>)>,
    /// Whether there are more that cannot be seen: `...options`, `**options`.
    pub open: bool,
}

/// Reads what stands between two brackets.
pub fn read(code: &Code, range: Range<usize>) -> Arguments {
    let mut found = Arguments { all: code.split(range, ","), ..Arguments::default() };
    for argument in found.all.clone() {
        found.take(code, argument, 0);
    }
    found
}

impl Arguments {
    /// The last value of a name.
    pub fn named(&self, name: &str) -> Option<Range<usize>> {
        self.named.iter().rfind(|(own, _)| own == name).map(|(_, value)| value.clone())
    }

    fn take(&mut self, code: &Code, argument: Range<usize>, depth: usize) {
        let start = argument.start;
        if code.is_any(start, &[".", "*"]) && code.is_any(start + 1, &[".", "*"]) {
            self.open = true;
            // What stands before it may be said otherwise.
            self.named.iter_mut().for_each(|(_, value)| *value = start..start);
            return;
        }
        if depth > DEEPEST {
            return;
        }
        if let Some(entries) = object(code, &argument) {
            for entry in code.split(entries, ",") {
                self.take(code, entry, depth + 1);
            }
            return;
        }
        let name = if code.is(start, ":") { start + 1 } else { start };
        let text = || code.text(name).to_owned();
        match value(code, name, &argument) {
            Some(value) => {
                self.named.push((text(), value.clone()));
                if object(code, &value).is_some() {
                    self.take(code, value, depth + 1);
                }
            }
            // `{ port }` is `{ port: port }`.
            None if argument.len() == 1 && depth > 0 && code.kind(start) == Some(Kind::Word) => {
                self.named.push((text(), argument));
            }
            None => {}
        }
    }
}

/// What stands in the braces of an object.
fn object(code: &Code, argument: &Range<usize>) -> Option<Range<usize>> {
    let last = argument.end.checked_sub(1)?;
    let whole = code.is(argument.start, "{") && code.closing(argument.start) == Some(last);
    whole.then_some(argument.start + 1..last)
}

/// The value behind `name:`, `name=` or `name =>`.
fn value(code: &Code, name: usize, argument: &Range<usize>) -> Option<Range<usize>> {
    let named = matches!(code.kind(name), Some(Kind::Word | Kind::Text));
    let sign = name + 1;
    let start = match (code.is_any(sign, &[":", "="]), code.is(sign + 1, ">")) {
        (true, true) if code.touches_next(sign) => sign + 2,
        (true, false) if !code.is_any(sign + 1, &["=", ":"]) => sign + 1,
        _ => return None,
    };
    (named && start < argument.end).then_some(start..argument.end)
}
