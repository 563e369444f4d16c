//! YAML to a tree of values that keep their ranges.

use crate::source::{Span, Text};
use crate::syntax::SyntaxError;

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
    /// The value's bytes, an anchor or tag before it excluded; of an alias `*name` itself.
    pub span: Span,
    /// The value.
    pub value: Value,
    /// Whether the value stands elsewhere and is only named here (`*name`).
    pub alias: bool,
}

/// What a node holds, typed by YAML 1.1's core schema as Heroku's parser does.
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
