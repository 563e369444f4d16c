//! Settings of servers for Python and Ruby: `gunicorn.conf.py`, `hypercorn.toml`, `.streamlit/config.toml`,
//! `.flaskenv`, `puma.rb`, `unicorn.rb`, `thin.yml`.

use std::sync::Arc;

use super::{Says, expanded};
use crate::base::source::{Place, Source, Text};
use crate::build::filesystem::Found;
use crate::exec::follow::scope::{Scope, Value as Word};
use crate::exec::listen::options::{Host, Port, Told};
use crate::exec::listen::source;
use crate::exec::listen::source::{Setting, Value};
use crate::syntax::ini;
use crate::syntax::ini::Section;
use crate::syntax::shell;
use crate::tables::languages::Language;
use crate::tables::servers::{Server, Takes};

/// What one server's settings are called, and what they say.
type Names = &'static [(&'static str, Takes)];

/// `gunicorn.conf.py`.
pub fn gunicorn(server: &'static Server, told: &Told, scope: &Scope) -> Says {
    let path = path(told, "gunicorn.conf.py");
    if path.starts_with("python:") {
        return Says::Nothing;
    }
    let reader = Reader { server, scope, names: &[("bind", Takes::Address)] };
    reader.program(path.trim_start_matches("file:"), "python")
}

/// `hypercorn.toml`, which reads as Python does.
pub fn hypercorn(server: &'static Server, told: &Told, scope: &Scope) -> Says {
    let path = path(told, "");
    if path.is_empty() || path.starts_with("python:") {
        return Says::Nothing;
    }
    let names: Names = &[("bind", Takes::Address), ("insecure_bind", Takes::Address)];
    Reader { server, scope, names }.program(path.trim_start_matches("file:"), "python")
}

/// `config/puma.rb`. A file for the environment counts before it.
pub fn puma(server: &'static Server, told: &Told, scope: &Scope) -> Says {
    let path = path(told, "config/puma.rb");
    if path == "-" {
        return Says::Nothing;
    }
    let known = scope.folder.is_some() && told.configuration.is_none();
    if known && !matches!(scope.find("config/puma"), Found::Missing) {
        return Says::Unclear("a file of `config/puma` may set where it listens".to_owned());
    }
    let names: Names = &[("port", Takes::Port), ("bind", Takes::Urls), ("ssl_bind", Takes::Config)];
    Reader { server, scope, names }.program(path, "ruby")
}

/// `config/unicorn.rb`.
pub fn unicorn(server: &'static Server, told: &Told, scope: &Scope) -> Says {
    match path(told, "") {
        "" => Says::Nothing,
        path => Reader { server, scope, names: &[("listen", Takes::AddressOrPort)] }.program(path, "ruby"),
    }
}

/// `config/thin.yml`.
pub fn thin(server: &'static Server, told: &Told, scope: &Scope) -> Says {
    let names: Names = &[("port", Takes::Port), ("address", Takes::Host), ("socket", Takes::Socket)];
    match path(told, "") {
        "" => Says::Nothing,
        path => Reader { server, scope, names }.lines(path, ""),
    }
}

/// `.streamlit/config.toml`.
pub fn streamlit(server: &'static Server, scope: &Scope) -> Says {
    let names: Names = &[("port", Takes::Port), ("address", Takes::Host)];
    Reader { server, scope, names }.lines(".streamlit/config.toml", "server")
}

/// `.flaskenv`, which counts where python-dotenv is installed.
pub fn flask(server: &'static Server, scope: &Scope) -> Says {
    let Found::File(source) = scope.configuration(".flaskenv").0 else { return Says::Nothing };
    let sections = ini::sections(&source);
    let get = |name| sections.first().and_then(|section| section.unquoted(&source, name));
    let host = get("FLASK_RUN_HOST").map(|span| Place::new(&source, span));
    let hosts = host.into_iter().map(|place| Host { loopback: None, place }).collect();
    let mut told = Told { hosts, ..Told::default() };
    let Some(port) = get("FLASK_RUN_PORT") else { return Says::Told(told) };
    let word = expanded(&Text::verbatim(source.slice(port), port.start));
    word.into_iter().for_each(|word| told.value(server, Takes::Port, word, &source, scope));
    match told.ports.iter().any(Port::is_heroku) {
        true => Says::Told(told),
        false => Says::Unclear("`.flaskenv` may set where it listens".to_owned()),
    }
}

/// The path that a server is given, or another one; empty where it is not known.
fn path<'a>(told: &'a Told, otherwise: &'a str) -> &'a str {
    match &told.configuration {
        Some(path) if path.is_literal() => &path.text,
        Some(Word { .. }) => "",
        None => otherwise,
    }
}

