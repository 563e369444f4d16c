//! Text to trees. Nothing here knows a rule or Heroku, reads a file, or fails: errors are returned with the tree.

pub mod dockerfile;
pub mod gomatch;
pub mod ignorefile;
pub mod image;
pub mod ini;
pub mod makefile;
pub mod nginx;
pub mod procfile;
pub mod shell;
pub mod yaml;

use crate::base::source::Span;

/// A syntax error in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The part that is wrong.
    pub span: Span,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it, if that is known.
    pub help: Option<String>,
    /// Another place that is part of the error, with a description.
    pub related: Option<(Span, String)>,
}

impl SyntaxError {
    /// An error without help.
    pub fn new(span: Span, message: impl Into<String>) -> SyntaxError {
        SyntaxError { span, message: message.into(), help: None, related: None }
    }

    /// Adds help: what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> SyntaxError {
        self.help = Some(help.into());
        self
    }
}
