//! What a server is told of where to listen, by its options and variables.

use std::sync::Arc;

use crate::base::source::{Place, Source};
use crate::exec::follow::argv::Argv;
use crate::exec::follow::program::spelling;
use crate::exec::follow::scope::Scope;
use crate::exec::follow::value::{PORT, UNKNOWN, Value};
use crate::syntax::shell::{Part, PartKind, Quote, Word};
use crate::tables::servers::{Server, Takes};

/// Addresses and parts of one value that are read.
const MOST: usize = 20;

/// What a server is told.
#[derive(Debug, Default)]
pub struct Told {
    /// The ports, in order.
    pub ports: Vec<Port>,
    /// The addresses, in order.
    pub hosts: Vec<Host>,
    /// A configuration file that it is told to read.
    pub configuration: Option<Value>,
    /// It listens on a socket that has no port.
    pub socket: bool,
    /// An argument of which nothing is known may be any of these.
    pub unclear: bool,
}

/// A port that is told.
#[derive(Debug, Clone)]
pub enum Port {
    /// The one Heroku sets.
    Heroku(Place),
    /// A literal.
    Fixed {
        /// The port.
        port: u16,
        /// Its digits.
        place: Place,
        /// Whether `$PORT` written there would be expanded.
        expands: bool,
    },
    /// Nobody knows.
    Unknown,
}

impl Port {
    /// The port that a value is.
    pub fn of(value: Value) -> Port {
        match (value.text.as_str(), value.evidence) {
            (PORT, Some(evidence)) => Port::Heroku(evidence),
            (text, _) => match text.parse() {
                Ok(port) if port > 0 => Port::Fixed { port, place: value.place, expands: value.expands },
                _ => Port::Unknown,
            },
        }
    }

    /// Whether it is the one Heroku sets.
    pub fn is_heroku(&self) -> bool {
        matches!(self, Port::Heroku(_))
    }
}

/// An address that is told.
#[derive(Debug, Clone)]
pub struct Host {
    /// Whether it is the container's own; `None` when nobody knows.
    pub loopback: Option<bool>,
    /// The address.
    pub place: Place,
}

/// A value that can be cut, with the word it is read from where there is one.
struct Piece<'a> {
    value: Value,
    word: Option<(Word, &'a Arc<Source>)>,
    scope: &'a Scope<'a>,
}

impl<'a> Piece<'a> {
    fn of(word: Word, source: &'a Arc<Source>, scope: &'a Scope<'a>) -> Piece<'a> {
        Piece { value: scope.resolve(&word, source), word: Some((word, source)), scope }
    }

    fn text(&self) -> &str {
        &self.value.text
    }

    fn part(&self, text: &str) -> Piece<'a> {
        Piece { value: Value { text: text.to_owned(), ..self.value.clone() }, word: None, scope: self.scope }
    }

    fn split(&self, separator: char, last: bool) -> Option<(Piece<'a>, Piece<'a>)> {
        if let Some((word, source)) = &self.word
            && let Some((a, b)) = if last { word.rsplit_once(separator) } else { word.split_once(separator) }
        {
            return Some((Piece::of(a, source, self.scope), Piece::of(b, source, self.scope)));
        }
        let text = self.text();
        let (a, b) = if last { text.rsplit_once(separator)? } else { text.split_once(separator)? };
        Some((self.part(a), self.part(b)))
    }

    /// What stands before a separator, or all of it.
    fn before(self, separator: char) -> Piece<'a> {
        self.split(separator, false).map_or(self, |(before, _)| before)
    }

    /// What stands behind `scheme://`, or all of it.
    fn without_scheme(self) -> Piece<'a> {
        let Some((scheme, _)) = self.text().split_once("://") else { return self };
        let prefix = format!("{scheme}://");
        match &self.word {
            Some((word, source)) => match word.strip_prefix(&prefix) {
                Some(rest) => Piece::of(rest, source, self.scope),
                None => self.part(self.text().strip_prefix(&prefix).unwrap_or("")),
            },
            None => self.part(self.text().strip_prefix(&prefix).unwrap_or("")),
        }
    }
}

