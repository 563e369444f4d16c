//! Addresses and ports as a program writes them.

use std::ops::Range;

use super::code::Code;
use super::token::Kind;
use super::value::{Value, Values};
use crate::base::source::{Place, Span};
use crate::tables::servers::Takes;

/// Names that stand for one another.
const DEEPEST: usize = 4;

/// An address.
#[derive(Debug)]
pub struct Address {
    /// Its port.
    pub port: Port,
    /// Its host, where it has one.
    pub host: Option<Host>,
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

impl Address {
    /// Reads an argument.
    pub fn read(values: &Values<'_>, range: Range<usize>, takes: Takes) -> Address {
        if takes == Takes::Port {
            return Address { port: port(values.of(range), takes), host: None };
        }
        let range = resolved(values, range);
        match pair(values.code, &range) {
            Some((host, number)) => {
                Address { port: port(values.of(number), Takes::Port), host: host_in(values.code, host) }
            }
            None => {
                Address { port: port(values.of(range.clone()), takes), host: host_in(values.code, range) }
            }
        }
    }
}

impl Host {
    /// Reads an argument; `None` where it is no host.
    pub fn read(values: &Values<'_>, range: Range<usize>) -> Option<Host> {
        match values.of(range.clone()) {
            // A number behind the port is how many may wait.
            Value::Literal(text, _) if text.parse::<u32>().is_ok() => None,
            Value::Literal(text, place) => Some(Host { loopback: Some(is_loopback(&text)), place }),
            _ => Some(Host { loopback: None, place: values.code.place(range) }),
        }
    }
}

/// The expression behind a name, without what is around it.
fn resolved(values: &Values<'_>, range: Range<usize>) -> Range<usize> {
    let mut range = values.bare(range);
    for _ in 0..DEEPEST {
        let Some(next) = Some(range.start).filter(|_| range.len() == 1).and_then(|at| values.definition(at))
        else {
            break;
        };
        range = values.bare(next);
    }
    range
}

/// `([0, 0, 0, 0], 3000)`, `("0.0.0.0", port)`, `SocketAddr::new(host, port)`.
fn pair(code: &Code, range: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let last = range.end.checked_sub(1)?;
    let open = code.opening(last).filter(|open| code.is(*open, "(") && *open >= range.start)?;
    let named = range.start..open;
    let makes = named.is_empty() || named.into_iter().any(|at| code.text(at).starts_with("SocketAddr"));
    let parts = code.split(open + 1..last, ",");
    match parts.as_slice() {
        [host, port] if makes => Some((host.clone(), port.clone())),
        _ => None,
    }
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

/// The host in an address: `"127.0.0.1:" + port`, `[127, 0, 0, 1]`.
fn host_in(code: &Code, mut range: Range<usize>) -> Option<Host> {
    let says = |at: &usize| {
        code.kind(*at) == Some(Kind::Text)
            || code.is(*at, "LOCALHOST")
            || (code.is(at + 1, "127") && code.is(*at, "["))
    };
    let at = range.find(says)?;
    if code.kind(at) != Some(Kind::Text) {
        let end = code.closing(at).unwrap_or(at) + 1;
        return Some(Host { loopback: Some(true), place: code.place(at..end) });
    }
    let place = code.inside(at);
    let text = place.text();
    let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = bare.rsplit_once(':').map_or(bare, |(host, _)| host);
    let start = place.span.start + (text.len() - bare.len());
    let place = Place::new(&code.source, Span::new(start, start + host.len()));
    Some(Host { loopback: Some(is_loopback(host)), place })
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']).to_ascii_lowercase();
    host == "localhost" || host == "::1" || host.starts_with("127.")
}
