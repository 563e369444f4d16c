//! What this repository's own tests, benchmarks and playground reach into. No part of the API: it changes without notice.

#![allow(missing_docs, reason = "each item is documented where it is defined")]

use crate::base::diagnostic::Diagnostic;
use crate::config::Config;
use crate::files::Tree;
use crate::project::Project;

pub use crate::engine::sort;
pub use crate::syntax::dockerfile::parse as parse_dockerfile;

pub mod config {
    pub use crate::config::{Level, Named, Preset, load};
}

pub mod fix {
    pub use crate::fix::{diff, plan, settle};
}

pub mod report {
    pub use crate::report::{Report, Style, Summary, write};
}

pub mod rule {
    pub use crate::rule::Rule;
    pub use crate::rule::page::{FixKind, SECTIONS, severity};
}

pub mod rules {
    pub use crate::rules::{Names, all, find, info};
}

/// The projects at paths of a tree, each built as its own configuration says.
pub fn load(tree: &dyn Tree, paths: &[String]) -> Vec<Project> {
    let found = crate::project::discovery::projects(tree, paths).projects;
    let builder = |root: &str| crate::config::load(tree, root, &rules::Names).config.builder;
    found.iter().map(|files| Project::load(tree, files, builder(&files.root))).collect()
}

/// The findings on a project under a configuration, sorted by path, offset and rule.
pub fn lint(project: &Project, config: &Config) -> Vec<Diagnostic> {
    crate::engine::run(project, config).diagnostics
}
