//! Follows what a process starts to the port it listens on.
//!
//! ```text
//! started     entrypoint and command, as heroku.yml and the Dockerfile have them
//!   calls     the commands they come to: through `sh -c`, `exec`, `env`, `bundle exec`, …
//!   judge     the server among them and its arguments
//! launch      from $PORT, fixed, ignored, or cannot tell
//! ```

mod address;
mod calls;
mod judge;

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::tables::servers::Server;
use crate::source::{Place, Source, Span, Text};
use crate::syntax::dockerfile::expand::Lookup;

pub use judge::follow;

/// Entrypoint and command of a process, as far as they are known.
#[derive(Debug, Default)]
pub struct Started {
    /// The image's entrypoint.
    pub entrypoint: Option<Line>,
    /// The command of heroku.yml, or else the image's.
    pub command: Option<Line>,
}

/// An entrypoint or a command, in either form.
#[derive(Debug, Clone)]
pub enum Line {
    /// Words that reach the program as they are.
    Exec {
        /// The file.
        source: Arc<Source>,
        /// The words.
        words: Vec<Text>,
        /// The whole array.
        span: Span,
    },
    /// Text for `/bin/sh -c`.
    Shell {
        /// The file.
        source: Arc<Source>,
        /// The text.
        text: Text,
    },
}

impl Line {
    /// The exec form.
    pub fn exec(source: &Arc<Source>, words: Vec<Text>, span: Span) -> Line {
        Line::Exec { source: Arc::clone(source), words, span }
    }

    /// The shell form.
    pub fn shell(source: &Arc<Source>, text: Text) -> Line {
        Line::Shell { source: Arc::clone(source), text }
    }

    /// The file it stands in.
    pub fn source(&self) -> &Arc<Source> {
        match self {
            Line::Exec { source, .. } | Line::Shell { source, .. } => source,
        }
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        match self {
            Line::Exec { source, span, .. } => Place::new(source, *span),
            Line::Shell { source, text } => Place::new(source, text.span),
        }
    }

    /// Its words, or its text on one line.
    pub fn text(&self) -> String {
        match self {
            Line::Exec { words, .. } => {
                words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
            }
            Line::Shell { text, .. } => text.text.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

/// The variables that ENV leaves in the image, each with the place of its name.
#[derive(Debug, Default)]
pub struct Environment {
    values: HashMap<String, (Lookup, Place)>,
}

impl Environment {
    /// Sets a variable, unless it is set already.
    pub fn set(&mut self, name: &str, value: &Lookup, place: Place) {
        self.values.entry(name.to_owned()).or_insert_with(|| (value.clone(), place));
    }

    /// The known value of a variable, with its place.
    pub fn get(&self, name: &str) -> Option<(&str, &Place)> {
        match self.values.get(name)? {
            (Lookup::Value(value), place) => Some((value, place)),
            _ => None,
        }
    }

    /// Whether the image sets a variable at all.
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }
}

/// What a process comes to.
#[derive(Debug)]
pub struct Launch {
    /// Where its port comes from.
    pub verdict: Verdict,
    /// The server, if it is one of the table.
    pub server: Option<&'static Server>,
    /// The name of the server's program, as far as it is one of the table.
    pub program: Option<Place>,
    /// Where it is told, or left, to listen on the loopback interface.
    pub loopback: Option<Loopback>,
    /// `PORT=3000` in the command.
    pub overridden: Option<Place>,
    /// Words with `$PORT` that no shell expands.
    pub not_expanded: Vec<Place>,
    /// Whether a shell expands the words of the server.
    pub expands: bool,
    /// The end of the server's last argument in a text for the shell: more can be added there.
    pub end: Option<Place>,
}

/// A server that only listens within the dyno.
#[derive(Debug, Clone)]
pub struct Loopback {
    /// The host, or the server's program where it is the default.
    pub place: Place,
    /// Whether nothing is said and the server's default is the loopback interface.
    pub by_default: bool,
}

/// Where the port of a server comes from.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// It is `$PORT`.
    FromPort {
        /// The word that shows it.
        evidence: Place,
    },
    /// It is always this one.
    Fixed {
        /// The port.
        port: u16,
        /// Its digits, or the variable that holds it.
        place: Place,
    },
    /// The server takes no notice of `PORT` and is told nothing.
    Ignored {
        /// What it listens on instead.
        port: u16,
        /// The server's program.
        place: Place,
    },
    /// It cannot be seen from here.
    Unknown {
        /// Why, as the end of a sentence.
        why: String,
    },
}

impl Launch {
    /// A launch of which nothing is known.
    pub fn unknown(why: impl Into<String>) -> Launch {
        Launch {
            verdict: Verdict::Unknown { why: why.into() },
            server: None,
            program: None,
            loopback: None,
            overridden: None,
            not_expanded: Vec::new(),
            expands: false,
            end: None,
        }
    }
}

#[cfg(test)]
mod tests;
