//! Words to values: variables, arguments, defaults, and the few substitutions that are known.

use std::sync::Arc;

use super::scope::Scope;
use super::substitution;
use super::value::{PORT, UNKNOWN, Value, without_marks};
use crate::base::source::{Place, Source};
use crate::syntax::dockerfile::expand::LONGEST_VALUE;
use crate::syntax::shell::{Operation, Part, PartKind, Quote, Variable, Word};

impl Scope<'_> {
    /// What a word comes to.
    pub fn resolve(&self, word: &Word, source: &Arc<Source>) -> Value {
        self.valued(word, source, false)
    }

    /// What a word comes to where it does not hang on the environment, which config vars may change.
    pub fn settle(&self, word: &Word, source: &Arc<Source>) -> Value {
        self.valued(word, source, true)
    }

    fn valued(&self, word: &Word, source: &Arc<Source>, strictly: bool) -> Value {
        let mut value = Value {
            text: String::new(),
            place: Place::new(source, word.span),
            evidence: None,
            expands: word.parts.iter().all(|part| part.quote != Quote::Single),
        };
        for part in &word.parts {
            let found = match &part.kind {
                PartKind::Literal(text) => {
                    value.text.push_str(&without_marks(text));
                    continue;
                }
                PartKind::Variable(variable) => self.expand(variable, part, source, strictly),
                PartKind::CommandSubstitution => {
                    let command = word.command(part).unwrap_or("");
                    substitution::value(command, Place::new(source, part.span), self)
                }
                PartKind::Other => unknown(Place::new(source, part.span)),
            };
            value.text.push_str(&found.text);
            // `b=$b$b` doubles a value; beyond this nobody knows it.
            if value.text.len() > LONGEST_VALUE {
                value.text = UNKNOWN.to_owned();
                return value;
            }
            value.evidence = value.evidence.or(found.evidence);
            if word.parts.len() == 1 {
                (value.place, value.expands) = (found.place, found.expands);
            }
        }
        value
    }

    /// The value of `$1` and the like.
    fn argument(&self, name: &str, place: &Place) -> Option<Value> {
        let args = self.args.as_ref();
        let text = |text: String| Value { text, place: place.clone(), evidence: None, expands: true };
        match name {
            "#" => return Some(text(args?.words.len().to_string())),
            "0" => return self.zero.clone().map(text),
            "BASH_SOURCE" | "BASH_SOURCE[0]" => return self.file.clone().map(text),
            "@" | "*" => {
                let mut words = args?.iter().map(|(word, source)| self.resolve(word, source));
                let first = words.next().unwrap_or_else(|| text(String::new()));
                return Some(words.fold(first, |value, more| {
                    let value = value.followed_by(text(" ".to_owned()));
                    value.followed_by(more)
                }));
            }
            _ => {}
        }
        let number: usize = name.parse().ok()?;
        let (args, at) = (args?, number.checked_sub(1)?);
        match (args.words.get(at), args.sources.get(at)) {
            (Some(word), Some(source)) => Some(self.resolve(word, source)),
            _ => Some(text(String::new())),
        }
    }

    fn expand(&self, variable: &Variable, part: &Part, source: &Arc<Source>, strictly: bool) -> Value {
        let place = Place::new(source, part.span);
        let known = match variable.name.as_str() {
            "PORT" => {
                let evidence = Some(place.clone());
                Some(Value { text: PORT.to_owned(), place: place.clone(), evidence, expands: true })
            }
            name if strictly => self.argument(name, &place).or_else(|| self.own(name)),
            name => self.argument(name, &place).or_else(|| self.lookup(name)),
        };
        let default = |word: &Word, known: Option<Value>| match known {
            Some(known) if !known.text.is_empty() => known,
            None if strictly => unknown(place.clone()),
            _ => self.valued(word, source, strictly),
        };
        match (&variable.operation, known) {
            (None | Some(Operation::Required), Some(known)) => known,
            (Some(Operation::Default(word) | Operation::Assign(word)), known) => default(word, known),
            (Some(Operation::Alternative(word)), Some(known)) => match known.text.is_empty() {
                true => known,
                false => self.valued(word, source, strictly),
            },
            (Some(Operation::Trim { pattern, end, longest }), Some(known)) => {
                let pattern = self.valued(pattern, source, strictly);
                match known.is_literal() && pattern.is_literal() {
                    true => Value { text: trimmed(&known.text, &pattern.text, *end, *longest), ..known },
                    false => unknown(place),
                }
            }
            _ => unknown(place),
        }
    }
}

fn unknown(place: Place) -> Value {
    Value { text: UNKNOWN.to_owned(), place, evidence: None, expands: true }
}

/// A text without what a pattern takes at one of its ends.
fn trimmed(text: &str, pattern: &str, end: bool, longest: bool) -> String {
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let mut cuts: Vec<usize> = ends.collect();
    // The shortest piece first.
    if end != longest {
        cuts.reverse();
    }
    let fits = |at: &usize| {
        let (head, tail) = text.split_at_checked(*at).unwrap_or((text, ""));
        matches(pattern, if end { tail } else { head })
    };
    match cuts.into_iter().find(fits) {
        Some(at) if end => text.get(..at).unwrap_or("").to_owned(),
        Some(at) => text.get(at..).unwrap_or("").to_owned(),
        None => text.to_owned(),
    }
}

/// Whether a pattern of the shell takes all of a text; one with brackets takes nothing here.
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut from, mut star) = (0, 0, None);
    while let Some(next) = text.get(from) {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, from));
                at += 1;
            }
            Some(own) if *own == '?' || own == next => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((back, taken)) = star else { return false };
                star = Some((back, taken + 1));
                (at, from) = (back + 1, taken + 1);
            }
        }
    }
    pattern.iter().skip(at).all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_cut_off_as_a_shell_does() {
        for (text, pattern, end, longest, expected) in [
            ("--workers", "-", false, false, "-workers"),
            ("a/b/c.sh", "*/", false, false, "b/c.sh"),
            ("a/b/c.sh", "*/", false, true, "c.sh"),
            ("a/b/c.sh", "/*", true, false, "a/b"),
            ("a/b/c.sh", "/*", true, true, "a"),
            ("a.tar.gz", ".?z", true, false, "a.tar"),
            ("abc", "x", true, false, "abc"),
            ("é", "?", false, false, ""),
        ] {
            assert_eq!(trimmed(text, pattern, end, longest), expected, "{text} {pattern}");
        }
    }
}
