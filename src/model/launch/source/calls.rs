//! The calls of a file that listen, and what they are told.

use std::ops::Range;

use super::arguments::{self, Arguments};
use super::code::{Code, Phrase};
use super::token::Kind;
use super::value::{Value, Values};
use crate::model::tables::languages::{Call, Where};
use crate::model::tables::servers::Takes;
use crate::source::{Place, Span};

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

/// What a port comes to.
#[derive(Debug)]
pub enum Port {
    /// `PORT` of the environment.
    Heroku(Place),
    /// A number in the file.
    Fixed(u16, Place),
    /// A socket, or what nobody knows.
    Unknown,
}

/// What a host comes to.
#[derive(Debug)]
pub struct Host {
    /// Whether it is the container's own; `None` when nobody knows.
    pub loopback: Option<bool>,
    /// Where it stands.
    pub place: Place,
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
    let around = around(code, start);
    let port = call.port.iter().find_map(|(at, takes)| Some((argument(code, &arguments, *at)?, *takes)));
    let host = call.host.iter().find_map(|at| argument(code, &arguments, *at));
    let open = || arguments.open.then(|| Host { loopback: None, place: code.place(name.clone()) });
    let in_address = || host_in(code, port.as_ref().filter(|(_, takes)| *takes != Takes::Port)?.0.clone());
    Listen {
        call,
        name: code.place(start..name.end - 1),
        host: host.and_then(|range| self::host(values, range)).or_else(in_address).or_else(open),
        port: match port {
            Some((range, takes)) => Some(self::port(values.of(range), takes)),
            None => (arguments.open && !call.told).then_some(Port::Unknown),
        },
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

fn port(value: Value, takes: Takes) -> Port {
    let (text, place) = match value {
        Value::Heroku(place) => return Port::Heroku(place),
        Value::Unknown => return Port::Unknown,
        Value::Literal(text, place) => (text, place),
    };
    let digits = match takes {
        Takes::Port | Takes::AddressOrPort if !text.contains(':') => text.as_str(),
        _ => text.rsplit_once(':').map_or("", |(_, port)| port.trim_end_matches('/')),
    };
    match digits.parse() {
        Ok(port) if port > 0 && !text.contains([';', ',']) => Port::Fixed(port, place_of(digits, &place)),
        _ => Port::Unknown,
    }
}

/// The digits in a literal.
fn place_of(digits: &str, place: &Place) -> Place {
    let Some(at) = place.text().rfind(digits) else { return place.clone() };
    let start = place.span.start + at;
    Place::new(&place.source, Span::new(start, start + digits.len()))
}

fn host(values: &Values<'_>, range: Range<usize>) -> Option<Host> {
    match values.of(range.clone()) {
        // A number behind the port is how many may wait.
        Value::Literal(text, _) if text.parse::<u32>().is_ok() => None,
        Value::Literal(text, place) => Some(Host { loopback: Some(is_loopback(&text)), place }),
        _ => Some(Host { loopback: None, place: values.code.place(range) }),
    }
}

/// The host in an address: `"127.0.0.1:" + port`.
fn host_in(code: &Code, mut range: Range<usize>) -> Option<Host> {
    let at = range.find(|at| code.kind(*at) == Some(Kind::Text))?;
    let place = code.inside(at);
    let text = place.text();
    let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = bare.rsplit_once(':').map_or(bare, |(host, _)| host);
    Some(Host { loopback: Some(is_loopback(host)), place })
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']).to_ascii_lowercase();
    host == "localhost" || host == "::1" || host.starts_with("127.")
}

/// Conditions that hold in a program that is started: `require.main === module`, `if (err)`.
const HOLDS: &[&str] = &["main", "isMaster", "isPrimary", "isWorker", "__name__"];

/// Whether a condition decides if a call is made.
fn is_conditional(code: &Code, at: usize) -> bool {
    let blocks = code.around(at).filter(|open| code.is(*open, "{"));
    std::iter::once(at).chain(blocks).any(|at| at.checked_sub(1).is_some_and(|at| decides(code, at)))
}

/// What the lines around a call say of it.
#[derive(Debug, Default)]
struct Around {
    decision: Option<Decision>,
    function: Option<String>,
}

/// What a line above decides about a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    /// It holds in the file that is started, and in no other: `if __name__ == "__main__":`.
    Started,
    /// It may hold.
    Open,
}

/// Words of lines that decide whether what stands further in is done.
const DECIDES: &[&str] =
    &["if", "elif", "elsif", "else", "unless", "while", "until", "when", "case", "except", "rescue"];
/// Lines above a call that are looked at.
const MOST_LINES: usize = 500;

/// Reads the lines around a call, where blanks say what stands in what.
fn around(code: &Code, at: usize) -> Around {
    let mut around = Around::default();
    let place = code.place(at..at + 1);
    let text = place.source.text().get(..place.span.start).filter(|_| code.language.indented);
    let Some(mut lines) = text.map(|text| text.rsplit('\n')) else { return around };
    let own = lines.next().unwrap_or("");
    if own.split_whitespace().next().is_some_and(|word| DECIDES.contains(&word)) {
        around.decision = Some(Decision::Open);
    }
    let mut column = own.len() - own.trim_start().len();
    for (number, line) in lines.enumerate() {
        let (bare, indent) = (line.trim_start(), line.len() - line.trim_start().len());
        if column == 0 {
            break;
        }
        if number > MOST_LINES {
            around.decision = Some(Decision::Open);
            break;
        }
        if !bare.is_empty() && indent < column {
            column = indent;
            around.line(bare);
        }
    }
    around
}

impl Around {
    /// Takes a line in that the call stands further in than.
    fn line(&mut self, line: &str) {
        let mut words = line.split(|next: char| !next.is_alphanumeric() && next != '_');
        let first = words.next().unwrap_or("");
        if DECIDES.contains(&first) {
            let started = STARTED.iter().any(|word| line.contains(word));
            let decision = if started { Decision::Started } else { Decision::Open };
            self.decision = self.decision.filter(|_| started).or(Some(decision));
        }
        let mut names = std::iter::once(first).chain(words).skip_while(|word| *word == "async");
        if self.function.is_none() && names.next() == Some("def") {
            self.function = names.next().map(str::to_owned);
        }
    }
}

/// Words that tell the file that is started from those it imports.
const STARTED: &[&str] = &["__main__", "__FILE__", "PROGRAM_NAME"];

/// Whether what ends at a token decides if what follows is done.
fn decides(code: &Code, last: usize) -> bool {
    let condition = code.opening(last).filter(|open| code.is(*open, "("));
    match condition {
        Some(open) => {
            let asks = open.checked_sub(1).is_some_and(|before| code.is_any(before, &["if", "while"]));
            asks && !code
                .place(open..last)
                .text()
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(holds)
        }
        None => code.is_any(last, &["else", "&", "?", "|"]) || (code.is(last, ":") && !code.is(last, "{")),
    }
}

fn holds(word: &str) -> bool {
    HOLDS.contains(&word)
}
