//! The server among the commands, and what its arguments say.

use super::address::{self, Port};
use super::calls::{self, Call, Calls, Program};
use super::{Environment, Launch, Loopback, Started, Verdict};
use crate::model::tables::servers::{self, Default, Server};
use crate::source::{Place, Span};
use crate::syntax::shell::{Word, effective};

/// Follows what is started to its port.
pub fn follow(started: &Started, environment: &Environment) -> Launch {
    let Some(calls) = calls::of(started) else { return Launch::unknown("nothing says what is started") };
    let mut launch = server(&calls, environment);
    launch.overridden = overridden(&calls);
    launch.expands = calls.expands;
    if !calls.expands {
        launch.not_expanded = not_expanded(&calls);
    }
    launch
}

/// The last command that is a known server and surely runs; without one, what any word says of `$PORT`.
fn server(calls: &Calls, environment: &Environment) -> Launch {
    let known = |call: &Call| calls::program(&call.words).is_some_and(|program| row(&program).is_some());
    let servers: Vec<&Call> = calls.commands.iter().filter(|call| known(call)).collect();
    match servers.as_slice() {
        [call] if !call.aside => judge(calls, call, environment),
        [] => by_words(calls),
        _ => Launch::unknown("several servers are named, or one that may not run"),
    }
}

/// The row of the table that a program with its subcommand fits.
fn row(program: &Program) -> Option<&'static Server> {
    let named = |server: &&Server| {
        server.subcommands.is_empty()
            || program.args.iter().any(|word| server.subcommands.iter().any(|name| word.is(name)))
    };
    let server = servers::of(&program.name).filter(|_| !program.own).find(named)?;
    // `php` and the like are servers with that option only.
    let needs_bind =
        server.program == "php" && !program.args.iter().any(|word| word.text().starts_with("-S"));
    (!needs_bind).then_some(server)
}

/// A program that is not known: a word with `$PORT` shows that it is told.
fn by_words(calls: &Calls) -> Launch {
    let uses = calls.commands.iter().flat_map(|call| &call.words).flat_map(Word::variables);
    match uses.filter(|(variable, _)| variable.name == "PORT").last().filter(|_| calls.expands) {
        Some((_, part)) => {
            let evidence = Place::new(&calls.source, part.span);
            Launch { verdict: Verdict::FromPort { evidence }, ..Launch::unknown("") }
        }
        None => {
            let last = calls.commands.iter().rev().find(|call| !call.words.is_empty());
            let name = last.and_then(|call| Some(effective(&call.words).word?.text().to_owned()));
            Launch::unknown(match name {
                Some(name) => format!("`{name}` is not followed"),
                None => "there is no command".to_owned(),
            })
        }
    }
}

/// What the options of a server say.
#[derive(Debug, Default)]
struct Told {
    ports: Vec<Port>,
    hosts: Vec<Word>,
    opaque: bool,
}

fn judge(calls: &Calls, call: &Call, environment: &Environment) -> Launch {
    let unknown = || Launch::unknown("the server is not known");
    let Some(program) = calls::program(&call.words) else { return unknown() };
    let Some(server) = row(&program) else { return unknown() };
    let place = |span: Span| Place::new(&calls.source, span);
    let told = told(server, &program);
    let verdict = verdict(server, &program, &told, calls, environment);
    let hosts = told.hosts.iter().find_map(address::loopback);
    let loopback = match hosts {
        Some(span) => Some(Loopback { place: place(span), by_default: false }),
        None if server.loopback
            && told.hosts.is_empty()
            && !told.opaque
            && !host_in_environment(environment) =>
        {
            Some(Loopback { place: place(program.span), by_default: true })
        }
        None => None,
    };
    let end = call.words.last().map(|word| place(Span::at(word.span.end)));
    Launch {
        verdict,
        server: Some(server),
        program: Some(place(program.span)),
        loopback,
        end,
        ..Launch::unknown("")
    }
}

/// Reads the options of a server.
fn told(server: &Server, program: &Program) -> Told {
    let mut told = Told::default();
    let mut args = program.args.iter().peekable();
    let mut behind = server.subcommands.is_empty();
    while let Some(word) = args.next() {
        if server.subcommands.iter().any(|name| word.is(name)) && !behind {
            behind = true;
            continue;
        }
        if option(word, server.opaque, &mut args).is_some() {
            told.opaque = true;
        } else if let Some(value) = option(word, server.port, &mut args) {
            told.ports.push(address::port_of(&value));
        } else if let Some(value) = option(word, server.host, &mut args) {
            told.hosts.push(value);
        } else if let Some(value) = option(word, server.bind, &mut args) {
            told.ports.push(address::port_of_address(&value));
            told.hosts.push(value);
        } else if server.positional && behind && is_address(word) {
            told.ports.push(address::port_of_address(word));
            if word.text().contains(['.', ':']) || word.text().contains("localhost") {
                told.hosts.push(word.clone());
            }
        }
    }
    told.ports.retain(|port| *port != Port::None);
    told
}

/// The value of an option in any of its spellings: `--port 1`, `--port=1`, `-p 1`, `-p1`.
fn option<'a>(
    word: &Word,
    names: &[&str],
    rest: &mut std::iter::Peekable<impl Iterator<Item = &'a Word>>,
) -> Option<Word> {
    for name in names {
        if word.is(name) {
            let value = rest.peek()?;
            return if value.text().starts_with('-') { Some((*value).clone()) } else { rest.next().cloned() };
        }
        let Some(value) = word.strip_prefix(name) else { continue };
        if let Some(value) = value.strip_prefix("=") {
            return Some(value);
        }
        if !name.starts_with("--") && name.len() == 2 {
            return Some(value);
        }
    }
    None
}

