use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::home;
use crate::base::source::{Place, Source};
use crate::files::Tree;
use crate::project::Project;
use crate::project::discovery::ProjectFiles;
use crate::rule::{Check, Rule, rule};

rule!("internal-error", Check::Engine);

/// The id of the rule that speaks about bugs of the program.
pub const ID: &str = "internal-error";

/// The one diagnostic that stands for a rule that crashed.
pub fn defect(project: &Project, rule: &Rule) -> Diagnostic {
    let source = project.sources().next().map_or_else(|| Source::new("", ".", ""), Arc::clone);
    bug(&source, format!("the rule `{}` crashed on this project; its findings are missing", rule.id))
}

/// The one diagnostic that stands for a project that could not be loaded because the program crashed on it.
pub fn crash(tree: &dyn Tree, files: &ProjectFiles) -> Diagnostic {
    let first = files.manifest.iter().chain(&files.dockerfiles).chain(&files.other).next();
    let path = first.unwrap_or(&files.root);
    let source = Source::new(path, tree.shown(path), "");
    bug(&source, "dynolint crashed while it read this project, which is not linted".to_owned())
}

fn bug(source: &Arc<Source>, message: String) -> Diagnostic {
    let mut found = Diagnostic::new(ID, Severity::Error, Place::file(source), message);
    let place = home::REPOSITORY.map(|home| format!(" at {home}/issues")).unwrap_or_default();
    found.help(format!("this is a bug in dynolint: please report it{place} with the files it happened on"));
    found
}
