//! Shell text to simple commands with their words, each with its range in the file.
//!
//! ```text
//! cd /app && FOO=1 sudo -E apt-get install -y "$PKG" | tee log
//! ^^^^^^^    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^   ^^^^^^^   three commands; the last two are one pipeline
//!            ^^^^^ assignment   ^^^^^^^ effective program
//! ```
//!
//! The grammar is shuck-parser's, which nothing outside this module knows; words are read here.

mod compound;
mod effective;
mod flow;
mod guard;
mod lower;
mod reader;
mod shebang;
#[cfg(test)]
mod tests;
mod word;

use std::sync::Arc;

pub use effective::{Effective, effective, is_wrapper};
pub use flow::{CaseArm, Function, Loop, Node, NodeKind, Over};
pub use shebang::interpreter;
pub use word::{Builder, Operation, Part, PartKind, Quote, Variable, Word};

use super::SyntaxError;
use crate::base::source::{Span, Spanned, Text};

/// The shell a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// `sh` or `dash`. What only bash understands is no syntax error here: `/bin/sh` may be bash.
    #[default]
    Sh,
    /// BusyBox's shell: `sh` with `[[`.
    Ash,
    /// `bash`.
    Bash,
    /// PowerShell, cmd, fish …: not parsed.
    Other,
}

impl Dialect {
    /// The dialect of a shell's program, which may be a path: `/bin/bash`.
    pub fn of(program: &str) -> Dialect {
        match word::file_name(program) {
            "sh" | "dash" | "ksh" | "posh" => Dialect::Sh,
            "ash" | "busybox" => Dialect::Ash,
            "bash" | "rbash" | "zsh" => Dialect::Bash,
            _ => Dialect::Other,
        }
    }
}

/// A shell text, read.
#[derive(Debug, Clone, Default)]
pub struct Script {
    /// Every simple command at any depth in source order, a command before those of its own substitutions and before
    /// those of the script it passes to a shell (`sh -c '…'`).
    pub commands: Vec<Simple>,
    /// Every pipeline of two commands or more.
    pub pipelines: Vec<Pipeline>,
    /// The functions defined, by name, with the range of the name.
    pub functions: Vec<Spanned<String>>,
    /// The commands of the text itself in the order in which they run.
    pub flow: Vec<Node>,
    /// The functions, with what they do.
    pub bodies: Vec<Function>,
    /// From `#` to the line's end each.
    pub comments: Vec<Span>,
    /// What the shell would refuse; at most 20.
    pub errors: Vec<SyntaxError>,
}

impl Script {
    /// The commands of the text itself: not those of substitutions and of scripts passed to a shell.
    pub fn own(&self) -> impl Iterator<Item = &Simple> {
        self.commands.iter().filter(|command| command.parent.is_none())
    }
}

/// A simple command: `NAME=value … program argument … >file`.
#[derive(Debug, Clone)]
pub struct Simple {
    /// Assignments before the program, or alone.
    pub assignments: Vec<Assignment>,
    /// The program and its arguments; empty for assignments and redirections alone.
    pub words: Vec<Word>,
    /// The assignments made by `export`, `declare`, `readonly`, `local` or `typeset`; they are in `words` too.
    pub declared: Vec<Assignment>,
    /// Redirections in order.
    pub redirections: Vec<Redirection>,
    /// Whether it runs in the background, alone or with what surrounds it.
    pub background: bool,
    /// Whether `!` turns its status around.
    pub negated: bool,
    /// Its place in the innermost pipeline around it.
    pub pipe: Option<Pipe>,
    /// How it is joined to the command before it.
    pub joined: Joined,
    /// What surrounds it.
    pub context: Context,
    /// Index in [`Script::commands`] of the command whose substitution or script it belongs to.
    pub parent: Option<usize>,
    /// From its first word or assignment to its last word or redirection.
    pub span: Span,
}

impl Simple {
    /// The program that really runs: `sudo -E env X=1 /usr/bin/apt-get update` runs `apt-get`.
    pub fn effective(&self) -> Effective<'_> {
        effective(&self.words)
    }

    /// The variables it sets for itself (before the program), or for the shell.
    pub fn assigned(&self) -> impl Iterator<Item = &Assignment> {
        self.assignments.iter().chain(&self.declared)
    }
}

/// `NAME=value`.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// The name.
    pub name: Spanned<String>,
    /// The value; of an array, everything in its parentheses as one word.
    pub value: Word,
    /// The elements of an array; `None` for another value, or where they have keys.
    pub elements: Option<Vec<Word>>,
    /// Whether it is an array, or one element of it.
    pub array: bool,
    /// `NAME+=value`.
    pub append: bool,
    /// From the name to the value's end.
    pub span: Span,
}

/// `2>file`, `<<EOF` and the like.
#[derive(Debug, Clone)]
pub struct Redirection {
    /// The number before the operator.
    pub descriptor: Option<i32>,
    /// The operator.
    pub operator: Operator,
    /// The file, descriptor, here-string, or a heredoc's delimiter.
    pub target: Word,
    /// A heredoc's body.
    pub heredoc: Option<Body>,
    /// The operator and its target.
    pub span: Span,
}

/// What a redirection does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `>` or `>|`.
    Write,
    /// `>>`.
    Append,
    /// `<`.
    Read,
    /// `<>`.
    ReadWrite,
    /// `>&` or `<&`.
    Duplicate,
    /// `&>`: bash's way to write both streams.
    WriteBoth,
    /// `<<` or `<<-`.
    Heredoc,
    /// `<<<`.
    HereString,
}

/// The body of a heredoc.
#[derive(Debug, Clone)]
pub struct Body {
    /// The lines, their ends included.
    pub text: Text,
    /// Whether variables are expanded: the delimiter is not quoted.
    pub expand: bool,
}

/// A pipeline of two commands or more.
#[derive(Debug, Clone)]
pub struct Pipeline {
    /// From its first command to its last.
    pub span: Span,
    /// How many commands, compound ones counted as one.
    pub length: usize,
}

/// A place in a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pipe {
    /// Index in [`Script::pipelines`].
    pub pipeline: usize,
    /// 0 for the first command.
    pub place: usize,
}

/// How a command is joined to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Joined {
    /// It is the first of its list.
    #[default]
    First,
    /// `&&`.
    And,
    /// `||`.
    Or,
    /// `|` or `|&`.
    Pipe,
    /// `;` or a line ending.
    Then,
    /// `&`.
    Background,
}

/// What surrounds a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// In the condition of `if`, `while` or `until`.
    pub condition: bool,
    /// In a branch of `if` or `case`: it may not run.
    pub branch: bool,
    /// In a loop.
    pub looped: bool,
    /// In a function's body.
    pub function: bool,
    /// In `( … )`.
    pub subshell: bool,
    /// In `$( … )`, backticks, `<( … )`.
    pub substitution: bool,
    /// In the script passed to a shell: `sh -c '…'`.
    pub script: bool,
    /// How many of these, and of `{ … }`, surround it.
    pub depth: usize,
}

/// Reads a shell text. What cannot be read leaves an error and keeps the rest as far as it goes.
///
/// Texts over 256 KiB, and texts nested deeper than 64 levels, are given up with one error.
pub fn parse(text: &Text, dialect: Dialect) -> Script {
    lower::parse(&Arc::new(text.clone()), dialect, 0)
}

/// Whether [`parse`] gives a text up for its length or depth.
pub fn is_too_much(text: &Text) -> bool {
    guard::refuse(text).is_some()
}
