//! Load and lint, as the command line does it. What the server knows of the rest of the crate's work goes through here.

use std::collections::HashSet;

use super::settings::Lint;
use super::tree::Recorder;
use crate::base::diagnostic::Diagnostic;
use crate::build::Builder;
use crate::config::{self, Config, Named, Preset, ShellCheck};
use crate::engine;
use crate::files::Tree;
use crate::project::Project;
use crate::project::discovery::{self, ProjectFiles};
use crate::rules;

/// The projects of a tree.
#[derive(Debug)]
pub struct Found {
    /// Their files.
    pub projects: Vec<ProjectFiles>,
    /// Files that the search passed over although they may matter.
    pub unread: Vec<Diagnostic>,
    /// The files whose text was read to find them.
    pub read: HashSet<String>,
}

/// A project as its files are.
#[derive(Debug)]
pub struct Loaded {
    /// The project; `None` when its configuration leaves all of it out.
    pub project: Option<Project>,
    /// How it is linted.
    pub config: Config,
    /// The same without the editor's settings.
    pub own_config: Config,
    /// The file that says so, from the tree's root.
    pub config_path: Option<String>,
    /// What is wrong with that file; the last good one holds meanwhile.
    pub wrong: Vec<Diagnostic>,
    /// The files whose text was read.
    pub read: HashSet<String>,
}

/// Finds the projects at paths of a tree.
pub fn find(tree: &dyn Tree, asked: &[String]) -> Found {
    let recorder = Recorder::new(tree);
    let found = discovery::projects(&recorder, asked);
    let unread = found.unread.iter().map(|unread| rules::meta::unread(tree, unread)).collect();
    Found { projects: found.projects, unread, read: recorder.into_read() }
}

/// Loads a project. `last` is the configuration that it had before its file broke.
pub fn load(tree: &dyn Tree, files: &ProjectFiles, lint: &Lint, last: Option<Config>) -> Loaded {
    let recorder = Recorder::new(tree);
    let read = config::load(&recorder, &files.root, &rules::Names);
    let own_config = match last {
        Some(last) if !read.diagnostics.is_empty() => last,
        _ => read.config,
    };
    let mut config = own_config.clone();
    set(&mut config, lint);
    let excluded = config.exclude.matches(&files.root);
    let project = (!excluded).then(|| {
        let files = files.without(&|path| config.exclude.matches(path));
        Project::load(&recorder, &files, config.builder)
    });
    Loaded {
        project,
        config,
        own_config,
        config_path: read.path,
        wrong: read.diagnostics,
        read: recorder.into_read(),
    }
}

/// The findings on a project, what is wrong with its configuration first.
pub fn lint(loaded: &Loaded) -> Vec<Diagnostic> {
    let mut all = loaded.wrong.clone();
    if let Some(project) = &loaded.project {
        all.extend(engine::lint(project, &loaded.config));
    }
    all
}

/// What the editor's settings say goes before the file.
fn set(config: &mut Config, lint: &Lint) {
    config.select.clone_from(&lint.select);
    config.ignore.clone_from(&lint.ignore);
    if !lint.preset.is_empty() {
        config.presets = lint.preset.iter().filter_map(|name| Preset::from_name(name)).collect();
    }
    if let Some(builder) = lint.builder.as_deref().and_then(Builder::from_name) {
        config.builder = builder;
    }
    if let Some(engine) = lint.shellcheck.as_deref().and_then(ShellCheck::from_name)
        && engine.missing().is_none()
    {
        config.shellcheck = Some(engine);
    }
}
