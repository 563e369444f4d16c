//! Substitutions: `${name}` and what the braces may contain.

use super::glob::Glob;
use super::lex::{Fault, Lex, Lookup, Out, Result, Word};

impl Lex<'_> {
    /// What follows `${`.
    pub(super) fn braced(&mut self, start: usize) -> Result<Out> {
        match self.peek() {
            None => return self.fault(start, "`}` is missing"),
            Some('{' | '}' | ':') => return self.fault(start, "there is no variable name after `${`"),
            Some(_) => {}
        }
        let name = self.name();
        let used = self.uses.len();
        let modifier = self.next();
        let out = match modifier {
            Some('}') => {
                self.note(&name, start, false);
                return Ok(self.plain(&name, format!("${{{name}}}")));
            }
            Some('/') => self.replace(&name, start),
            Some(':') => {
                let second = self.next();
                self.modified(&name, second, true, start)
            }
            Some('+' | '-' | '?' | '#' | '%') => self.modified(&name, modifier, false, start),
            _ => self.unsupported(modifier, false, start),
        }?;
        let guarded = self.text.get(start..self.at).is_some_and(|written| is_guarded(written, &name));
        self.note(&name, start, guarded);
        if let Some(inner) = self.uses.get_mut(used..) {
            inner.rotate_right(1);
        }
        Ok(out)
    }

    fn unsupported<T>(&self, modifier: Option<char>, colon: bool, start: usize) -> Result<T> {
        let colon = if colon { ":" } else { "" };
        match modifier {
            None => self.fault(start, "`}` is missing"),
            Some(modifier) => {
                self.fault(start, format!("unknown modifier `{colon}{modifier}` after a variable name"))
            }
        }
    }

    /// `${name-word}` and similar forms.
    fn modified(&mut self, name: &str, modifier: Option<char>, colon: bool, start: usize) -> Result<Out> {
        let raw_escapes = matches!(modifier, Some('#' | '%'));
        if colon && raw_escapes {
            return self.unsupported(modifier, colon, start);
        }
        let (word, _) = self.inner('}', raw_escapes, start)?;
        let value = (self.mode.lookup)(name);
        if self.mode.keep_unset && value == Lookup::Unset {
            let modifier: String = Some(':').filter(|_| colon).into_iter().chain(modifier).collect();
            return Ok(Out { text: format!("${{{name}{modifier}{}}}", word.text), ..word });
        }
        let Some(modifier @ ('-' | '+' | '?' | '#' | '%')) = modifier else {
            return self.unsupported(modifier, colon, start);
        };
        let value = match value {
            Lookup::Value(value) => Some(value),
            Lookup::Unset => None,
            Lookup::Unknown => return Ok(Out::unknown()),
        };
        let filled = value.clone().filter(|value| !(colon && value.is_empty()));
        match modifier {
            '-' => Ok(filled.map_or(word, Out::known)),
            '+' => Ok(filled.map_or_else(Out::default, |_| word)),
            '?' => filled.map(Out::known).ok_or_else(|| self.required(name, &word, value.is_some(), start)),
            _ => self.trimmed(&word, &value.unwrap_or_default(), modifier, start),
        }
    }

    /// The error of `${name:?word}`.
    fn required(&self, name: &str, word: &Out, set: bool, start: usize) -> Fault {
        let message = match (word.text.as_str(), set) {
            ("", true) => format!("`{name}` must not be empty"),
            ("", false) => format!("`{name}` must be set"),
            (said, _) => format!("`{name}`: {said}"),
        };
        Fault { message, range: start..self.at }
    }

    /// `${name#pattern}`, `${name%pattern}` and their greedy forms.
    fn trimmed(&self, word: &Out, value: &str, modifier: char, start: usize) -> Result<Out> {
        if word.unknown {
            return Ok(Out::unknown());
        }
        let (pattern, greedy) = match word.text.strip_prefix(modifier) {
            Some(pattern) => (pattern, true),
            None => (word.text.as_str(), false),
        };
        let glob = if modifier == '#' { Glob::new(pattern) } else { Glob::reversed(pattern) };
        let Some(glob) = glob else { return self.bad_pattern(pattern, start) };
        let rest =
            if modifier == '#' { glob.trim_start(value, greedy) } else { glob.trim_end(value, greedy) };
        Ok(rest.map_or_else(Out::unknown, Out::known))
    }

    fn bad_pattern<T>(&self, pattern: &str, start: usize) -> Result<T> {
        self.fault(
            start,
            format!("`{pattern}` is not a valid pattern: only `*`, `?` and `\\` can be escaped"),
        )
    }

    /// `${name/pattern/with}` and `${name//pattern/with}`.
    fn replace(&mut self, name: &str, start: usize) -> Result<Out> {
        let all = self.peek() == Some('/');
        self.at += usize::from(all);
        let (pattern, _) = self.inner('/', true, start)?;
        let (with, _) = self.inner('}', true, start)?;
        let value = match (self.mode.lookup)(name) {
            Lookup::Unset if self.mode.keep_unset => {
                let text = format!("${{{name}/{}/{}}}", pattern.text, with.text);
                return Ok(Out { text, unknown: pattern.unknown || with.unknown });
            }
            Lookup::Value(value) => value,
            Lookup::Unset => String::new(),
            Lookup::Unknown => return Ok(Out::unknown()),
        };
        if pattern.unknown || with.unknown {
            return Ok(Out::unknown());
        }
        let Some(glob) = Glob::new(&pattern.text) else { return self.bad_pattern(&pattern.text, start) };
        Ok(glob.replace(&value, &with.text, all).map_or_else(Out::unknown, Out::known))
    }

    /// An inner word; at the text's end the missing mark is what is wrong, whatever else is.
    fn inner(&mut self, stop: char, raw_escapes: bool, start: usize) -> Result<(Out, Vec<Word>)> {
        match self.until(Some(stop), raw_escapes) {
            Err(_) if self.peek().is_none() => self.fault(start, format!("`{stop}` is missing")),
            read => read,
        }
    }
}

fn is_guarded(written: &str, name: &str) -> bool {
    let after = written.get(2 + name.len()..).unwrap_or("");
    after.trim_start_matches(':').starts_with(['-', '+'])
}
