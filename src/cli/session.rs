//! From what was typed to linted projects.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::args::Settings;
use super::{Stop, World, shellcheck};
use crate::base::diagnostic::Diagnostic;
use crate::base::path;
use crate::base::source::Source;
use crate::build::Builder;
use crate::config;
use crate::config::{Config, FailOn, Named, Preset, ShellCheck};
use crate::engine;
use crate::engine::Identity;
use crate::engine::baseline::Baseline;
use crate::files::commit::Commit;
use crate::files::git;
use crate::files::git::GitError;
use crate::files::locate::{Located, locate, locate_unsaved};
use crate::files::{Overlay, Tree};
use crate::project::Project;
use crate::project::discovery;
use crate::project::discovery::ProjectFiles;
use crate::rules;

/// A tree and the projects found in it.
pub struct Root {
    /// The files, with what stands for some of them laid over.
    pub tree: Arc<dyn Tree>,
    /// The files and folders asked for, `""` for all of the tree.
    pub asked: Vec<String>,
    /// The projects.
    pub projects: Vec<ProjectFiles>,
    /// Files that the search passed over although they may matter.
    pub unread: Vec<Diagnostic>,
}

/// What a run gave.
#[derive(Debug, Default)]
pub struct Linted {
    /// All findings, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings that comments or the baseline left out.
    pub ignored: usize,
    /// Files read.
    pub files: usize,
    /// Whether a configuration could not be used.
    pub misconfigured: bool,
    /// Whether some finding is at or above what its project's configuration calls a failure.
    pub failed: bool,
    /// What findings of some project could be called; see [`engine::told`].
    pub ran: BTreeSet<&'static str>,
    /// The fingerprints by which the baseline knows what it left out.
    pub known: BTreeSet<String>,
}

impl Linted {
    /// Adds what another project or tree gave.
    pub fn extend(&mut self, other: Linted) {
        self.diagnostics.extend(other.diagnostics);
        self.ignored += other.ignored;
        self.files += other.files;
        self.misconfigured |= other.misconfigured;
        self.failed |= other.failed;
        self.ran.extend(other.ran);
        self.known.extend(other.known);
    }
}

/// Finds all projects at the paths typed.
pub fn roots(
    paths: &[PathBuf],
    stdin: Option<(&Path, String)>,
    settings: &Settings,
    world: &World,
) -> Result<Vec<Root>, Stop> {
    if let Some(rev) = &settings.rev {
        return Ok(vec![commit(rev, paths, world)?]);
    }
    if let Some((name, text)) = stdin {
        let located = locate_unsaved(name, &world.cwd).map_err(|error| Stop::Message(error.to_string()))?;
        return Ok(vec![with_buffer(located, text)]);
    }
    let located = locate(paths, &world.cwd).map_err(|error| Stop::Message(error.to_string()))?;
    Ok(located.into_iter().map(|Located { tree, paths }| root(Arc::new(tree), &paths)).collect())
}

/// The projects of a commit. The repository is the one around the working directory, or else the one at the only path.
fn commit(rev: &str, paths: &[PathBuf], world: &World) -> Result<Root, Stop> {
    let open = |place: &Path| Commit::open(place, rev, &world.git_objects);
    let (tree, paths) = match (open(&world.cwd), paths) {
        (Err(GitError::NoRepository(_)), [path]) => (open(&world.cwd.join(path)), &[][..]),
        (opened, paths) => (opened, paths),
    };
    let tree = tree.map_err(|error| Stop::Message(error.to_string()))?;
    let below = git::below_work_tree(&world.cwd);
    let asked = if paths.is_empty() { &[PathBuf::from(".")][..] } else { paths };
    let paths: Vec<String> = asked
        .iter()
        .map(|path| {
            let inside = path::resolve(&below, &path.to_string_lossy());
            inside.filter(|inside| tree.kind(inside).is_some()).ok_or_else(|| {
                Stop::Message(format!("{}: there is no such file or folder in {rev}", path.display()))
            })
        })
        .collect::<Result<_, _>>()?;
    Ok(root(Arc::new(tree), &paths))
}

fn with_buffer(located: Located, text: String) -> Root {
    let buffers = located.paths.iter().map(|path| (path.clone(), text.clone())).collect();
    root(Arc::new(Overlay::new(Arc::new(located.tree), buffers)), &located.paths)
}

fn root(tree: Arc<dyn Tree>, paths: &[String]) -> Root {
    let found = discovery::projects(tree.as_ref(), paths);
    let unread = found.unread.iter().map(|unread| rules::meta::unread(tree.as_ref(), unread)).collect();
    Root { tree, asked: paths.to_vec(), projects: found.projects, unread }
}

