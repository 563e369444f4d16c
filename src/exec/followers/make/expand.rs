//! Recipe lines as the shell gets them.

use std::sync::Arc;

use crate::base::source::{Source, Span, Text};
use crate::exec::follow::scope::Scope;
use crate::syntax::makefile::{Kind, Makefile};

/// The longest script that is put together, in bytes.
const LONGEST: usize = 64 << 10;
/// Variables in the values of one another.
const DEEPEST: usize = 8;
/// Stands for what make works out.
const UNKNOWN: &str = "$(:)";

/// Whether a value is part of an address and nothing else: it can stay a variable, with its own place.
pub fn is_address(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b':')
}

/// Puts recipe lines together, each for a shell of its own.
pub struct Expander<'a> {
    file: &'a Makefile,
    source: &'a Arc<Source>,
    /// The variables set on the command line.
    given: &'a [String],
    goals: &'a [String],
    scope: &'a Scope<'a>,
    out: Text,
    single: bool,
    double: bool,
}

impl<'a> Expander<'a> {
    /// Nothing yet; `scope` is that of the command that runs make.
    pub fn new(
        file: &'a Makefile,
        source: &'a Arc<Source>,
        given: &'a [String],
        goals: &'a [String],
        scope: &'a Scope<'a>,
    ) -> Expander<'a> {
        Expander { file, source, given, goals, scope, out: Text::default(), single: false, double: false }
    }

    /// Adds a line of a recipe.
    pub fn line(&mut self, span: Span) {
        let text = self.source.slice(span);
        let bare = text.trim_start_matches(['@', '-', '+', ' ', '\t']);
        let start = span.end - bare.len();
        if bare.starts_with('#') || self.is_full() {
            return;
        }
        (self.single, self.double) = (false, false);
        self.out.push("(\n", Span::at(start));
        self.expand(bare, start, None, 0);
        self.out.push("\n)\n", Span::at(span.end));
    }

    /// The script; `None` where it is too long.
    pub fn finish(self) -> Option<Text> {
        (!self.is_full()).then_some(self.out)
    }

    fn is_full(&self) -> bool {
        self.out.text.len() > LONGEST
    }

    /// Adds a text that begins at `start`, or all of which stands at `place`.
    fn expand(&mut self, text: &str, start: usize, place: Option<Span>, depth: usize) {
        let (mut rest, mut at) = (text, start);
        while let Some(dollar) = rest.find('$') {
            if self.is_full() {
                return;
            }
            let (before, reference) = rest.split_at(dollar);
            self.literal(before, place.unwrap_or(Span::new(at, at + before.len())));
            at += before.len();
            let (name, length) = reference_of(reference);
            self.reference(name, place.unwrap_or(Span::new(at, at + length)), depth);
            rest = reference.get(length..).unwrap_or("");
            at += length;
        }
        self.literal(rest, place.unwrap_or(Span::new(at, at + rest.len())));
    }

    fn literal(&mut self, text: &str, place: Span) {
        let mut escaped = false;
        for byte in text.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = !self.single,
                b'\'' if !self.double => self.single = !self.single,
                b'"' if !self.single => self.double = !self.double,
                _ => {}
            }
        }
        self.out.push(text, place);
    }

    fn reference(&mut self, name: &str, place: Span, depth: usize) {
        match self.meaning(name) {
            Meaning::Dollar => self.out.push("$", place),
            Meaning::Variable if self.single => self.out.push(&format!("'\"${{{name}}}\"'"), place),
            Meaning::Variable => self.out.push(&format!("${{{name}}}"), place),
            Meaning::Text(value) if depth < DEEPEST => {
                let text = self.source.slice(value).replace("\\\n", " ");
                self.expand(&text, value.start, Some(place), depth + 1);
            }
            Meaning::Program => self.out.push("make", place),
            Meaning::Nothing => {}
            Meaning::Text(_) | Meaning::Unknown => self.out.push(UNKNOWN, place),
        }
    }

    fn meaning(&self, name: &str) -> Meaning {
        if name == "$" {
            return Meaning::Dollar;
        }
        if name == "MAKE" {
            return Meaning::Program;
        }
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        if name.is_empty() || !name.bytes().all(word) {
            return Meaning::Unknown;
        }
        if self.given.iter().any(|given| given == name) {
            return Meaning::Variable;
        }
        let mut known = self.file.variables.iter().filter(|it| it.name == name && it.is_for(self.goals));
        match known.next_back() {
            None if self.file.open => Meaning::Unknown,
            // Make reads `$PORT` as `$(P)ORT`.
            None if name.len() == 1 => Meaning::Nothing,
            None => Meaning::Variable,
            Some(variable) => match variable.kind {
                Kind::Unclear => Meaning::Unknown,
                Kind::Default if name == "PORT" || self.scope.lookup(name).is_some() => Meaning::Variable,
                _ if is_address(self.source.slice(variable.value)) => Meaning::Variable,
                _ => Meaning::Text(variable.value),
            },
        }
    }
}

/// What a reference stands for.
enum Meaning {
    /// A dollar.
    Dollar,
    /// A variable that the shell knows.
    Variable,
    /// The value at a place.
    Text(Span),
    /// Make itself.
    Program,
    /// Nothing.
    Nothing,
    /// Nobody knows.
    Unknown,
}

/// The name in a reference that begins with a dollar, and the length of the whole.
fn reference_of(text: &str) -> (&str, usize) {
    let mut chars = text.char_indices().skip(1);
    let Some((at, first)) = chars.next() else { return ("", 1) };
    let close = match first {
        '(' => ')',
        '{' => '}',
        _ => return (text.get(at..at + first.len_utf8()).unwrap_or(""), at + first.len_utf8()),
    };
    let mut depth = 1;
    for (end, next) in chars {
        depth += usize::from(next == first);
        depth -= usize::from(next == close);
        if depth == 0 {
            return (text.get(at + 1..end).unwrap_or(""), end + 1);
        }
    }
    ("", text.len())
}