/// Reads the arguments of a server from a word on.
pub fn arguments(server: &Server, argv: Argv<'_>, from: usize, scope: &Scope) -> Told {
    let mut told = Told::default();
    let mut at = from;
    let mut positional = server.positional;
    while let Some(word) = argv.words.get(at) {
        let option = spelling(word);
        let source = argv.source(at);
        at += 1;
        if option == "--" {
            break;
        }
        if !option.starts_with('-') {
            told.unclear |= may_be_any(word, source, scope);
            if let Some(takes) = positional.take() {
                told.take(server, takes, Piece::of(word.clone(), source, scope));
            }
            continue;
        }
        if let Some(takes) = server.takes(&option) {
            let value = argv.words.get(at).filter(|value| !spelling(value).starts_with('-'));
            at += usize::from(value.is_some());
            match value {
                Some(value) => told.take(server, takes, Piece::of(value.clone(), argv.source(at - 1), scope)),
                None if takes == Takes::MaybeHost => {
                    told.hosts.push(Host { loopback: Some(false), place: Place::new(source, word.span) });
                }
                None => {}
            }
        } else if let Some((takes, value)) = attached(server, word) {
            told.take(server, takes, Piece::of(value, source, scope));
        } else {
            at += usize::from(server.valued.contains(&option.as_str()));
        }
    }
    told
}

/// `$OPTIONS`, `"$@"`: a word that may hold options.
fn may_be_any(word: &Word, source: &Arc<Source>, scope: &Scope) -> bool {
    let Some(Part { kind: PartKind::Variable(variable), quote, .. }) = word.parts.first() else {
        return matches!(word.parts.first(), Some(part) if part.literal().is_none() && part.quote == Quote::None);
    };
    let falls_apart = *quote == Quote::None || variable.name == "@";
    falls_apart && scope.resolve(word, source).text.starts_with(UNKNOWN)
}

/// The value in `--port=80`, `-p80`, `-Dserver.port=80`.
fn attached(server: &Server, word: &Word) -> Option<(Takes, Word)> {
    server.options.iter().find_map(|(name, takes)| {
        let short = name.len() == 2;
        let value =
            word.strip_prefix(&format!("{name}=")).or_else(|| word.strip_prefix(name).filter(|_| short))?;
        Some((*takes, value))
    })
}

/// Reads the variables of a server, down to `PORT`. The strongest variable that sets a port counts.
pub fn variables(server: &Server, scope: &Scope) -> Told {
    let mut told = Told::default();
    for (name, takes) in server.reads {
        let says_where = matches!(takes, Takes::Host | Takes::MaybeHost);
        if *name == "PORT"
            || (!says_where && !told.ports.is_empty())
            || (says_where && !told.hosts.is_empty())
        {
            continue;
        }
        if let Some(value) = scope.lookup(name) {
            told.take(server, *takes, Piece { value, word: None, scope });
        }
    }
    told
}

impl Told {
    /// Adds what another place says, where this one is silent.
    pub fn or(&mut self, other: Told) {
        if self.ports.is_empty() && !self.socket {
            self.ports = other.ports;
            self.socket = other.socket;
        }
        if self.hosts.is_empty() {
            self.hosts = other.hosts;
        }
        self.configuration = self.configuration.take().or(other.configuration);
        self.unclear |= other.unclear;
    }

    /// Adds what a word of a file says.
    pub fn value(&mut self, server: &Server, takes: Takes, word: Word, source: &Arc<Source>, scope: &Scope) {
        self.take(server, takes, Piece::of(word, source, scope));
    }

    /// Adds what is said beside it.
    pub fn add(&mut self, more: Told) {
        self.ports.extend(more.ports);
        self.hosts.extend(more.hosts);
        self.socket |= more.socket;
        self.unclear |= more.unclear;
    }

