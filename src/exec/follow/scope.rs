//! Words to values, with the port of the dyno and what nobody knows kept apart from text.

use std::collections::HashMap;
use std::sync::Arc;

use super::argv::Argv;
use super::command::Trace;
use super::effects::Past;
use crate::base::path;
use crate::base::source::{Place, Source};
use crate::build::dockerfile;
use crate::build::filesystem::{Files, Found};
use crate::exec::Environment;
use crate::syntax::dockerfile::expand::{LONGEST_VALUE, Lookup};
use crate::syntax::shell::{Assignment, Operation, Part, PartKind, Quote, Variable, Word};

/// Stands in a value for the port Heroku sets.
pub const PORT: &str = "\u{1}";
/// Stands in a value for what nobody knows.
pub const UNKNOWN: &str = "\u{2}";
const MARKS: [char; 2] = ['\u{1}', '\u{2}'];

/// What a word comes to.
#[derive(Debug, Clone)]
pub struct Value {
    /// The text, with [`PORT`] and [`UNKNOWN`] in it.
    pub text: String,
    /// Where it is written: the word, or the assignment or ENV of its one variable.
    pub place: Place,
    /// The expansion of `PORT` in it.
    pub evidence: Option<Place>,
    /// Whether `$PORT` written there would be expanded.
    pub expands: bool,
}

impl Value {
    /// Whether all of it is known and does not hang on the port.
    pub fn is_literal(&self) -> bool {
        !self.text.contains(MARKS)
    }

    /// The value, or as it is written where that is not known.
    pub fn shown(&self) -> &str {
        if self.is_literal() { &self.text } else { self.place.text() }
    }
}

/// The variables known at a place.
#[derive(Debug)]
pub struct Scope<'a> {
    environment: &'a Environment,
    /// The files of the image.
    pub files: Files<'a>,
    /// The working directory in the image, an absolute path, where it is known.
    pub folder: Option<String>,
    outer: Option<&'a Scope<'a>>,
    variables: HashMap<String, Value>,
    /// The number that is put into `PORT`.
    pub overridden: Option<Place>,
    /// It reaches the program only: `$PORT` in the words beside it is still Heroku's.
    pub beside: bool,
    /// What has run before and was not read.
    pub unread: Option<Unread>,
    /// What the commands before did to files.
    pub past: Past,
    /// The arguments of the script, the first one first, and where they were given.
    pub args: Option<(Argv<'a>, &'a Scope<'a>)>,
    /// What is being followed, by name; the scopes around have theirs.
    follows: Option<String>,
    /// The commands that have run.
    pub trace: &'a Trace,
}

/// What a script that was not read may have done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It ran on its own: it may have written files.
    Files,
    /// It ran in the same shell: it may have set variables too.
    Variables,
}

