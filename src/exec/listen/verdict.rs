//! What a server is told, and what it does by itself, to a verdict.

use std::sync::Arc;

use super::configuration;
use super::configuration::Says;
use super::options;
use super::options::{Port, Told};
use crate::base::source::{Place, Source, Span};
use crate::exec::follow::argv::Argv;
use crate::exec::follow::scope::{Scope, Unread};
use crate::exec::follow::value;
use crate::exec::follow::words::Words;
use crate::exec::{Launch, Loopback, Verdict};
use crate::syntax::shell::Word;
use crate::tables::servers::{Host, Server};

/// The launch of a server whose arguments begin at a word.
pub fn launch(server: &'static Server, argv: Argv<'_>, args: usize, scope: &Scope) -> Launch {
    let place = argv.iter().next().map(|(word, source)| Place::new(source, word.span));
    let Some(place) = place else { return Launch::unknown("no command is run") };
    let mut told = options::arguments(server, argv, args, scope);
    let explicit = !told.ports.is_empty();
    told.or(more_arguments(server, scope));
    if told.configuration.is_none() || explicit {
        told.or(options::variables(server, scope));
    }
    let said =
        if told.ports.is_empty() { configuration::read(server, &told, argv, scope) } else { Says::Nothing };
    let read = !matches!(said, Says::Nothing);
    let open = matches!(said, Says::Unclear(_));
    let mut configured = read;
    let own = match said {
        Says::Told(more) => {
            configured = !more.ports.is_empty() || !more.hosts.is_empty();
            told.configuration = None;
            told.or(more);
            None
        }
        Says::Default(port) => Some(Verdict::Ignored { port, place: place.clone() }),
        Says::Unclear(why) => Some(Verdict::Unknown { why }),
        Says::Nothing => None,
    };
    let unclear = unclear(server, &told, configured, scope);
    let verdict = match (verdict(server, &told, own, &place, argv), unclear) {
        (Verdict::Ignored { .. }, Some(why)) => Verdict::Unknown { why: why.to_owned() },
        (Verdict::Fixed { .. }, Some(why)) if configured => Verdict::Unknown { why: why.to_owned() },
        (verdict, _) => verdict,
    };
    let loopback =
        loopback(server, &told, &place).filter(|it| !it.by_default || !(open || unclear.is_some()));
    let overridden = scope.overridden().filter(|_| match verdict {
        Verdict::FromPort { .. } => !explicit || !scope.beside,
        Verdict::Unknown { .. } => !explicit && !told.socket,
        Verdict::Fixed { .. } | Verdict::Ignored { .. } => false,
    });
    let by_itself = told.ports.is_empty()
        || loopback.as_ref().is_some_and(|loopback| loopback.by_default)
        || (server.opaque.is_some() && !explicit);
    Launch {
        verdict,
        server: Some(server),
        language: None,
        program: Some(place),
        loopback,
        overridden,
        not_expanded: unexpanded(server, argv),
        expands: argv.shell,
        end: end(server, argv).filter(|_| argv.shell),
        unless: if by_itself && !read { server.unless } else { &[] },
        steps: Vec::new(),
        mentioned: None,
        configured,
        listens: false,
        commands: Vec::new(),
    }
}

/// Where another option of a server can be written; `None` where it would be another program's.
fn end(server: &Server, argv: Argv<'_>) -> Option<Place> {
    let behind = |(word, source): (&Word, &Arc<Source>)| Place::new(source, Span::at(word.span.end));
    if server.options_first {
        return server.commands.is_empty().then(|| argv.iter().next().map(behind)).flatten();
    }
    let passed_on = argv.iter().any(|(word, _)| word.is("--"));
    argv.end().filter(|_| !passed_on)
}

/// The words with a `$PORT` that neither a shell nor the server expands.
fn unexpanded(server: &Server, argv: Argv<'_>) -> Vec<Place> {
    (argv.iter())
        .filter(|(word, _)| !server.expands || !value::in_braces(word))
        .filter_map(|(word, source)| value::not_expanded(word, source))
        .collect()
}

