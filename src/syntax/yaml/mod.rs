//! YAML to a tree of values that keep their ranges.
//!
//! A syntax error is reported once, repaired in a copy the way a person would, and the copy is read again. So one
//! mistake hides neither the next one nor the rest of the file. Ranges always refer to the file itself.

mod blame;
mod build;
mod mistake;
mod patch;
mod place;
mod recover;
mod scalar;
#[cfg(test)]
mod tests;
mod write;

use super::SyntaxError;
use crate::base::source::{Span, Text};

pub use recover::parse;
pub use write::{in_flow, removal, scalar};

/// One document: what could be read, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The root value; `None` when nothing but comments could be read.
    pub root: Option<Node>,
    /// Comments in order: from `#` to the line's end.
    pub comments: Vec<Span>,
    /// What is wrong, in order.
    pub errors: Vec<SyntaxError>,
}

/// A value and where it is written. Below an alias the ranges are those of the anchored text.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value's bytes, an anchor or tag before it excluded; of an alias `*name` itself. A value left out is the
    /// empty range after its key's colon.
    pub span: Span,
    /// The value.
    pub value: Value,
    /// Whether the value is elsewhere and only referred to here (`*name`).
    pub alias: bool,
}

/// What a node holds.
///
/// Plain scalars are typed where YAML 1.1 and 1.2 agree. `yes`, `no`, `on` and `off`, booleans in 1.1 only, are text
/// here, and so are dates and `12:30`: where Heroku wants text they are what was meant, and where it takes any scalar
/// the type does not matter.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written.
    Number(String),
    /// Text.
    String(Scalar),
    /// `- item` or `[item]`.
    Sequence(Vec<Node>),
    /// `key: value` or `{key: value}`, in order, keys given twice twice, merged entries (`<<`) last.
    Mapping(Vec<Entry>),
    /// Something that could not be read; an error says why.
    Broken,
}

/// A text value.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    /// The text as read, with the way back to the file.
    pub text: Text,
    /// How it is written.
    pub style: Style,
}

/// The five ways to write a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Bare.
    Plain,
    /// `'…'`.
    SingleQuoted,
    /// `"…"`.
    DoubleQuoted,
    /// `|`.
    Literal,
    /// `>`.
    Folded,
}

/// One entry of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Node,
    /// The value.
    pub value: Node,
    /// Whether it came through a merge key.
    pub merged: bool,
}

impl Document {
    /// The node below the root at a path of keys.
    pub fn find(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self.root.as_ref()?, |node, key| node.get(key))
    }

    /// The last entry of a path of keys; `None` for the empty path.
    pub fn entry(&self, path: &[&str]) -> Option<&Entry> {
        let (last, above) = path.split_last()?;
        self.find(above)?.entry(last)
    }
}

impl Node {
    /// The entries of a mapping; empty for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a sequence; empty for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The entry of a key. A key given twice is its last one, as Heroku's parser takes it.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().rfind(|entry| entry.name() == key)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// A text value.
    pub fn as_text(&self) -> Option<&Scalar> {
        match &self.value {
            Value::String(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Any scalar but null as text: a number as written, `true` or `false`.
    pub fn to_text(&self) -> Option<Scalar> {
        let plain = |text: &str| {
            let mut out = Text::default();
            out.push(text, self.span);
            Scalar { text: out, style: Style::Plain }
        };
        match &self.value {
            Value::String(scalar) => Some(scalar.clone()),
            Value::Number(number) => Some(plain(number)),
            Value::Bool(true) => Some(plain("true")),
            Value::Bool(false) => Some(plain("false")),
            _ => None,
        }
    }

    /// The key's name when this node is one: its text, the empty string for null.
    pub fn name(&self) -> &str {
        match &self.value {
            Value::String(scalar) => &scalar.text.text,
            Value::Number(number) => number,
            Value::Bool(true) => "true",
            Value::Bool(false) => "false",
            _ => "",
        }
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }
}

impl Entry {
    /// The key's name.
    pub fn name(&self) -> &str {
        self.key.name()
    }

    /// Key and value.
    pub fn span(&self) -> Span {
        if self.value.alias || self.value.span.start >= self.key.span.start {
            self.key.span.join(self.value.span)
        } else {
            self.key.span
        }
    }
}

impl Value {
    /// What it is, in words that complete "this is …".
    pub const fn describe(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "text",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a map",
            Value::Broken => "unreadable",
        }
    }
}

impl Scalar {
    /// The text without its way back.
    pub fn as_str(&self) -> &str {
        &self.text.text
    }
}
