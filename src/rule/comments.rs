//! What comments in the files of a project say to linters.

use std::sync::Arc;

use crate::base::source::{Source, Span};

/// What the comments of a project say to linters.
#[derive(Debug, Default)]
pub struct Comments {
    /// Names of rules to leave out, in order.
    pub ignores: Vec<Ignore>,
    /// BuildKit's experiments that shall run.
    pub requests: Vec<Request>,
    /// Dockerfiles in which the build ends at a warning of BuildKit's checks.
    pub strict: Vec<Arc<Source>>,
    /// Comments that were meant to leave out something, and are not read.
    pub malformed: Vec<Malformed>,
}

/// A comment that was meant to leave out something, and is not read.
#[derive(Debug, Clone)]
pub struct Malformed {
    /// The file.
    pub source: Arc<Source>,
    /// The comment.
    pub span: Span,
    /// The comment as it should be.
    pub right: String,
    /// Whether that has all it needs.
    pub complete: bool,
    /// Whether it is at the end of a line, where there are no comments.
    pub trailing: bool,
}

/// One name in an ignore comment.
#[derive(Debug, Clone)]
pub struct Ignore {
    /// The file.
    pub source: Arc<Source>,
    /// The id, alias or code as written.
    pub name: String,
    /// What it stands for: ids of rules, or one code; empty when it is no name.
    pub rules: Arc<[&'static str]>,
    /// Where it is written.
    pub span: Span,
    /// The bytes it covers; `None` for the whole file.
    pub covers: Option<Span>,
    /// Whose comment it is.
    pub dialect: Dialect,
    /// Whether a reason is given.
    pub reason: bool,
}

/// `experimental=`: checks that BuildKit runs when it is asked to.
#[derive(Debug, Clone)]
pub struct Request {
    /// The Dockerfile.
    pub source: Arc<Source>,
    /// The ids of the rules.
    pub rules: Arc<[&'static str]>,
    /// The bytes it is about; `None` for the whole file.
    pub covers: Option<Span>,
}

/// Whose comment an ignore is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// `# dynolint ignore=`.
    Dynolint,
    /// `# hadolint ignore=`.
    Hadolint,
    /// `# check=`.
    Buildkit,
}
