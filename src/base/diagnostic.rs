//! What a rule says: a message at exact words, other places that belong to it, what to do, and edits that do it.

use super::source::Place;

/// How much a finding matters. The order is that of weight, so `a >= b` reads as it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Very likely not what was meant.
    Warning,
    /// The deploy or the boot fails, or something is silently not done.
    Error,
}

impl Severity {
    /// The name used in configuration and reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// Id of the rule.
    pub rule: &'static str,
    /// Its weight, after configuration.
    pub severity: Severity,
    /// The fact: lower case, no final stop.
    pub message: String,
    /// The remedy.
    pub help: Option<String>,
    /// The words that are wrong.
    pub place: Place,
    /// Other places that belong to the finding, each with what it is.
    pub related: Vec<Related>,
    /// Edits that mend it.
    pub fix: Option<Fix>,
}

/// A second place of a finding.
#[derive(Debug, Clone)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What stands there.
    pub message: String,
}

/// Edits that are made together or not at all.
#[derive(Debug, Clone)]
pub struct Fix {
    /// What it does, as an editor's menu would say it.
    pub title: String,
    /// Whether it keeps the meaning; others are applied on request only.
    pub safe: bool,
    /// The edits; several files are possible.
    pub edits: Vec<Edit>,
}

/// Replaces the text of a range.
#[derive(Debug, Clone)]
pub struct Edit {
    /// The bytes replaced; an empty range inserts.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// Replaces `place` by `text`.
    pub fn new(place: Place, text: impl Into<String>) -> Edit {
        Edit { place, text: text.into() }
    }
}

impl Diagnostic {
    /// A finding without help, other places or fix.
    pub fn new(
        rule: &'static str,
        severity: Severity,
        place: Place,
        message: impl Into<String>,
    ) -> Diagnostic {
        let message = message.into();
        Diagnostic { rule, severity, message, help: None, place, related: Vec::new(), fix: None }
    }

    /// Says what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Names another place that belongs to the finding.
    pub fn related(&mut self, place: Place, message: impl Into<String>) -> &mut Diagnostic {
        self.related.push(Related { place, message: message.into() });
        self
    }

    /// Gives another weight than the rule's own.
    pub fn weigh(&mut self, severity: Severity) -> &mut Diagnostic {
        self.severity = severity;
        self
    }

    /// Offers edits, which keep the meaning or do not.
    pub fn offer(&mut self, safe: bool, title: impl Into<String>, edits: Vec<Edit>) -> &mut Diagnostic {
        self.fix = Some(Fix { title: title.into(), safe, edits });
        self
    }

    /// Offers edits that keep the meaning.
    pub fn fix(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Diagnostic {
        self.fix = Some(Fix { title: title.into(), safe: true, edits });
        self
    }

    /// Offers edits that a person should look at.
    pub fn unsafe_fix(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Diagnostic {
        self.fix = Some(Fix { title: title.into(), safe: false, edits });
        self
    }
}