/// Why what a server is not told here may be told elsewhere.
fn unclear(server: &Server, told: &Told, configured: bool, scope: &Scope) -> Option<&'static str> {
    if told.unclear {
        return Some("some of its arguments are unknown");
    }
    let by_variable = !server.reads.is_empty() || server.arguments.is_some();
    match scope.unread {
        Some(Unread::Variables) if by_variable => Some("an earlier command may set its variables"),
        Some(_) if configured || !server.unless.is_empty() => {
            Some("an earlier command may write its configuration")
        }
        _ => None,
    }
}

/// The arguments a server takes from a variable: no shell expands what is in them.
fn more_arguments(server: &'static Server, scope: &Scope) -> Told {
    let Some(found) = server.arguments.and_then(|name| scope.lookup(name)) else { return Told::default() };
    let words = Words::of_value(&found);
    options::arguments(server, Argv::of(&words, 0), 0, scope)
}

fn verdict(
    server: &'static Server,
    told: &Told,
    own: Option<Verdict>,
    place: &Place,
    argv: Argv<'_>,
) -> Verdict {
    let configured = told.configuration.as_ref().filter(|_| server.opaque.is_some());
    if let Some(port) = decisive(server, &told.ports).filter(|port| configured.is_none() || port.is_heroku())
    {
        return match port {
            Port::Heroku(evidence) => Verdict::FromPort { evidence: evidence.clone() },
            Port::Fixed { port, place, expands } => {
                Verdict::Fixed { port: *port, place: place.clone(), expands: *expands }
            }
            Port::Unknown => Verdict::Unknown { why: format!("the port of {} is unknown", server.name) },
        };
    }
    if told.socket {
        return Verdict::Unknown { why: format!("{} listens on a socket", server.name) };
    }
    let mentioned = argv.iter().skip(1).find_map(|(word, source)| {
        let (_, part) = word.variables().find(|(variable, _)| variable.name == "PORT")?;
        Some(Place::new(source, part.span))
    });
    if let Some(own) = own {
        return mentioned.map_or(own, |evidence| Verdict::FromPort { evidence });
    }
    if let Some(file) = &told.configuration {
        return Verdict::Unknown {
            why: format!("`{}` decides which port {} listens on", file.shown(), server.name),
        };
    }
    if server.reads_port() {
        return Verdict::FromPort { evidence: place.clone() };
    }
    match (mentioned, server.opaque) {
        (Some(evidence), _) => Verdict::FromPort { evidence },
        (None, Some(why)) => Verdict::Unknown { why: format!("{}: {why}", server.name) },
        (None, None) => match server.port {
            Some(port) => Verdict::Ignored { port, place: place.clone() },
            None => Verdict::Unknown { why: format!("the port of {} is unknown", server.name) },
        },
    }
}

/// The port that counts: Heroku's among several, else the last one.
fn decisive<'a>(server: &Server, ports: &'a [Port]) -> Option<&'a Port> {
    let heroku = ports.iter().find(|port| port.is_heroku());
    let unknown = ports.iter().find(|port| matches!(port, Port::Unknown));
    if server.several { heroku.or(unknown).or(ports.first()) } else { ports.last() }
}

fn loopback(server: &Server, told: &Told, place: &Place) -> Option<Loopback> {
    if told.hosts.is_empty() {
        let decided = told.socket || told.configuration.is_some() || server.opaque.is_some();
        let own = server.host == Host::Loopback && !decided;
        return own.then(|| Loopback { place: place.clone(), by_default: true });
    }
    let hosts = if server.several {
        &told.hosts[..]
    } else {
        told.hosts.last().map_or(&[][..], std::slice::from_ref)
    };
    let all = hosts.iter().all(|host| host.loopback == Some(true));
    let first = hosts.first().filter(|_| all)?;
    Some(Loopback { place: first.place.clone(), by_default: false })
}
