//! Load and lint, as the command line does it. What the server knows of the rest of the crate's work goes through here.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::settings::Lint;
use super::tree::Recorder;
use crate::base::diagnostic::Diagnostic;
use crate::build::Builder;
use crate::config::{self, Config, Named, Preset, ShellCheck};
use crate::engine;
use crate::files::Tree;
use crate::linter::{Overrides, Prepare};
use crate::project::Project;
use crate::project::discovery::{self, ProjectFiles};
use crate::rules::{self, meta};

/// How to lint, beside what `dynolint.toml` says.
#[derive(Clone)]
pub struct How {
    overrides: Overrides,
    prepare: Prepare,
}

impl How {
    /// By the editor's settings, `prepare` being what is done with each project before the rules run.
    pub fn new(lint: &Lint, prepare: Prepare) -> How {
        let shellcheck = lint.shellcheck.as_deref().and_then(ShellCheck::from_name);
        let overrides = Overrides {
            select: lint.select.clone(),
            ignore: lint.ignore.clone(),
            presets: lint.preset.iter().filter_map(|name| Preset::from_name(name)).collect(),
            builder: lint.builder.as_deref().and_then(Builder::from_name),
            shellcheck: shellcheck.filter(|engine| engine.missing().is_none()),
            ..Overrides::default()
        };
        How { overrides, prepare }
    }
}

impl std::fmt::Debug for How {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        self.overrides.fmt(f)
    }
}

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
    /// What is wrong with that file, while the last good one holds, and a crash that loading ended in.
    pub wrong: Vec<Diagnostic>,
    /// The files whose text was read.
    pub read: HashSet<String>,
}

/// Finds the projects at paths of a tree.
pub fn find(tree: &dyn Tree, asked: &[String]) -> Found {
    let recorder = Recorder::new(tree);
    let found = discovery::projects(&recorder, asked);
    let unread = found.unread.iter().map(|unread| meta::unread(tree, unread)).collect();
    Found { projects: found.projects, unread, read: recorder.into_read() }
}

/// Loads a project. `last` is the configuration that it had before its file broke.
pub fn load(tree: &dyn Tree, files: &ProjectFiles, how: &How, last: Option<Config>) -> Loaded {
    let recorder = Recorder::new(tree);
    let read = config::load(&recorder, &files.root, &rules::Names);
    let own_config = match last {
        Some(last) if !read.diagnostics.is_empty() => last,
        _ => read.config,
    };
    let mut config = own_config.clone();
    how.overrides.apply(&mut config);
    let mut wrong = read.diagnostics;
    let excluded = config.exclude.matches(&files.root);
    let project = if excluded {
        None
    } else {
        let left_in = files.without(&|path| config.exclude.matches(path));
        let load = || Project::load(&recorder, &left_in, config.builder);
        let loaded = catch_unwind(AssertUnwindSafe(load));
        loaded.map_err(|_| wrong.push(meta::crash(tree, files))).ok()
    };
    Loaded {
        project,
        config,
        own_config,
        config_path: config::find(&recorder, &files.root),
        wrong,
        read: recorder.into_read(),
    }
}

/// The findings on a project, what is wrong with its configuration first.
pub fn lint(loaded: &Loaded, how: &How) -> Vec<Diagnostic> {
    let mut all = loaded.wrong.clone();
    if let Some(project) = &loaded.project {
        all.extend((how.prepare)(project, &loaded.config));
        all.extend(engine::run(project, &loaded.config).diagnostics);
    }
    all
}
