//! BuildKit's little shell: quotes, escapes and variables of a word. It serves [`super::expand`] and the heredocs.
//!
//! One oddity is kept on purpose: inside `${name:-word}` the inner word throws away what stood before it in the
//! same outer word when words are cut (not when they are expanded).

use std::ops::Range;

/// Substitutions nested deeper than this are given up.
const DEEPEST: usize = 200;

/// What is known of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// Its value, which may be empty.
    Value(String),
    /// It certainly has none.
    Unset,
    /// It may have any value, or none.
    Unknown,
}

impl From<Option<String>> for Lookup {
    /// `None` is [`Lookup::Unset`].
    fn from(value: Option<String>) -> Lookup {
        value.map_or(Lookup::Unset, Lookup::Value)
    }
}

/// A variable named in a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The variable's name.
    pub name: String,
    /// The bytes of the word from `$` to the name's end or the closing brace.
    pub range: Range<usize>,
    /// Whether `-` or `+` says what to do when it is unset.
    pub guarded: bool,
}

/// Why a word cannot be expanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, in lower case.
    pub message: String,
    /// The bytes of the word it is about.
    pub range: Range<usize>,
}

/// Text, and whether all of it is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Out {
    pub text: String,
    pub unknown: bool,
}

impl Out {
    pub fn known(text: impl Into<String>) -> Out {
        Out { text: text.into(), unknown: false }
    }

    pub fn unknown() -> Out {
        Out { text: String::new(), unknown: true }
    }

    fn push(&mut self, other: &Out) {
        self.text.push_str(&other.text);
        self.unknown |= other.unknown;
    }
}

/// A word of a line, with the bytes of the line it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    pub range: Range<usize>,
}

/// How a text is read.
#[derive(Clone, Copy)]
pub(super) struct Mode<'a> {
    pub escape: char,
    /// Quotes stay.
    pub raw_quotes: bool,
    /// Escape characters stay.
    pub raw_escapes: bool,
    /// Unset variables stay as written.
    pub keep_unset: bool,
    pub lookup: &'a dyn Fn(&str) -> Lookup,
}

pub(super) type Result<T> = std::result::Result<T, Fault>;

/// Reads one text.
pub(super) struct Lex<'a> {
    pub text: &'a str,
    pub at: usize,
    pub mode: Mode<'a>,
    depth: usize,
    /// The word being cut, shared by outer and inner words.
    word: Word,
    pub uses: Vec<Use>,
    /// Whether the fault is only that the text is nested too deep to be read.
    pub gave_up: bool,
}

/// Words cut so far at one level.
#[derive(Default)]
struct Words {
    done: Vec<Word>,
    inside: bool,
}