impl<'a> Scope<'a> {
    /// What the image brings.
    pub fn new(environment: &'a Environment, files: Files<'a>, trace: &'a Trace) -> Scope<'a> {
        Scope {
            environment,
            files,
            folder: files.workdir(),
            outer: None,
            variables: HashMap::new(),
            overridden: None,
            beside: false,
            unread: None,
            args: None,
            past: Past::default(),
            follows: None,
            trace,
        }
    }

    /// The scope of a script of the repository, by a name for it; `None` when it is being followed already, or too
    /// much was.
    pub fn enter(&'a self, name: &str) -> Option<Scope<'a>> {
        let mut around = std::iter::successors(Some(self), |scope| scope.outer);
        let again = around.any(|scope| scope.follows.as_deref() == Some(name));
        (!again && self.files.may_follow()).then(|| Scope { follows: Some(name.to_owned()), ..self.script() })
    }

    /// The file at a path from where the program runs.
    pub fn find(&self, path: &str) -> Found {
        match self.pasts().any(|past| past.writes(path::name(path))) {
            true => Found::Unknown("is written by a command before it"),
            false => self.files.find(self.folder.as_deref(), path),
        }
    }

    /// The configuration at a path from where the program runs, and whether the value of `PORT` is put into it before.
    pub fn configuration(&self, path: &str) -> (Found, bool) {
        let whole = dockerfile::join(self.folder.as_deref(), path);
        let template = whole.as_deref().and_then(|whole| self.pasts().find_map(|past| past.template(whole)));
        if let Some(template) = template {
            return (self.files.find(None, template), true);
        }
        if self.pasts().any(|past| past.names(path::name(path))) {
            return (Found::Unknown("may be written by a command before it"), false);
        }
        if whole.is_some_and(|whole| self.files.sweeps(&whole)) {
            return (Found::Unknown("may be changed by a RUN"), false);
        }
        (self.files.find(self.folder.as_deref(), path), false)
    }

    fn pasts(&self) -> impl Iterator<Item = &Past> {
        std::iter::successors(Some(self), |scope| scope.outer).map(|scope| &scope.past)
    }

    /// Takes a change of the working directory in.
    pub fn change_folder(&mut self, to: Option<&str>) {
        self.folder = to.and_then(|to| dockerfile::join(self.folder.as_deref(), to));
    }

    /// A scope of its own for one command or script.
    pub fn inside(&'a self) -> Scope<'a> {
        Scope {
            environment: self.environment,
            files: self.files,
            folder: self.folder.clone(),
            outer: Some(self),
            variables: HashMap::new(),
            overridden: self.overridden.clone(),
            beside: self.beside,
            unread: self.unread,
            args: self.args,
            past: Past::default(),
            follows: None,
            trace: self.trace,
        }
    }

    /// The scope of a script that a command with these variables starts.
    pub fn script(&'a self) -> Scope<'a> {
        Scope { beside: false, ..self.inside() }
    }

    /// The override of `PORT`, for a program that is given Heroku's port in no other variable.
    pub fn overridden(&self) -> Option<Place> {
        let mut scopes = std::iter::successors(Some(self), |scope| scope.outer);
        let passed = scopes.any(|scope| scope.variables.values().any(|value| value.evidence.is_some()));
        self.overridden.clone().filter(|_| !passed)
    }

    /// Takes a shell's assignment in. One that may not happen leaves the variable unknown.
    pub fn assign(&mut self, assignment: &Assignment, source: &Arc<Source>, certain: bool) {
        let value = self.resolve(&assignment.value, source);
        let place = Place::new(source, assignment.value.span);
        self.set(&assignment.name.value, value, place, certain && !assignment.append, false);
    }

    /// Takes in what another program sets for all it starts.
    pub fn define(&mut self, name: &str, value: Value) {
        let place = value.place.clone();
        self.set(name, value, place, true, false);
    }

    /// Takes an assignment before a program in.
    pub fn assign_beside(&mut self, assignment: &Assignment, source: &Arc<Source>) {
        let value = self.resolve(&assignment.value, source);
        let place = Place::new(source, assignment.value.span);
        self.set(&assignment.name.value, value, place, !assignment.append, true);
    }

    /// Takes a `NAME=value` word of `env` in.
    pub fn assign_word(&mut self, word: &Word, source: &Arc<Source>) {
        if let Some((name, value)) = word.split_once('=') {
            let place = Place::new(source, value.span);
            let value = self.resolve(&value, source);
            self.set(&name.prefix(), value, place, true, true);
        }
    }

    fn set(&mut self, name: &str, mut value: Value, place: Place, certain: bool, beside: bool) {
        if name == "PORT" {
            if certain {
                let number = !value.text.is_empty() && value.text.bytes().all(|byte| byte.is_ascii_digit());
                self.overridden = number.then_some(place);
                self.beside = beside;
            }
            return;
        }
        // What may be the port is taken to be: nothing is blamed for it.
        if !certain && value.evidence.is_none() {
            if self.variables.get(name).is_some_and(|known| known.evidence.is_some()) {
                return;
            }
            value.text = UNKNOWN.to_owned();
        }
        self.variables.insert(name.to_owned(), value);
    }

    /// The value of a variable other than `PORT`, where a command or ENV sets it.
    pub fn lookup(&self, name: &str) -> Option<Value> {
        let mut scopes = std::iter::successors(Some(self), |scope| scope.outer);
        if let Some(value) = scopes.find_map(|scope| scope.variables.get(name)) {
            return Some(value.clone());
        }
        let (known, place) = self.environment.get(name)?;
        let text = match known {
            Lookup::Value(value) => without_marks(value),
            Lookup::Unknown => UNKNOWN.to_owned(),
            Lookup::Unset => return None,
        };
        Some(Value { text, place: place.clone(), evidence: None, expands: false })
    }

    /// The value of `$1` and the like.
    fn argument(&self, name: &str) -> Option<Value> {
        let number: usize = name.parse().ok()?;
        let (args, scope) = self.args?;
        let at = number.checked_sub(1)?;
        Some(scope.resolve(args.words.get(at)?, args.source(at)))
    }

    /// What a word comes to.
    pub fn resolve(&self, word: &Word, source: &Arc<Source>) -> Value {
        let mut value = Value {
            text: String::new(),
            place: Place::new(source, word.span),
            evidence: None,
            expands: word.parts.iter().all(|part| part.quote != Quote::Single),
        };
        for part in &word.parts {
            match &part.kind {
                PartKind::Literal(text) => value.text.push_str(&without_marks(text)),
                PartKind::Variable(variable) => {
                    let found = self.expand(variable, part, source);
                    value.text.push_str(&found.text);
                    value.evidence = value.evidence.or(found.evidence);
                    if word.parts.len() == 1 {
                        (value.place, value.expands) = (found.place, found.expands);
                    }
                }
                PartKind::CommandSubstitution | PartKind::Other => value.text.push_str(UNKNOWN),
            }
            // `b=$b$b` doubles a value; beyond this nobody knows it.
            if value.text.len() > LONGEST_VALUE {
                value.text = UNKNOWN.to_owned();
                break;
            }
        }
        value
    }

    fn expand(&self, variable: &Variable, part: &Part, source: &Arc<Source>) -> Value {
        let place = Place::new(source, part.span);
        let value = |text: &str, evidence| Value {
            text: text.to_owned(),
            place: place.clone(),
            evidence,
            expands: true,
        };
        let unknown = || value(UNKNOWN, None);
        let known = match variable.name.as_str() {
            "PORT" => Some(value(PORT, Some(place.clone()))),
            name => self.argument(name).or_else(|| self.lookup(name)),
        };
        match (&variable.operation, known) {
            (Some(Operation::Edit), _) | (None | Some(Operation::Required), None) => unknown(),
            (Some(Operation::Alternative(word)), Some(_)) => self.resolve(word, source),
            (Some(Operation::Alternative(_)), None) => unknown(),
            (Some(Operation::Default(word)), known) => {
                known.filter(|known| !known.text.is_empty()).unwrap_or_else(|| self.resolve(word, source))
            }
            (None | Some(Operation::Required), Some(known)) => known,
        }
    }
}

/// A file may hold anything, even what stands for something else here.
fn without_marks(text: &str) -> String {
    text.replace(MARKS, "")
}

/// The range of a `$PORT` that stays as it is: in single quotes, behind a backslash, or where no shell reads.
pub fn not_expanded(word: &Word, source: &Arc<Source>) -> Option<Place> {
    let mut text = String::new();
    for part in &word.parts {
        match part.literal() {
            Some(literal) => text.push_str(literal),
            None => text.push_str(UNKNOWN),
        }
    }
    names_port(&text).then(|| Place::new(source, word.span))
}

/// The place in a word that mentions the port, whatever its quotes.
pub fn mention(word: &Word, source: &Arc<Source>) -> Option<Place> {
    let part = word.variables().find(|(variable, _)| variable.name == "PORT");
    part.map(|(_, part)| Place::new(source, part.span)).or_else(|| not_expanded(word, source))
}

/// Whether `PORT` stands in braces only, which some programs put in by themselves.
pub fn in_braces(word: &Word) -> bool {
    word.literal().is_some_and(|text| !names_port(&text.replace("${PORT", "")))
}

fn names_port(text: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_');
    text.match_indices("$PORT").any(|(at, name)| text.get(at + name.len()..).is_some_and(ends))
        || text.match_indices("${PORT").any(|(at, name)| text.get(at + name.len()..).is_some_and(ends))
}