    fn take(&mut self, server: &Server, takes: Takes, piece: Piece<'_>) {
        match takes {
            Takes::Port if server.expands && is_own_expansion(piece.text()) => {
                self.ports.push(Port::Heroku(piece.value.place));
            }
            Takes::Port => self.ports.push(Port::of(piece.before(';').value)),
            Takes::Host | Takes::MaybeHost => self.hosts.push(host(&piece.value)),
            Takes::Address | Takes::AddressOrPort => self.address(server, takes, piece),
            Takes::Urls => {
                let mut rest = piece;
                for _ in 0..MOST {
                    let Some((first, more)) = rest.split(';', false) else { break };
                    self.address(server, takes, first);
                    rest = more;
                }
                self.address(server, takes, rest);
            }
            Takes::Endpoint => self.endpoint(&piece),
            Takes::Site => {
                let hosts = self.hosts.len();
                self.address(server, takes, piece);
                self.hosts.truncate(hosts);
            }
            Takes::Interface => {
                let ports = self.ports.len();
                self.address(server, takes, piece);
                self.ports.truncate(ports);
            }
            Takes::Socket => self.socket = true,
            Takes::Config => self.configuration = Some(piece.value),
        }
    }

    fn address(&mut self, server: &Server, takes: Takes, piece: Piece<'_>) {
        if ["unix:", "fd://", "file:", "/"].iter().any(|socket| piece.text().starts_with(socket)) {
            self.socket = true;
            return;
        }
        let piece = piece.without_scheme().before('?').before('/');
        let split = piece.split(':', true).filter(|(_, port)| !port.text().contains(']'));
        match split {
            Some((address, number)) => {
                if number.text().is_empty() {
                    self.default_port(server, &piece.value);
                } else {
                    self.ports.push(Port::of(number.value));
                }
                if !address.text().is_empty() {
                    self.hosts.push(host(&address.value));
                } else if takes != Takes::AddressOrPort {
                    self.hosts.push(Host { loopback: Some(false), place: piece.value.place });
                }
            }
            None if takes == Takes::AddressOrPort && is_port(piece.text()) => {
                self.ports.push(Port::of(piece.value))
            }
            None if is_port(piece.text()) || piece.value.evidence.is_some() => self.ports.push(Port::Unknown),
            None => {
                self.default_port(server, &piece.value);
                self.hosts.push(host(&piece.value));
            }
        }
    }

    /// An address that names no port: an option that names one is stronger, wherever it stands.
    fn default_port(&mut self, server: &Server, value: &Value) {
        let port = match server.port.filter(|_| value.is_literal()) {
            Some(port) => Port::Fixed { port, place: value.place.clone(), expands: false },
            None => Port::Unknown,
        };
        self.ports.insert(0, port);
    }

    fn endpoint(&mut self, piece: &Piece<'_>) {
        let (mut rest, hosts) = (piece.split(':', false), self.hosts.len());
        if is_port(piece.text()) {
            self.ports.push(Port::of(piece.value.clone()));
        }
        for _ in 0..MOST {
            let Some((_, more)) = rest else { break };
            let next = more.split(':', false);
            let part = more.before(':');
            if let Some((name, value)) = part.split('=', false) {
                match name.text() {
                    "port" => self.ports.push(Port::of(value.value)),
                    "interface" => self.hosts.push(host(&value.value)),
                    _ => {}
                }
            } else if is_port(part.text()) {
                self.ports.push(Port::of(part.value));
            }
            rest = next;
        }
        self.socket |= self.ports.is_empty();
        // Without an interface it is all of them.
        if self.hosts.len() == hosts {
            self.hosts.push(Host { loopback: Some(false), place: piece.value.place.clone() });
        }
    }
}

/// `${PORT}` or `${PORT:8080}`, to the letter.
fn is_own_expansion(text: &str) -> bool {
    text.strip_prefix("${PORT").is_some_and(|rest| rest.starts_with([':', '}']))
}

fn is_port(text: &str) -> bool {
    text == PORT || (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn host(value: &Value) -> Host {
    let text = value.text.trim_matches(['[', ']']).to_ascii_lowercase();
    let own = text == "localhost" || text == "::1" || text.starts_with("127.");
    Host { loopback: value.is_literal().then_some(own), place: value.place.clone() }
}