impl<'a> Lex<'a> {
    pub fn new(text: &'a str, mode: Mode<'a>) -> Lex<'a> {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Lex { text, at, mode, depth: 0, word: Word::default(), uses: Vec::new(), gave_up: false }
    }

    /// The expanded text, and its words.
    pub fn read(&mut self) -> Result<(Out, Vec<Word>)> {
        self.until(None, self.mode.raw_escapes)
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub(super) fn fault<T>(&self, from: usize, message: impl Into<String>) -> Result<T> {
        Err(Fault { message: message.into(), range: from..self.at.max(from) })
    }

    pub(super) fn until(&mut self, stop: Option<char>, raw_escapes: bool) -> Result<(Out, Vec<Word>)> {
        let start = self.at;
        self.depth += 1;
        if self.depth > DEEPEST {
            self.gave_up = true;
            return self.fault(start, "variables are nested too deeply");
        }
        let outer = std::mem::replace(&mut self.mode.raw_escapes, raw_escapes);
        let read = self.until_stop(stop, start);
        self.mode.raw_escapes = outer;
        self.depth -= 1;
        read
    }

    fn until_stop(&mut self, stop: Option<char>, start: usize) -> Result<(Out, Vec<Word>)> {
        self.word = Word::default();
        let mut out = Out::default();
        let mut words = Words::default();
        while let Some(c) = self.peek() {
            if stop == Some(c) {
                self.at += c.len_utf8();
                return Ok((out, self.cut(words)));
            }
            self.step(c, &mut out, &mut words)?;
        }
        match stop {
            None => Ok((out, self.cut(words))),
            Some(stop) => self.fault(start, format!("`{stop}` is missing")),
        }
    }

    fn step(&mut self, c: char, out: &mut Out, words: &mut Words) -> Result<()> {
        let from = self.at;
        match c {
            '$' => {
                let value = self.dollar()?;
                value.text.chars().for_each(|c| self.add(c, from, words));
                out.push(&value);
            }
            '\'' | '"' => {
                let value = if c == '"' { self.double_quote()? } else { self.single_quote()? };
                self.add_raw(&value.text, from, words);
                out.push(&value);
            }
            '<' => {
                let value = self.angle();
                self.add_raw(&value, from, words);
                out.text.push_str(&value);
            }
            _ if c == self.mode.escape => self.escaped(out, words),
            _ => {
                self.at += c.len_utf8();
                self.add(c, from, words);
                out.text.push(c);
            }
        }
        Ok(())
    }

    /// The escape character, and what it keeps from being special.
    fn escaped(&mut self, out: &mut Out, words: &mut Words) {
        let from = self.at;
        let keep = self.mode.raw_escapes;
        for (place, c) in [self.next(), self.next()].into_iter().flatten().enumerate() {
            if place == 1 || keep {
                self.add_raw(c.encode_utf8(&mut [0; 4]), from, words);
                out.text.push(c);
            }
        }
    }

    fn add(&mut self, c: char, from: usize, words: &mut Words) {
        if !c.is_whitespace() {
            self.add_raw(c.encode_utf8(&mut [0; 4]), from, words);
        } else if words.inside && !self.word.text.is_empty() {
            words.done.push(std::mem::take(&mut self.word));
            words.inside = false;
        }
    }

    fn add_raw(&mut self, text: &str, from: usize, words: &mut Words) {
        if self.word.text.is_empty() {
            self.word.range = from..self.at;
        }
        self.word.text.push_str(text);
        self.word.range.end = self.at;
        words.inside = true;
    }

    fn cut(&mut self, mut words: Words) -> Vec<Word> {
        let last = std::mem::take(&mut self.word);
        words.done.extend(Some(last).filter(|last| !last.text.is_empty()));
        words.done
    }

    fn single_quote(&mut self) -> Result<Out> {
        let start = self.at;
        let rest = self.text.get(start + 1..).unwrap_or("");
        let Some(length) = rest.find('\'') else {
            self.at = self.text.len();
            return self.fault(start, "this single quote is not closed");
        };
        self.at = start + length + 2;
        let range = if self.mode.raw_quotes { start..self.at } else { start + 1..self.at - 1 };
        Ok(Out::known(self.text.get(range).unwrap_or("")))
    }

    fn double_quote(&mut self) -> Result<Out> {
        let start = self.at;
        let mut out = Out::default();
        let mut quote = self.next().filter(|_| self.mode.raw_quotes);
        out.text.extend(quote);
        while let Some(c) = self.peek() {
            match c {
                '"' => {
                    quote = self.next().filter(|_| self.mode.raw_quotes);
                    out.text.extend(quote);
                    return Ok(out);
                }
                '$' => {
                    let value = self.dollar()?;
                    out.push(&value);
                }
                _ if c == self.mode.escape => self.escaped_in_quotes(&mut out),
                _ => out.text.extend(self.next()),
            }
        }
        self.fault(start, "this double quote is not closed")
    }

    /// In double quotes only `"`, `$` and the escape character itself can be escaped.
    fn escaped_in_quotes(&mut self, out: &mut Out) {
        let escape = self.next();
        out.text.extend(escape.filter(|_| self.mode.raw_escapes));
        let special = |c: char| matches!(c, '"' | '$') || c == self.mode.escape;
        match self.peek() {
            None => {}
            Some(c) if special(c) => out.text.extend(self.next()),
            Some(_) => out.text.extend(escape),
        }
    }

    /// `<`, or `<<` and the whitespace after it, which may separate it from the name of a heredoc.
    fn angle(&mut self) -> String {
        let rest = self.text.get(self.at..).unwrap_or("");
        let length = match rest.strip_prefix("<<") {
            Some(after) => rest.len() - after.trim_start_matches(['\t', '\r', ' ']).len(),
            None => 1,
        };
        self.at += length;
        rest.get(..length).unwrap_or("").to_owned()
    }

    /// `$name` or `${…}`.
    fn dollar(&mut self) -> Result<Out> {
        let start = self.at;
        self.at += 1;
        if self.peek() == Some('{') {
            self.at += 1;
            return self.braced(start);
        }
        let name = self.name();
        if name.is_empty() {
            return Ok(Out::known("$"));
        }
        self.note(&name, start, false);
        Ok(self.plain(&name, format!("${name}")))
    }

    /// The value of a variable without a modifier.
    pub(super) fn plain(&self, name: &str, written: String) -> Out {
        match (self.mode.lookup)(name) {
            Lookup::Value(value) => Out::known(value),
            Lookup::Unset if self.mode.keep_unset => Out::known(written),
            Lookup::Unset => Out::default(),
            Lookup::Unknown => Out::unknown(),
        }
    }

    pub(super) fn note(&mut self, name: &str, start: usize, guarded: bool) {
        self.uses.push(Use { name: name.to_owned(), range: start..self.at, guarded });
    }

    /// A name, a run of digits or a special parameter; empty when there is none.
    pub(super) fn name(&mut self) -> String {
        let rest = self.text.get(self.at..).unwrap_or("");
        let length = match rest.chars().next() {
            Some(c) if c.is_ascii_digit() => rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()),
            Some('@' | '*' | '#' | '?' | '-' | '$' | '!') => 1,
            _ => rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len()),
        };
        self.at += length;
        rest.get(..length).unwrap_or("").to_owned()
    }
}
