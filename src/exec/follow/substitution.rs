//! `$(dirname "$0")`, `$(cd … && pwd)`, `$(echo …)`: the substitutions whose value is known.

use super::scope::Scope;
use super::value::{UNKNOWN, Value};
use crate::base::path;
use crate::base::source::{Place, Text};
use crate::build::dockerfile;
use crate::syntax::shell;
use crate::syntax::shell::{Dialect, Joined, Simple, Word};

/// The longest command that is read, in bytes.
const LONGEST: usize = 500;

/// What a substitution comes to.
pub fn value(command: &str, place: Place, scope: &Scope) -> Value {
    let unknown = Value { text: UNKNOWN.to_owned(), place: place.clone(), evidence: None, expands: false };
    if command.len() > LONGEST {
        return unknown;
    }
    let script = shell::parse(&Text::verbatim(command, 0), Dialect::Bash);
    let own: Vec<&Simple> = script.own().collect();
    let found = match own.as_slice() {
        [only] => one(only, &place, scope),
        [first, last] if last.words.len() == 1 && last.words.iter().all(|word| word.is("pwd")) => {
            folder(first, last, &place, scope)
        }
        _ => None,
    };
    match found {
        Some(found) => Value { place: place.clone(), evidence: found.evidence.map(|_| place), ..found },
        None => unknown,
    }
}

fn one(command: &Simple, place: &Place, scope: &Scope) -> Option<Value> {
    if command.pipe.is_some() || !command.redirections.iter().all(|it| it.descriptor == Some(2)) {
        return None;
    }
    let (program, args) = command.words.split_first()?;
    let resolved = |word: &Word| scope.resolve(word, &place.source);
    let edited = |word: &Word, edit: &dyn Fn(&str) -> Option<String>| {
        let value = resolved(word);
        let text = value.is_literal().then(|| edit(&value.text)).flatten()?;
        Some(Value { text, ..value })
    };
    let plain: Vec<&Word> = args.iter().filter(|word| !word.prefix().starts_with('-')).collect();
    match (program.literal()?.as_ref(), plain.as_slice()) {
        ("dirname", [path]) => edited(path, &|path| Some(parent(path))),
        ("basename", [path]) => edited(path, &|path| Some(path::name(path).to_owned())),
        ("readlink" | "realpath", [path]) => edited(path, &|path| absolute(path, scope)),
        ("pwd", []) => edited(program, &|_| scope.folder.clone()),
        ("echo", words) if words.len() == args.len() => {
            let mut words = words.iter().map(|word| resolved(word));
            let first = words.next()?;
            let blank = || Value { text: " ".to_owned(), ..first.clone() };
            let blank = blank();
            Some(words.fold(first.clone(), |value, more| value.followed_by(blank.clone()).followed_by(more)))
        }
        _ => None,
    }
}

/// `cd "$(dirname "$0")" && pwd`
fn folder(first: &Simple, last: &Simple, place: &Place, scope: &Scope) -> Option<Value> {
    let [program, to] = first.words.as_slice() else { return None };
    let to = scope.resolve(to, &place.source);
    let joined = matches!(last.joined, Joined::And | Joined::Then);
    let text =
        (program.is("cd") && joined && to.is_literal()).then(|| absolute(&to.text, scope)).flatten()?;
    Some(Value { text, ..to })
}

/// The folder of a path as `dirname` has it.
fn parent(path: &str) -> String {
    match path.trim_end_matches('/').rsplit_once('/') {
        Some(("", _)) => "/".to_owned(),
        Some((folder, _)) => folder.to_owned(),
        None => ".".to_owned(),
    }
}

fn absolute(path: &str, scope: &Scope) -> Option<String> {
    dockerfile::join(scope.folder.as_deref(), path)
}
