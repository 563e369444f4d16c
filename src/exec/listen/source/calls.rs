//! The calls of a file that listen, and what they are told.

use std::ops::Range;

use super::address::{Address, Host, Port};
use super::arguments;
use super::arguments::Arguments;
use super::code::{Code, Phrase};
use super::indented;
use super::indented::Decision;
use super::value::Values;
use crate::base::source::Place;
use crate::tables::languages::{Call, Where};

/// A call that listens.
#[derive(Debug)]
pub struct Listen {
    /// The row it fits.
    pub call: &'static Call,
    /// Its name.
    pub name: Place,
    /// What its port comes to; `None` where it is given none.
    pub port: Option<Port>,
    /// The host it is told.
    pub host: Option<Host>,
    /// Whether a condition stands around it.
    pub conditional: bool,
    /// Whether it is made only by the file that is started.
    pub of_started: bool,
    /// The function it stands in, where blanks say what stands in what.
    pub function: Option<String>,
}

/// Words before a name that is defined.
const DEFINES: &[&str] = &["def", "function", "func", "fn", "class"];

/// Finds the calls of a file.
pub fn find(code: &Code, values: &Values<'_>) -> Vec<Listen> {
    let rows = code.language.calls.iter().map(|call| (call, Phrase::new(call.path, code.language)));
    let rows: Vec<(&'static Call, Phrase)> = rows.collect();
    let fitting = |at: usize| {
        if at.checked_sub(1).is_some_and(|before| code.is_any(before, DEFINES)) {
            return None;
        }
        let mut fitting =
            rows.iter().filter_map(|(call, phrase)| Some((*call, phrase, code.fits(phrase, at)?)));
        fitting.find(|(call, ..)| {
            let named =
                call.of.is_empty() || at.checked_sub(1).is_some_and(|before| code.is_any(before, call.of));
            named && (call.made_by.is_empty() || values.is_made_by(at, call.made_by))
        })
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < code.len() {
        let Some((call, phrase, name)) = fitting(at) else {
            at += 1;
            continue;
        };
        at = name.end;
        let inner = match phrase.opens() {
            true => code.closing(name.end - 1).map(|close| name.end..close),
            false => Some(name.end..code.statement(name.end)),
        };
        let listen = inner.map(|inner| listen(values, call, name, inner));
        found.extend(listen.filter(|listen| !call.told || listen.port.is_some()));
    }
    found
}

fn listen(values: &Values<'_>, call: &'static Call, name: Range<usize>, inner: Range<usize>) -> Listen {
    let code = values.code;
    let arguments = arguments::read(code, inner);
    let start = code.receiver(name.start);
    let around = indented::around(code, start);
    let port = call.port.iter().find_map(|(at, takes)| Some((argument(code, &arguments, *at)?, *takes)));
    let host = call.host.iter().find_map(|at| argument(code, &arguments, *at));
    let address = port.map(|(range, takes)| Address::read(values, range, takes));
    let host = host.and_then(|range| Host::read(values, range));
    let (port, in_address) = address.map_or((None, None), |address| (Some(address.port), address.host));
    let open = || arguments.open.then(|| Host { loopback: None, place: code.place(name.clone()) });
    Listen {
        call,
        name: code.place(start..name.end - 1),
        host: host.or(in_address).or_else(open),
        port: port.or((arguments.open && !call.told).then_some(Port::Unknown)),
        conditional: match code.language.indented {
            true => around.decision == Some(Decision::Open),
            false => is_conditional(code, start),
        },
        of_started: around.decision == Some(Decision::Started),
        function: around.function,
    }
}

/// The tokens of an argument; none for a function or an object.
fn argument(code: &Code, arguments: &Arguments, at: Where) -> Option<Range<usize>> {
    let index = match at {
        Where::Named(name) => return arguments.named(name),
        Where::At(index) => index,
    };
    let range = arguments.all.get(index)?.clone();
    let arrow = |at: usize| code.is(at, "=") && code.touches_next(at) && code.is(at + 1, ">");
    let named = code.is(range.start + 1, "=") && !code.is(range.start + 2, "=");
    let other = code.is_any(range.start, &["function", "async", "{"]) || range.clone().any(arrow) || named;
    (!other).then_some(range)
}

/// Conditions that hold in a program that is started: `require.main === module`, `cluster.isWorker`.
const HOLDS: &[&str] = &["main", "isMaster", "isPrimary", "isWorker", "__name__"];
/// Words before a condition.
const CONDITIONS: &[&str] = &["if", "else", "elif", "unless", "switch", "match", "case", "when", "while"];
/// The longest condition that is looked at, in tokens.
const LONGEST: usize = 60;

/// Whether a condition decides if a call is made.
fn is_conditional(code: &Code, at: usize) -> bool {
    let mut blocks = code.around(at).filter(|open| code.is(*open, "{"));
    is_behind_condition(code, at) || blocks.any(|open| is_branch(code, open))
}

/// `if (local) app.listen(80)`, `local && app.listen(80)`
fn is_behind_condition(code: &Code, at: usize) -> bool {
    let Some(last) = at.checked_sub(1) else { return false };
    if let Some(open) = code.opening(last).filter(|open| code.is(*open, "(")) {
        return open.checked_sub(1).is_some_and(|word| code.is_any(word, CONDITIONS))
            && !holds(code, open..last);
    }
    let twice = last.checked_sub(1).is_some_and(|before| code.text(before) == code.text(last));
    match code.text(last) {
        "&" | "|" => twice,
        "?" | "else" => true,
        ":" => !twice,
        _ => false,
    }
}

/// Whether a brace opens what a condition decides about.
fn is_branch(code: &Code, brace: usize) -> bool {
    let mut at = brace;
    while let Some(before) = at.checked_sub(1).filter(|_| brace - at < LONGEST) {
        if code.is_any(before, &[";", "{", "}"]) {
            break;
        }
        at = code.opening(before).unwrap_or(before);
        if code.begins_line(at) && !code.goes_on(at) {
            break;
        }
    }
    (at..brace).any(|at| code.is_any(at, CONDITIONS)) && !holds(code, at..brace)
}

fn holds(code: &Code, mut condition: Range<usize>) -> bool {
    condition.any(|at| HOLDS.contains(&code.text(at)))
}
