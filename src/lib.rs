//! dynolint reads a repository the way Heroku will and says what will not build, boot or bind.

pub mod baseline;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod discover;
pub mod engine;
pub mod files;
pub mod fix;
#[cfg(test)]
mod golden;
#[cfg(feature = "lsp")]
pub mod lsp;
pub mod model;
pub mod near;
pub mod report;
pub mod rules;
pub mod source;
pub mod suppress;
pub mod syntax;
#[cfg(test)]
mod testing;

use std::io::{self, Write};

use config::Config;
use diagnostic::Diagnostic;
use discover::ProjectFiles;
use files::Tree;
use model::project::Project;
use report::{Format, Report, Style};

/// Finds the projects at paths of a tree (`""` is all of it), reads their files and works out their deployments, built
/// as each project's `dynolint.toml` says.
pub fn load(tree: &dyn Tree, paths: &[String]) -> Vec<Project> {
    let projects = discover::projects(tree, paths).projects;
    let builder = |files: &ProjectFiles| config::load(tree, &files.root, &rules::Names).config.builder;
    projects.iter().map(|files| Project::load(tree, files, builder(files))).collect()
}

/// The findings on one project, sorted by path, offset and rule.
pub fn lint(project: &Project, config: &Config) -> Vec<Diagnostic> {
    engine::lint(project, config)
}

/// Writes findings in a format.
///
/// # Errors
/// Those of `out`.
pub fn write(format: Format, report: &Report, out: &mut dyn Write) -> io::Result<()> {
    report::write(format, report, Style::default(), out)
}
