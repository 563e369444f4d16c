use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::{Place, Source};
use crate::project::Project;
use crate::rule::{Check, rule};

// The command line reports it when it asks the program.
rule!("shellcheck-failed", Check::Engine);

/// The diagnostic in place of the findings of a program that gave none.
pub fn unanswered(project: &Project, why: &str) -> Diagnostic {
    let first = project.dockerfiles.first().map(|file| &file.source);
    let source = first.map_or_else(|| Source::new("", ".", ""), Arc::clone);
    let mut found = Diagnostic::new(RULE.id, Severity::Error, Place::file(&source), why);
    found.help(
        "install shellcheck, or use `--shellcheck builtin`, which does not need it, or `--shellcheck off`",
    );
    found
}
