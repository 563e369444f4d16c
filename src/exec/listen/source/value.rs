//! What an expression comes to, as far as its own file says.

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;

use super::arguments;
use super::code::Code;
use super::names;
use super::names::Given;
use super::reads::Reads;
use super::token::Kind;
use crate::base::source::Place;

/// Expressions looked at for one file.
const MOST: usize = 500;
/// Names that stand for one another.
const DEEPEST: usize = 8;
/// The longest expression that is read, in tokens.
const LONGEST: usize = 400;
/// Names in one text that are looked at.
const MOST_INSERTS: usize = 20;
/// Parts of one sum that are read.
const MOST_PARTS: usize = 6;
/// Places of one name that are looked at.
const MOST_PLACES: usize = 500;

/// What an expression comes to.
#[derive(Debug, Clone)]
pub enum Value {
    /// `PORT` of the environment, alone or with something else: the place where it is read.
    Heroku(Place),
    /// A number or a text that stands in the file: the digits, or what the quotes hold.
    Literal(String, Place),
    /// Anything else.
    Unknown,
}

impl Value {
    fn is_heroku(&self) -> bool {
        matches!(self, Value::Heroku(_))
    }
}

/// Reads the expressions of a file.
#[derive(Debug)]
pub struct Values<'a> {
    /// The file.
    pub code: &'a Code,
    /// How it reads `PORT`.
    pub reads: Reads,
    places: HashMap<&'a str, Vec<usize>>,
    left: Cell<usize>,
}

