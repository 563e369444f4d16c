//! The order in which the commands of a script run: lists, branches, loops and functions.

use super::{Joined, Word};

/// One step of a list.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// How it is joined to what stands before it.
    pub joined: Joined,
    /// Whether `!` turns its status around.
    pub negated: bool,
}

/// What a step of a list is.
#[derive(Debug, Clone)]
pub enum NodeKind {
    /// A simple command, by its index in [`super::Script::commands`].
    Command(usize),
    /// `{ … }`.
    Group(Vec<Node>),
    /// `( … )`.
    Subshell(Vec<Node>),
    /// `if … then … elif … else … fi`.
    If {
        /// The conditions, each with what it decides about.
        arms: Vec<(Vec<Node>, Vec<Node>)>,
        /// What stands behind `else`.
        otherwise: Vec<Node>,
    },
    /// `case … in … esac`.
    Case {
        /// What is compared.
        word: Word,
        /// The patterns, each with what they decide about.
        arms: Vec<CaseArm>,
    },
    /// A loop.
    Loop(Loop),
    /// `(( … ))`: nothing that is read here.
    Arithmetic,
}

/// One arm of `case`.
#[derive(Debug, Clone)]
pub struct CaseArm {
    /// The patterns, as written.
    pub patterns: Vec<Word>,
    /// What runs.
    pub body: Vec<Node>,
    /// Whether it ends with `;;`, and no other arm is looked at.
    pub ends: bool,
}

/// A loop.
#[derive(Debug, Clone)]
pub struct Loop {
    /// What it goes over.
    pub over: Over,
    /// The condition, empty for `for`.
    pub test: Vec<Node>,
    /// What is done again and again.
    pub body: Vec<Node>,
}

/// What a loop goes over.
#[derive(Debug, Clone)]
pub enum Over {
    /// `for name in words`; the script's arguments where no words stand.
    Words(String, Option<Vec<Word>>),
    /// A condition that holds.
    While,
    /// Anything else.
    Other,
}

/// A function.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// What it does.
    pub body: Vec<Node>,
}
