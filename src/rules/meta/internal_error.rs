use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::home;
use crate::base::source::{Place, Source};
use crate::files::Tree;
use crate::project::Project;
use crate::project::discovery::ProjectFiles;
use crate::rule::{Check, Rule, rule};

rule!("internal-error", Check::Engine);

/// The id of the rule that reports bugs of the program.
pub const ID: &str = "internal-error";

/// The diagnostic for a rule that crashed.
pub fn defect(project: &Project, rule: &Rule) -> Diagnostic {
    let source = project.sources().next().map_or_else(|| Source::new("", ".", ""), Arc::clone);
    bug(&source, format!("the rule `{}` crashed (bug in dynolint), so its findings are missing", rule.id))
}

/// The diagnostic for a project that could not be loaded because the program crashed on it.
pub fn crash(tree: &dyn Tree, files: &ProjectFiles) -> Diagnostic {
    let first = files.manifest.iter().chain(&files.dockerfiles).chain(&files.other).next();
    let path = first.unwrap_or(&files.root);
    let source = Source::new(path, tree.shown(path), "");
    bug(
        &source,
        "dynolint crashed (bug in dynolint) while it read this project, which is not checked".to_owned(),
    )
}

fn bug(source: &Arc<Source>, message: String) -> Diagnostic {
    let mut found = Diagnostic::new(ID, Severity::Error, Place::file(source), message);
    let place = home::REPOSITORY.map(|home| format!(" at {home}/issues")).unwrap_or_default();
    found.help(format!("please report it{place}, with the files that cause it"));
    found
}