impl<'a> Values<'a> {
    /// The expressions of a file.
    pub fn new(code: &'a Code) -> Values<'a> {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for at in (0..code.len()).filter(|at| code.kind(*at) == Some(Kind::Word)) {
            places.entry(code.text(at)).or_default().push(at);
        }
        Values { code, reads: Reads::new(code), places, left: Cell::new(MOST) }
    }

    /// How often a word stands in the file.
    pub fn count(&self, word: &str) -> usize {
        self.places.get(word).map_or(0, Vec::len)
    }

    /// What an expression comes to.
    pub fn of(&self, range: Range<usize>) -> Value {
        self.at_depth(range, 0)
    }

    /// Whether what stands before a `.`, or the value of the name there, has one of these words in it.
    pub fn is_made_by(&self, dot: usize, words: &[&str]) -> bool {
        let before = self.code.receiver(dot)..dot;
        let range = if before.len() == 1 { self.definition(before.start) } else { Some(before) };
        range.is_some_and(|range| range.take(LONGEST).any(|at| words.contains(&self.code.text(at))))
    }

    /// The one expression that a name stands for.
    pub fn definition(&self, at: usize) -> Option<Range<usize>> {
        let given = self.given(self.code.text(at));
        match given.as_slice() {
            [Given::Expression(range)] if self.code.kind(at) == Some(Kind::Word) => Some(range.clone()),
            _ => None,
        }
    }

    fn at_depth(&self, range: Range<usize>, depth: usize) -> Value {
        let left = self.left.get();
        if depth > DEEPEST || left == 0 || range.is_empty() || range.len() > LONGEST {
            return Value::Unknown;
        }
        self.left.set(left - 1);
        if let Some(place) = self.reads.first(self.code, range.clone()) {
            return Value::Heroku(place);
        }
        let range = self.bare(range);
        match self.code.kind(range.start) {
            Some(Kind::Text) if range.len() == 1 && self.code.inserts(range.start) => {
                self.inserted(range.start, depth)
            }
            Some(Kind::Number | Kind::Text) if range.len() == 1 => self.literal(range.start),
            Some(Kind::Word) if range.len() == 1 => self.named(self.code.text(range.start), depth),
            _ => self.composed(range, depth),
        }
    }

    fn literal(&self, at: usize) -> Value {
        let place = self.code.inside(at);
        match self.code.kind(at) {
            Some(Kind::Number) => Value::Literal(place.text().replace('_', ""), place),
            _ => Value::Literal(place.text().to_owned(), place),
        }
    }

    /// A text with names in it: `f"0.0.0.0:{port}"`.
    fn inserted(&self, at: usize, depth: usize) -> Value {
        let place = self.code.inside(at);
        let mut inserts = self.code.language.strings.iter().filter_map(|quotes| quotes.inserts);
        let Some((open, close)) = inserts.find(|(open, _)| place.text().contains(open)) else {
            return Value::Unknown;
        };
        let names =
            place.text().split(open).skip(1).take(MOST_INSERTS).filter_map(|rest| rest.split(close).next());
        let mut values = names.map(|name| self.named(name.trim(), depth));
        values.find(Value::is_heroku).unwrap_or(Value::Unknown)
    }

    /// An expression without the parentheses, conversions and types around it.
    pub fn bare(&self, mut range: Range<usize>) -> Range<usize> {
        while range.len() > 1 {
            let Some(inner) = self.unwrapped(&range) else { break };
            range = inner;
        }
        range
    }

    fn unwrapped(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let code = self.code;
        let last = range.end - 1;
        if code.is_any(last, &["!", "?"]) {
            return Some(range.start..last);
        }
        if code.is(last, "await") && range.len() > 2 && code.is(last - 1, ".") {
            return Some(range.start..last - 1);
        }
        if code.is_any(range.start, &["+", "&", "mut", "await"]) {
            return Some(range.start + 1..range.end);
        }
        if let Some(cast) = (range.start + 1..range.end).find(|at| code.is(*at, "as")) {
            return Some(range.start..cast);
        }
        let open = code.opening(last).filter(|open| *open >= range.start && code.is(*open, "("))?;
        let parts = code.split(open + 1..last, ",");
        if open == range.start {
            return parts.into_iter().next().filter(|_| code.split(open + 1..last, ",").len() == 1);
        }
        let name = code.before_types(open - 1);
        let converts = code.language.conversions.contains(&code.text(name)) && name >= range.start;
        match name.checked_sub(1).filter(|dot| converts && *dot > range.start && code.is(*dot, ".")) {
            // `port.parse().unwrap()`; `strconv.Itoa(port)` has its value in the parentheses.
            Some(dot) if parts.is_empty() || code.kind(range.start) == Some(Kind::Text) => {
                Some(range.start..dot)
            }
            _ => parts.into_iter().next().filter(|_| converts && name - range.start <= 6),
        }
    }

    /// `a || 3000`, `config.port`, and anything else.
    fn composed(&self, range: Range<usize>, depth: usize) -> Value {
        let code = self.code;
        let first = code.split(range.clone(), "|").into_iter().next();
        let first = first.filter(|first| first.len() < range.len() && code.is(first.end + 1, "|"));
        if let Some(value @ Value::Literal(..)) = first.map(|first| self.at_depth(first, depth + 1)) {
            return value;
        }
        if let Some(value) = self.sum(&range, depth) {
            return value;
        }
        if let Some(value) = self.field(&range, depth).or_else(|| self.setting(&range, depth)) {
            return value;
        }
        let alone = |at: &usize| {
            let member = at.checked_sub(1).is_some_and(|before| code.is(before, "."));
            code.kind(*at) == Some(Kind::Word) && !member
        };
        let mut values = range.filter(alone).map(|at| self.named(code.text(at), depth));
        values.find(Value::is_heroku).unwrap_or(Value::Unknown)
    }

    /// `":" + port`
    fn sum(&self, range: &Range<usize>, depth: usize) -> Option<Value> {
        let parts = self.code.split(range.clone(), "+");
        if parts.len() < 2 || parts.len() > MOST_PARTS {
            return None;
        }
        let (mut whole, mut number) = (String::new(), None);
        for part in parts {
            let Value::Literal(text, place) = self.at_depth(part, depth + 1) else { return None };
            let digits = text.ends_with(|last: char| last.is_ascii_digit());
            number = if digits { Some(place) } else { number };
            whole.push_str(&text);
        }
        Some(Value::Literal(whole, number?))
    }

    /// `config.port` where the file says `config = { port: 3000 }`.
    fn field(&self, range: &Range<usize>, depth: usize) -> Option<Value> {
        let (code, at) = (self.code, range.start);
        if range.len() != 3 || code.kind(at) != Some(Kind::Word) || !code.is(at + 1, ".") {
            return None;
        }
        let object = self.definition(at)?;
        let end = code.closing(object.start).filter(|_| code.is(object.start, "{"))?;
        let entry = arguments::read(code, object.start + 1..end).named(code.text(at + 2))?;
        Some(self.at_depth(entry, depth + 1))
    }

    /// `app.get('port')` where the file says `app.set('port', 3000)`.
    fn setting(&self, range: &Range<usize>, depth: usize) -> Option<Value> {
        let (code, at) = (self.code, range.start);
        let asks = range.len() == 6 && code.is(at + 2, "get") && code.kind(at + 4) == Some(Kind::Text);
        let name = code.text(asks.then_some(at + 4)?);
        let says = |at: &&usize| code.kind(*at + 2) == Some(Kind::Text) && code.text(*at + 2) == name;
        let mut sets = self.places.get("set")?.iter().filter(says);
        let (Some(set), None) = (sets.next(), sets.next()) else { return None };
        Some(self.at_depth(set + 4..code.closing(set + 1)?, depth + 1))
    }

    /// What a name stands for, where one place in the file says it.
    fn named(&self, name: &str, depth: usize) -> Value {
        let given = self.given(name);
        let value = |given: &Given| match given {
            Given::Expression(range) => self.at_depth(range.clone(), depth + 1),
            Given::Unknown => Value::Unknown,
        };
        match given.as_slice() {
            [one] => value(one),
            several => several.iter().map(value).find(Value::is_heroku).unwrap_or(Value::Unknown),
        }
    }

    fn given(&self, name: &str) -> Vec<Given> {
        let places = self.places.get(name).map_or(&[][..], Vec::as_slice);
        if places.len() > MOST_PLACES {
            return vec![Given::Unknown];
        }
        places.iter().filter_map(|at| self.given_at(*at)).collect()
    }

    fn given_at(&self, at: usize) -> Option<Given> {
        // What is taken out of the environment is read there.
        let key = if self.code.is(at.saturating_sub(1), ":") { at.saturating_sub(2) } else { at };
        match self.reads.at(self.code, key) {
            Some(_) if self.code.is(key, "PORT") => Some(Given::Expression(key..key + 1)),
            _ => names::given(self.code, at),
        }
    }
}
