//! dynolint reads a repository the way Heroku will and says what will not build, boot or bind.

pub mod base;
pub mod build;
pub mod cli;
pub mod config;
pub mod engine;
pub mod exec;
pub mod files;
pub mod fix;
#[cfg(test)]
mod golden;
pub mod project;
pub mod report;
pub mod rule;
pub mod rules;
pub mod syntax;
pub mod tables;
#[cfg(test)]
mod testing;

use std::io::{self, Write};

use crate::base::diagnostic::Diagnostic;
use crate::config::Config;
use crate::files::Tree;
use crate::project::Project;
use crate::project::discovery::ProjectFiles;
use crate::report::{Format, Report, Style};

/// Finds the projects at paths of a tree (`""` is all of it), reads their files and works out their deployments, built
/// as each project's `dynolint.toml` says.
pub fn load(tree: &dyn Tree, paths: &[String]) -> Vec<Project> {
    let projects = project::discovery::projects(tree, paths).projects;
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
