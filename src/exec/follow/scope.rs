//! The variables, arguments and files that are known where a command runs.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::command::Trace;
use super::effects::Past;
use super::value::{UNKNOWN, without_marks};
use super::words::{Words, expand, freeze};
use crate::base::path;
use crate::base::source::{Place, Source};
use crate::build::dockerfile;
use crate::build::filesystem::{Files, Found};
use crate::exec::Environment;
use crate::syntax::dockerfile::expand::Lookup;
use crate::syntax::shell::{Assignment, Variable, Word};

pub use super::value::Value;

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
    /// The arguments of the script, the first one first; `None` where they are not known.
    pub args: Option<Rc<Words>>,
    /// What the script is called by: `$0`.
    pub zero: Option<String>,
    /// Its path in the image, or that of the file whose commands run.
    pub file: Option<String>,
    /// The arrays; `None` for one of which not all is known.
    arrays: HashMap<String, Option<Rc<Words>>>,
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
            args: Some(Rc::default()),
            zero: None,
            file: None,
            arrays: HashMap::new(),
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
            true => Found::Unknown("is written by an earlier command"),
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
            return (Found::Unknown("may be written by an earlier command"), false);
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
            args: self.args.clone(),
            zero: self.zero.clone(),
            file: self.file.clone(),
            arrays: HashMap::new(),
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
        let name = assignment.name.value.as_str();
        if assignment.array {
            return self.assign_array(name, assignment, source, certain);
        }
        let mut value = self.resolve(&assignment.value, source);
        let place = Place::new(source, assignment.value.span);
        if assignment.append {
            let Some(before) = self.own(name).filter(|_| certain) else {
                return self.set(name, value, place, false, false);
            };
            value = before.followed_by(value);
        }
        self.set(name, value, place, certain, false);
    }

    /// Gives a variable a value where it has none: `${NAME:=value}`.
    pub fn assign_default(&mut self, name: &str, value: &Word, source: &Arc<Source>, certain: bool) {
        if name != "PORT" && self.own(name).is_none_or(|known| known.text.is_empty()) {
            let known = self.lookup(name).filter(|known| !known.text.is_empty());
            let value = known.unwrap_or_else(|| self.resolve(value, source));
            let place = value.place.clone();
            self.set(name, value, place, certain, false);
        }
    }

    fn assign_array(&mut self, name: &str, assignment: &Assignment, source: &Arc<Source>, certain: bool) {
        let before = match assignment.append {
            true => self.array(name),
            false => Some(Rc::default()),
        };
        let given = assignment.elements.as_ref().map(|elements| expand(elements, source, self));
        let (Some(before), Some(given)) = (before, given) else {
            self.arrays.insert(name.to_owned(), None);
            return;
        };
        let mut words = Words::clone(&before);
        for (word, source) in given.iter() {
            words.push(freeze(word, source, self), source);
        }
        // What may hold the port is taken to be set.
        let port =
            || given.iter().any(|(word, _)| word.variables().any(|(variable, _)| variable.name == "PORT"));
        let known = certain || port();
        self.arrays.insert(name.to_owned(), known.then(|| Rc::new(words)));
    }

    fn array(&self, name: &str) -> Option<Rc<Words>> {
        let mut scopes = std::iter::successors(Some(self), |scope| scope.outer);
        scopes.find_map(|scope| scope.arrays.get(name)).cloned().flatten()
    }

    /// The words of `$@` or of an array.
    pub fn list(&self, variable: &Variable) -> Option<Rc<Words>> {
        let name = variable.name.as_str();
        match name {
            _ if variable.operation.is_some() => None,
            "@" | "*" => self.args.clone(),
            name => self.array(name.strip_suffix("[@]").or_else(|| name.strip_suffix("[*]"))?),
        }
    }

    /// Gives the script other arguments.
    pub fn set_arguments(&mut self, words: &[Word], source: &Arc<Source>) {
        let mut args = Words::default();
        for (word, source) in expand(words, source, self).iter() {
            args.push(freeze(word, source, self), source);
        }
        self.args = Some(Rc::new(args));
    }

    /// Takes the first arguments away.
    pub fn shift(&mut self, count: usize) {
        self.args = self.args.as_ref().map(|args| Rc::new(args.skip(count)));
    }

    /// Forgets what a variable holds.
    pub fn forget(&mut self, name: &str, place: Place) {
        let unknown = Value { text: UNKNOWN.to_owned(), place: place.clone(), evidence: None, expands: true };
        self.set(name, unknown, place, true, false);
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

    /// The value of a variable other than `PORT`, where a command sets it.
    pub fn own(&self, name: &str) -> Option<Value> {
        let mut scopes = std::iter::successors(Some(self), |scope| scope.outer);
        scopes.find_map(|scope| scope.variables.get(name)).cloned()
    }

    /// The value of a variable other than `PORT`, where a command or ENV sets it.
    pub fn lookup(&self, name: &str) -> Option<Value> {
        if let Some(value) = self.own(name) {
            return Some(value);
        }
        let (known, place) = self.environment.get(name)?;
        let text = match known {
            Lookup::Value(value) => without_marks(value),
            Lookup::Unknown => UNKNOWN.to_owned(),
            Lookup::Unset => return None,
        };
        Some(Value { text, place: place.clone(), evidence: None, expands: false })
    }
}
