use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::{Place, Source};
use crate::project::Project;
use crate::rule::{Check, Rule, rule};

rule!("internal-error", Check::Engine);

/// The rule that speaks about defects of the program.
pub const DEFECT: &str = "internal-error";

/// The one diagnostic that stands for a rule that broke down.
pub fn defect(project: &Project, rule: &Rule) -> Diagnostic {
    let source = project.sources().next().map_or_else(|| Source::new("", ".", ""), Arc::clone);
    let message = format!("the rule `{}` broke down on this project; its findings are missing", rule.id);
    let mut found = Diagnostic::new(RULE.id, Severity::Error, Place::file(&source), message);
    found.help(format!(
        "this is a defect of dynolint: please report it at {}/issues",
        env!("CARGO_PKG_REPOSITORY")
    ));
    found
}