struct Reader<'a> {
    server: &'static Server,
    scope: &'a Scope<'a>,
    names: Names,
}

impl Reader<'_> {
    /// Reads a file that is a program.
    fn program(&self, path: &str, interpreter: &str) -> Says {
        let source = match self.find(path) {
            Ok(source) => source,
            Err(why) => return why.map_or(Says::Nothing, Says::Unclear),
        };
        let names: Vec<&str> = self.names.iter().map(|(name, _)| *name).collect();
        let language = Language::of_program(interpreter);
        let settings = language.and_then(|language| source::settings(&source, language, &names));
        let Some(settings) = settings else {
            return Says::Unclear(format!("`{}` may set where it listens", source.path()));
        };
        let mut told = Told::default();
        // A name of Python has its last value, a call of Ruby adds to those before.
        let heroku =
            |setting: &&Setting| setting.values.iter().any(|value| matches!(value, Value::Heroku(_)));
        let last = settings.iter().find(heroku).or(settings.last()).filter(|_| interpreter == "python");
        for setting in last.map_or(&settings[..], std::slice::from_ref) {
            self.setting(setting, &source, &mut told);
        }
        Says::Told(told)
    }

    fn setting(&self, setting: &Setting, source: &Arc<Source>, told: &mut Told) {
        let takes = self.names.iter().find(|(name, _)| *name == setting.name).map(|(_, takes)| *takes);
        match takes {
            Some(Takes::Port) => {
                let mut values = setting.values.iter();
                let port = values.next();
                port.into_iter().for_each(|port| self.value(port, Takes::Port, source, setting, told));
                match values.next() {
                    Some(host @ Value::Literal(..)) => self.value(host, Takes::Host, source, setting, told),
                    Some(_) => told.hosts.push(Host { loopback: None, place: setting.place.clone() }),
                    None => told.hosts.push(Host { loopback: Some(false), place: setting.place.clone() }),
                }
            }
            Some(takes) => {
                // unicorn's `listen` has options behind the address, gunicorn's `bind` a list.
                let values = setting.values.iter().take(if takes == Takes::AddressOrPort { 1 } else { MOST });
                values.for_each(|value| self.value(value, takes, source, setting, told));
            }
            None => {}
        }
    }

    fn value(&self, value: &Value, takes: Takes, source: &Arc<Source>, setting: &Setting, told: &mut Told) {
        let unknown = Host { loopback: None, place: setting.place.clone() };
        match value {
            Value::Heroku(place) => {
                told.ports.push(Port::Heroku(place.clone()));
                told.hosts.push(unknown);
            }
            Value::Literal(text, place) if takes != Takes::Config => {
                let mut written = Text::default();
                written.push(text, place.span);
                told.value(self.server, takes, shell::Word::plain(&written), source, self.scope);
            }
            _ => {
                told.ports.push(Port::Unknown);
                told.hosts.push(unknown);
            }
        }
    }

    /// Reads a file of lines, of one of its sections.
    fn lines(&self, path: &str, section: &str) -> Says {
        let source = match self.find(path) {
            Ok(source) => source,
            Err(why) => return why.map_or(Says::Nothing, Says::Unclear),
        };
        let mut told = Told::default();
        let sections = ini::sections(&source);
        for section in sections.iter().filter(|own| own.name == section) {
            self.section(section, &source, &mut told);
        }
        Says::Told(told)
    }

    fn section(&self, section: &Section, source: &Arc<Source>, told: &mut Told) {
        for (name, takes) in self.names {
            let Some(span) = section.unquoted(source, name) else { continue };
            let text = source.slice(span);
            let place = Place::new(source, span);
            if !text.contains("<%") {
                let word = shell::Word::plain(&Text::verbatim(text, span.start));
                told.value(self.server, *takes, word, source, self.scope);
            } else if *takes == Takes::Port && text.contains("PORT") {
                told.ports.push(Port::Heroku(place));
            } else {
                told.ports.push(Port::Unknown);
            }
        }
    }

    /// The file at a path, or else why it is not known; nothing where there is none.
    fn find(&self, path: &str) -> Result<Arc<Source>, Option<String>> {
        match self.scope.configuration(path).0 {
            Found::File(source) => Ok(source),
            Found::Unknown(_) if self.scope.folder.is_none() => Err(None),
            Found::Unknown(why) => Err(Some(format!("`{path}` {why}"))),
            Found::Folder(_) | Found::Missing => Err(None),
        }
    }
}

/// Addresses of one setting that are read.
const MOST: usize = 20;
