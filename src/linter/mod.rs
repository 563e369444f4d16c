//! A tree of files to findings: the one way that the command line, the language server and a browser take.
//!
//! ```text
//! Linter::new(tree)        finds the projects
//!   config(project)        the project's dynolint.toml, and what was asked over it
//!   load(project)          reads its files and works out its deployment
//!   lint_project(project)  runs the rules; a panic costs this project only
//! lint()                   all projects, several at once
//! ```

mod overrides;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::base::diagnostic::Diagnostic;
use crate::base::path;
use crate::config::{self, Config, FailOn};
use crate::engine;
use crate::files::commit::Change;
use crate::files::recorded::Recorded;
use crate::files::{Cached, Overlay, Tree};
use crate::project::Project;
use crate::project::discovery::{self, ProjectFiles};
use crate::project::plan::{self, ProjectPlan};
use crate::rules::{self, meta};

pub use overrides::Overrides;

/// Lints the projects of a tree.
///
/// ```
/// use dynolint::{Linter, Memory};
///
/// let tree = Memory::from([
///     ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n"),
///     ("Dockerfile", "FROM python:3.13\nCMD gunicorn app:app --bind 0.0.0.0:8000\n"),
/// ]);
/// let found = Linter::new(tree).lint();
/// assert_eq!(found.first().map(|one| one.rule), Some("port-hardcoded"));
/// ```
pub struct Linter {
    tree: Arc<dyn Tree>,
    cache: Arc<Cached>,
    asked: Vec<String>,
    projects: Vec<ProjectFiles>,
    unread: Vec<Diagnostic>,
    overrides: Overrides,
    prepare: Option<Prepare>,
    changes: Option<Arc<Vec<Change>>>,
    counter: Arc<AtomicUsize>,
}

/// The projects whose files stay in memory for a second look, as fixes take one; of more each is forgotten when it is done.
const MOST_KEPT: usize = 100;

/// Something to do with a loaded project before the rules run; the diagnostic says what went wrong with it.
pub type Prepare = fn(&Project, &Config) -> Option<Diagnostic>;

/// What linting one project gave, or several.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The findings, sorted by path, offset and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// How many findings comments left out.
    pub ignored: usize,
    /// How many projects were linted, and not left out.
    pub projects: usize,
    /// How many files were read.
    pub files: usize,
    /// Dockerfiles that no process uses: the path in the tree, and as reports call it.
    pub unused: Vec<(String, String)>,
    /// Whether a configuration could not be used, or something outside that was asked for failed.
    pub misconfigured: bool,
    /// From which severity on a finding fails the run.
    pub fail_on: FailOn,
    /// The ids and codes of the rules that could have found something.
    pub rules: BTreeSet<&'static str>,
}

impl Linter {
    /// A linter for all projects of a tree, each with its own configuration.
    pub fn new(tree: impl Tree + 'static) -> Linter {
        Linter::at(Arc::new(tree), &[String::new()], Overrides::default())
    }

    /// A linter for the projects at some paths of a tree (`""` is all of it), with what goes over their configurations.
    pub fn at(tree: Arc<dyn Tree>, paths: &[String], overrides: Overrides) -> Linter {
        let cache = Arc::new(Cached::new(tree));
        let tree: Arc<dyn Tree> = Arc::<Cached>::clone(&cache);
        let found = discovery::projects(tree.as_ref(), paths);
        let unread = found.unread.iter().map(|unread| meta::unread(tree.as_ref(), unread)).collect();
        let (asked, projects) = (paths.to_vec(), found.projects);
        Linter {
            tree,
            cache,
            asked,
            projects,
            unread,
            overrides,
            prepare: None,
            changes: None,
            counter: Arc::default(),
        }
    }

    /// The linter that does something with each loaded project before the rules run.
    #[must_use]
    pub fn prepared_by(self, prepare: Prepare) -> Linter {
        Linter { prepare: Some(prepare), ..self }
    }

    /// The linter that adds one to a number for each project that is done.
    #[must_use]
    pub fn counted_by(self, counter: Arc<AtomicUsize>) -> Linter {
        Linter { counter, ..self }
    }

    /// The linter that lints only the projects on which a change can tell: where it is a file that the project was read
    /// with, or one that was looked for.
    #[must_use]
    pub fn changed_by(self, changes: Vec<Change>) -> Linter {
        Linter { changes: Some(Arc::new(changes)), ..self }
    }

    /// The same projects with texts in place of files of the tree, by path.
    pub fn with_texts(&self, texts: &BTreeMap<String, String>) -> Linter {
        let tree = match texts.is_empty() {
            true => Arc::clone(&self.tree),
            false => Arc::new(Overlay::new(Arc::clone(&self.tree), texts.clone())),
        };
        self.over(tree)
    }