/// Lints every project of a tree, several at once. `texts` stand for files on disk; what `baseline` knows is left out.
pub fn lint(
    root: &Root,
    settings: &Settings,
    baseline: Option<&Baseline>,
    world: &World,
    texts: &BTreeMap<String, String>,
) -> Result<Linted, Stop> {
    let overlay;
    let tree: &dyn Tree = if texts.is_empty() {
        root.tree.as_ref()
    } else {
        overlay = Overlay::new(Arc::clone(&root.tree), texts.clone());
        &overlay
    };
    let given = given_config(settings, world)?;
    let mut parts: Vec<(Linted, FailOn)> =
        root.projects.par_iter().map(|files| one(tree, files, settings, given.as_ref())).collect();
    parts.push((Linted { diagnostics: root.unread.clone(), ..Linted::default() }, FailOn::Info));
    let known = baseline.map(|baseline| known(baseline, &parts)).unwrap_or_default();
    let mut whole = Linted { ignored: known.len(), ..Linted::default() };
    for (mut part, fail_on) in parts {
        part.diagnostics.retain(|one| !known.contains_key(&engine::identity(one)));
        part.failed |= part.diagnostics.iter().any(|one| fail_on.reached(one.severity));
        whole.extend(part);
    }
    whole.known = known.into_values().collect();
    engine::sort(&mut whole.diagnostics);
    Ok(whole)
}

/// The findings that a baseline knows, each with its fingerprint. That one counts equal findings of the whole tree.
fn known(baseline: &Baseline, parts: &[(Linted, FailOn)]) -> BTreeMap<Identity, String> {
    let mut all: Vec<Diagnostic> =
        parts.iter().flat_map(|(part, _)| part.diagnostics.iter().cloned()).collect();
    engine::sort(&mut all);
    let marks = baseline.known(&all);
    all.iter().zip(marks).filter_map(|(one, mark)| Some((engine::identity(one), mark?))).collect()
}

/// What one project gives, and from which severity on it fails.
fn one(
    tree: &dyn Tree,
    files: &ProjectFiles,
    settings: &Settings,
    given: Option<&Arc<Source>>,
) -> (Linted, FailOn) {
    let (config, wrong) = config_of(tree, &files.root, settings, given);
    if !wrong.is_empty() {
        let linted = Linted { diagnostics: wrong, misconfigured: true, failed: true, ..Linted::default() };
        return (linted, config.fail_on);
    }
    let ran = engine::told(&config);
    if config.exclude.matches(&files.root) {
        return (Linted { ran, ..Linted::default() }, config.fail_on);
    }
    let project = Project::load(tree, &files.without(&|path| config.exclude.matches(path)), config.builder);
    let failure = if asks_program(&config) { shellcheck::ask(&project).err() } else { None };
    let mut outcome = engine::run(&project, &config);
    let misconfigured = failure.is_some();
    outcome.diagnostics.extend(failure.map(|why| rules::meta::unanswered(&project, &why.to_string())));
    let linted = Linted {
        diagnostics: outcome.diagnostics,
        ignored: outcome.ignored,
        files: project.sources().count(),
        ran,
        misconfigured,
        ..Linted::default()
    };
    (linted, config.fail_on)
}

/// Whether findings are wanted that the program shellcheck is to find.
fn asks_program(config: &Config) -> bool {
    let wanted = || rules::find("shellcheck").is_some_and(|rule| config.level(rule).is_some());
    config.shellcheck == Some(ShellCheck::Program) && wanted()
}

/// The configuration of a project: its file, and what was typed over it.
pub fn config_of(
    tree: &dyn Tree,
    root: &str,
    settings: &Settings,
    given: Option<&Arc<Source>>,
) -> (Config, Vec<Diagnostic>) {
    let (mut config, wrong) = match given {
        _ if settings.no_config => (Config::default(), Vec::new()),
        Some(source) => config::parse(source, &rules::Names),
        None => {
            let loaded = config::load(tree, root, &rules::Names);
            (loaded.config, loaded.diagnostics)
        }
    };
    config.select = rules_named(&settings.select);
    config.ignore = rules_named(&settings.ignore);
    if !settings.preset.is_empty() {
        config.presets = settings.preset.iter().filter_map(|name| Preset::from_name(name)).collect();
    }
    if let Some(fail_on) = settings.fail_on.as_deref().and_then(FailOn::from_name) {
        config.fail_on = fail_on;
    }
    if let Some(builder) = settings.builder.as_deref().and_then(Builder::from_name) {
        config.builder = builder;
    }
    if let Some(engine) = engine(settings) {
        config.shellcheck = Some(engine);
    }
    (config, wrong)
}

fn engine(settings: &Settings) -> Option<ShellCheck> {
    settings.shellcheck.as_deref().and_then(ShellCheck::from_name)
}

fn rules_named(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// `--config FILE`.
pub fn given_config(settings: &Settings, world: &World) -> Result<Option<Arc<Source>>, Stop> {
    let Some(path) = &settings.config else { return Ok(None) };
    let shown = path.display().to_string();
    let text = crate::files::disk::read_text(&world.cwd.join(path))
        .map_err(|why| Stop::Message(format!("{shown} cannot be read: {why}")))?;
    Ok(Some(Source::new(shown.clone(), shown, text)))
}

/// Names that mean no rule are a mistake in usage, and so is an engine that is not there.
pub fn check_names(settings: &Settings) -> Result<(), Stop> {
    if let Some(why) = engine(settings).and_then(ShellCheck::missing) {
        return Err(Stop::Message(why.to_owned()));
    }
    for name in rules_named(&settings.select).iter().chain(&rules_named(&settings.ignore)) {
        if rules::named(name).is_empty() {
            return Err(Stop::Message(super::explain::unknown(name)));
        }
    }
    Ok(())
}
