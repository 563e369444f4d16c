//! Text to trees. Nothing here knows a rule or Heroku, reads a file, or fails: errors stand beside the tree.

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

/// A place where the text breaks its format's grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The words that are wrong.
    pub span: Span,
    /// The fact: lower case, no final stop.
    pub message: String,
    /// The remedy, where there is one to give.
    pub help: Option<String>,
    /// Another place that belongs to it, with what it is.
    pub related: Option<(Span, String)>,
}

impl SyntaxError {
    /// An error without a remedy.
    pub fn new(span: Span, message: impl Into<String>) -> SyntaxError {
        SyntaxError { span, message: message.into(), help: None, related: None }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> SyntaxError {
        self.help = Some(help.into());
        self
    }
}
