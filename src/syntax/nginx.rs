//! nginx's configuration: words that end in `;`, blocks in braces.

use crate::base::source::{Source, Span, Spanned};

/// Blocks in one another.
const DEEPEST: usize = 16;
/// The longest name of a block, in characters; the rest is cut off.
const LONGEST: usize = 32;

/// A directive and the blocks around it.
#[derive(Debug)]
pub struct Directive {
    /// Its words, the name first, quotes removed.
    pub words: Vec<Spanned<String>>,
    /// The names of the blocks around it, the outermost first.
    pub within: Vec<String>,
}

/// The directives of these names; blocks are none.
pub fn read(source: &Source, names: &[&str]) -> Vec<Directive> {
    let mut reader = Reader { text: source.text(), at: 0 };
    let mut found = Vec::new();
    let mut words: Vec<Spanned<String>> = Vec::new();
    let mut within: Vec<String> = Vec::new();
    let mut deeper = 0_usize;
    while let Some(token) = reader.next() {
        match token {
            Token::Word(word) => words.push(word),
            Token::End => {
                let wanted = words.first().is_some_and(|name| names.contains(&name.value.as_str()));
                let words = std::mem::take(&mut words);
                if wanted && deeper == 0 {
                    found.push(Directive { words, within: within.clone() });
                }
            }
            Token::Open => {
                let name: String =
                    words.first().map(|name| name.value.chars().take(LONGEST).collect()).unwrap_or_default();
                words.clear();
                if name.ends_with("_by_lua_block") {
                    reader.skip_block();
                } else if within.len() < DEEPEST {
                    within.push(name);
                } else {
                    deeper += 1;
                }
            }
            Token::Close => {
                words.clear();
                if deeper > 0 {
                    deeper -= 1;
                } else {
                    within.pop();
                }
            }
        }
    }
    found
}

enum Token {
    Word(Spanned<String>),
    End,
    Open,
    Close,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<Token> {
        self.skip_blanks();
        let start = self.at;
        let first = self.text.get(start..)?.chars().next()?;
        self.at += first.len_utf8();
        Some(match first {
            ';' => Token::End,
            '{' => Token::Open,
            '}' => Token::Close,
            '"' | '\'' => Token::Word(self.quoted(first)),
            _ => {
                self.at = start;
                Token::Word(self.plain())
            }
        })
    }

    fn skip_blanks(&mut self) {
        while let Some(rest) = self.text.get(self.at..) {
            let blank = rest.len() - rest.trim_start().len();
            self.at += blank;
            if !rest.trim_start().starts_with('#') {
                return;
            }
            self.at += rest.trim_start().find('\n').unwrap_or(rest.trim_start().len());
        }
    }

    /// A word in quotes; the reader is after the opening one.
    fn quoted(&mut self, quote: char) -> Spanned<String> {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or("");
        let mut escaped = false;
        let end = rest.find(|next| {
            let ends = next == quote && !escaped;
            escaped = next == '\\' && !escaped;
            ends
        });
        let length = end.unwrap_or(rest.len());
        self.at = start + length + usize::from(end.is_some());
        let value = rest.get(..length).unwrap_or("").to_owned();
        Spanned::new(value, Span::new(start, start + length))
    }

    /// A word without quotes; `${NAME}` holds no braces.
    fn plain(&mut self) -> Spanned<String> {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or("");
        let (mut variable, mut before) = (false, ' ');
        let end = rest.find(|next: char| {
            variable = (variable && before != '}') || (next == '{' && before == '$');
            let ends = !variable && (next.is_whitespace() || matches!(next, ';' | '{' | '}'));
            before = next;
            ends
        });
        let length = end.unwrap_or(rest.len());
        self.at = start + length;
        Spanned::new(rest.get(..length).unwrap_or("").to_owned(), Span::new(start, self.at))
    }

    /// Passes over a block of another language, by its braces.
    fn skip_block(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or("");
        let mut depth = 1_usize;
        let end = rest.find(|next| {
            depth += usize::from(next == '{');
            depth -= usize::from(next == '}');
            depth == 0
        });
        self.at += end.map_or(rest.len(), |end| end + 1);
    }
}