    /// The same projects in another tree.
    fn over(&self, tree: Arc<dyn Tree>) -> Linter {
        Linter {
            tree,
            cache: Arc::clone(&self.cache),
            asked: self.asked.clone(),
            projects: self.projects.clone(),
            unread: self.unread.clone(),
            overrides: self.overrides.clone(),
            prepare: self.prepare,
            changes: self.changes.clone(),
            counter: Arc::clone(&self.counter),
        }
    }

    /// The files.
    pub fn tree(&self) -> &dyn Tree {
        self.tree.as_ref()
    }

    /// The paths asked for.
    pub fn asked(&self) -> &[String] {
        &self.asked
    }

    /// The projects that were found.
    pub fn projects(&self) -> &[ProjectFiles] {
        &self.projects
    }

    /// Files and folders that the search passed over although they may matter.
    pub fn unread(&self) -> &[Diagnostic] {
        &self.unread
    }

    /// The configuration of the project in a folder, and what is wrong with it.
    pub fn config(&self, root: &str) -> (Config, Vec<Diagnostic>) {
        let (mut config, wrong) = match &self.overrides.config {
            _ if self.overrides.no_config => (Config::default(), Vec::new()),
            Some(source) => config::parse(source, &rules::Names),
            None => {
                let loaded = config::load(self.tree(), root, &rules::Names);
                (loaded.config, loaded.diagnostics)
            }
        };
        self.overrides.apply(&mut config);
        (config, wrong)
    }

    /// Reads the files of a project and works out its deployment.
    ///
    /// # Errors
    /// The one diagnostic that stands for a project on which dynolint crashed.
    pub fn load(&self, files: &ProjectFiles, config: &Config) -> Result<Project, Box<Diagnostic>> {
        let left_in = files.without(&|path| config.exclude.matches(path));
        let load = || Project::load(self.tree(), &left_in, config.builder);
        catch_unwind(AssertUnwindSafe(load)).map_err(|_| Box::new(meta::crash(self.tree(), files)))
    }

    /// The plan of a project: what is built, what each process runs, and where its port comes from.
    ///
    /// # Errors
    /// What is wrong with its configuration, or the crash that reading it ended in.
    pub fn plan(&self, files: &ProjectFiles) -> Result<ProjectPlan, Vec<Diagnostic>> {
        let (config, wrong) = self.config(&files.root);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let project = self.load(files, &config).map_err(|crash| vec![*crash])?;
        Ok(plan::of(self.tree(), &project))
    }

    /// Lints one project.
    pub fn lint_project(&self, files: &ProjectFiles) -> Outcome {
        let (config, wrong) = self.config(&files.root);
        let mut outcome = Outcome { fail_on: config.fail_on, ..Outcome::default() };
        if !wrong.is_empty() {
            return Outcome { diagnostics: wrong, misconfigured: true, ..outcome };
        }
        outcome.rules = engine::names(&config);
        if config.exclude.matches(&files.root) {
            return outcome;
        }
        let project = match self.load(files, &config) {
            Ok(project) => project,
            Err(crash) => return Outcome { diagnostics: vec![*crash], ..outcome },
        };
        let failure = self.prepare.and_then(|prepare| prepare(&project, &config));
        let found = engine::run(&project, &config);
        outcome.misconfigured = failure.is_some();
        outcome.diagnostics = found.diagnostics;
        outcome.diagnostics.extend(failure);
        outcome.ignored = found.ignored;
        outcome.projects = 1;
        outcome.files = project.sources().count();
        outcome.unused =
            project.unused().map(|file| (file.path().to_owned(), file.shown().to_owned())).collect();
        outcome
    }

    /// Lints every project, several at once; in the order of [`Linter::projects`].
    pub fn outcomes(&self) -> Vec<Outcome> {
        let one = |files: &ProjectFiles| match &self.changes {
            Some(changes) => self.lint_changed(files, changes),
            None => self.lint_project(files),
        };
        let counted = |files: &ProjectFiles| {
            let outcome = one(files);
            self.counter.fetch_add(1, Ordering::Relaxed);
            if self.projects.len() > MOST_KEPT {
                self.cache.forget(&files.root);
            }
            outcome
        };
        self.projects.par_iter().map(counted).collect()
    }

    /// Lints a project if a change can tell on it. One whose files lie elsewhere is not even read.
    fn lint_changed(&self, files: &ProjectFiles, changes: &[Change]) -> Outcome {
        let near: Vec<&Change> = changes.iter().filter(|change| self.may_tell(files, &change.path)).collect();
        if near.is_empty() {
            return Outcome::default();
        }
        let tree = Arc::new(Recorded::new(Arc::clone(&self.tree)));
        let outcome = self.over(Arc::clone(&tree) as Arc<dyn Tree>).lint_project(files);
        let tells = |change: &&Change| {
            let belongs = change.listed && path::within(&change.path, &files.root);
            tree.depends_on(change) || (belongs && discovery::is_part(&change.path))
        };
        if near.iter().any(tells) { outcome } else { Outcome::default() }
    }