/// `8000`, `0.0.0.0:8000`, `$PORT`.
fn is_address(word: &Word) -> bool {
    let text = word.text().trim_matches(['"', '\'']);
    !text.starts_with('-') && (text.contains(':') || text.contains('$') || text.parse::<u16>().is_ok())
}

fn verdict(
    server: &Server,
    program: &Program,
    told: &Told,
    calls: &Calls,
    environment: &Environment,
) -> Verdict {
    let place = |span: Span| Place::new(&calls.source, span);
    let unknown = |why: &str| Verdict::Unknown { why: why.to_owned() };
    if told.opaque {
        return unknown("a configuration file or socket of the server decides");
    }
    let ports: Vec<Port> = told.ports.iter().map(|port| resolve(port, calls)).collect();
    match ports.as_slice() {
        [] => by_default(server, program, calls, environment),
        [Port::Given(span)] => Verdict::FromPort { evidence: place(*span) },
        [Port::Fixed(port, span)] => Verdict::Fixed { port: *port, place: place(*span) },
        [Port::Variable(name)] => from_environment(name, environment),
        [Port::Literal(_)] => unknown("no shell expands `$PORT`"),
        several if several.iter().any(|port| matches!(port, Port::Given(_))) => {
            let from = several.iter().find_map(|port| match port {
                Port::Given(span) => Some(*span),
                _ => None,
            });
            Verdict::FromPort { evidence: place(from.unwrap_or(program.span)) }
        }
        _ => unknown("the address is not plain"),
    }
}

/// A variable that the commands set, resolved.
fn resolve(port: &Port, calls: &Calls) -> Port {
    let Port::Variable(name) = port else { return port.clone() };
    let mut values = calls.commands.iter().flat_map(|call| &call.assigned).filter(|(set, _)| set == name);
    match (values.next(), values.next()) {
        (Some((_, value)), None) => match address::port_of(value) {
            Port::Variable(_) => Port::Unknown,
            port => port,
        },
        (None, _) => port.clone(),
        _ => Port::Unknown,
    }
}

fn from_environment(name: &str, environment: &Environment) -> Verdict {
    match environment.get(name) {
        Some((value, place)) => match value.parse() {
            Ok(port) => Verdict::Fixed { port, place: place.clone() },
            Err(_) => Verdict::Unknown { why: format!("`{name}` holds no port") },
        },
        None => Verdict::Unknown { why: format!("nothing here sets `{name}`") },
    }
}

/// What a server does that is told no port by its options.
fn by_default(server: &Server, program: &Program, calls: &Calls, environment: &Environment) -> Verdict {
    let place = Place::new(&calls.source, program.span);
    // gunicorn reads more options from here.
    if server.program == "gunicorn" && environment.has("GUNICORN_CMD_ARGS") {
        return Verdict::Unknown { why: "`GUNICORN_CMD_ARGS` decides".to_owned() };
    }
    for name in server.port_variables.iter().filter(|name| **name != "PORT") {
        let set = calls.commands.iter().flat_map(|call| &call.assigned).rfind(|(set, _)| set == name);
        match set.map(|(_, value)| address::port_of(value)) {
            Some(Port::Given(span)) => {
                return Verdict::FromPort { evidence: Place::new(&calls.source, span) };
            }
            Some(Port::Fixed(port, span)) => {
                return Verdict::Fixed { port, place: Place::new(&calls.source, span) };
            }
            Some(_) => return Verdict::Unknown { why: format!("`{name}` is not plain") },
            None if environment.has(name) => return from_environment(name, environment),
            None => {}
        }
    }
    match server.default {
        Default::ReadsPort => Verdict::FromPort { evidence: place },
        Default::Port(port) => Verdict::Ignored { port, place },
        Default::Unknown => {
            Verdict::Unknown { why: format!("a configuration of `{}` may say", server.program) }
        }
    }
}

/// Variables with which some servers choose their host.
fn host_in_environment(environment: &Environment) -> bool {
    ["HOST", "UVICORN_HOST", "FLASK_RUN_HOST", "GRANIAN_HOST", "GRADIO_SERVER_NAME"]
        .iter()
        .any(|name| environment.has(name))
}

/// The first plain `PORT=3000`: one that asks for `PORT` itself, or stands behind a test, gives a default only.
fn overridden(calls: &Calls) -> Option<Place> {
    let tests = calls.commands.iter().any(|call| {
        let program = effective(&call.words).program;
        ["[", "[[", "test", ":"].contains(&program.as_str())
    });
    let all = calls.commands.iter().filter(|call| !call.aside && !tests).flat_map(|call| &call.assigned);
    let fixed = |(name, value): &(String, Word)| {
        let digits = value.literal().is_some_and(|value| value.parse::<u16>().is_ok());
        (name == "PORT" && digits).then_some(value.span)
    };
    all.filter_map(fixed).next().map(|span| Place::new(&calls.source, span))
}

/// Words with `$PORT` on a command line that no shell reads.
fn not_expanded(calls: &Calls) -> Vec<Place> {
    let words = calls.commands.iter().flat_map(|call| &call.words);
    words
        .filter(|word| word.literal().is_some_and(|text| address::names_port(&text)))
        .map(|word| Place::new(&calls.source, word.span))
        .collect()
}