    /// Whether a file can matter to a project: it lies in it, in a folder around it or in one where CI is set up, or the
    /// manifest leads out of its folder.
    fn may_tell(&self, files: &ProjectFiles, changed: &str) -> bool {
        let folder = path::parent(changed).unwrap_or("");
        let leads_out = || {
            let manifest = files.manifest.as_ref().and_then(|manifest| self.tree.read(manifest).ok());
            manifest.is_some_and(|text| text.windows(3).any(|part| part == b"../"))
        };
        path::within(changed, &files.root)
            || path::within(&files.root, folder)
            || folder.split('/').next().is_some_and(|first| first.starts_with('.'))
            || leads_out()
    }

    /// The findings on all projects, sorted by path, offset and rule.
    pub fn lint(&self) -> Vec<Diagnostic> {
        let of_projects = self.outcomes().into_iter().flat_map(|outcome| outcome.diagnostics);
        let mut found: Vec<Diagnostic> = self.unread.iter().cloned().chain(of_projects).collect();
        engine::sort(&mut found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;

    fn ids(found: &[Diagnostic]) -> Vec<&'static str> {
        found.iter().map(|one| one.rule).collect()
    }

    const FIXED: &str = "FROM python:3.13\nCMD gunicorn app:app --bind 0.0.0.0:8000\n";

    #[test]
    fn each_project_has_its_own_configuration() {
        let tree = Memory::from([
            ("a/Dockerfile", FIXED),
            ("a/dynolint.toml", "[rules]\nport-hardcoded = 'off'\n"),
            ("b/Dockerfile", FIXED),
            ("c/Dockerfile", FIXED),
            ("c/dynolint.toml", "no-such-key = 1\n"),
            ("d/Dockerfile", FIXED),
            ("d/dynolint.toml", "exclude = ['d/']\n"),
        ]);
        let found = Linter::new(tree).lint();
        let seen: Vec<_> = found.iter().map(|one| (one.place.source.path(), one.rule)).collect();
        assert!(seen.contains(&("b/Dockerfile", "port-hardcoded")), "{seen:?}");
        assert!(seen.contains(&("c/dynolint.toml", "config-invalid")), "{seen:?}");
        for path in ["a/Dockerfile", "c/Dockerfile"] {
            assert!(!seen.contains(&(path, "port-hardcoded")), "{path}");
        }
    }

    #[test]
    fn what_is_asked_goes_over_the_configuration() {
        let tree = Memory::from([("Dockerfile", FIXED), ("dynolint.toml", "preset = 'all'\n")]);
        let overrides = Overrides { select: vec!["port-hardcoded".to_owned()], ..Overrides::default() };
        let linter = Linter::at(Arc::new(tree), &[String::new()], overrides);
        assert_eq!(ids(&linter.lint()), ["port-hardcoded"]);
    }

    #[test]
    fn texts_stand_for_files() {
        let linter = Linter::new(Memory::from([("Dockerfile", FIXED)]));
        let fixed = FIXED.replace("8000", "$PORT");
        let texts = BTreeMap::from([("Dockerfile".to_owned(), fixed)]);
        assert!(ids(&linter.lint()).contains(&"port-hardcoded"));
        assert!(!ids(&linter.with_texts(&texts).lint()).contains(&"port-hardcoded"));
    }

    /// A tree whose files in one folder make the reader panic.
    #[derive(Debug)]
    struct Broken(Memory);

    impl Tree for Broken {
        fn shown(&self, path: &str) -> String {
            self.0.shown(path)
        }
        fn walk(&self, folder: &str) -> Vec<String> {
            self.0.walk(folder)
        }
        fn list(&self, folder: &str) -> Vec<crate::files::Entry> {
            self.0.list(folder)
        }
        fn kind(&self, path: &str) -> Option<crate::files::Kind> {
            self.0.kind(path)
        }
        fn link(&self, path: &str) -> Option<String> {
            self.0.link(path)
        }
        fn read(&self, path: &str) -> Result<Vec<u8>, crate::files::ReadError> {
            assert!(!path.starts_with("bad/"), "this file breaks the reader");
            self.0.read(path)
        }
        fn executable(&self, path: &str) -> Option<bool> {
            self.0.executable(path)
        }
        fn ignored(&self, path: &str) -> bool {
            self.0.ignored(path)
        }
    }

    #[test]
    fn a_crash_costs_one_project() {
        let tree = Broken(Memory::from([("bad/Dockerfile", FIXED), ("good/Dockerfile", FIXED)]));
        let found = Linter::new(tree).lint();
        let seen: Vec<_> = found.iter().map(|one| (one.place.source.path(), one.rule)).collect();
        assert!(seen.contains(&("bad/Dockerfile", "internal-error")), "{seen:?}");
        assert!(seen.contains(&("good/Dockerfile", "port-hardcoded")), "{seen:?}");
    }
}
