//! From what was typed to linted projects.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Settings;
use super::{Stop, World, shellcheck};
use crate::base::diagnostic::Diagnostic;
use crate::base::path;
use crate::base::source::Source;
use crate::build::Builder;
use crate::config::{Config, FailOn, Named, Preset, ShellCheck};
use crate::engine::baseline::Baseline;
use crate::engine::{self, Identity};
use crate::files::commit::Commit;
use crate::files::git::{self, GitError};
use crate::files::locate::{Located, locate, locate_unsaved};
use crate::files::{Overlay, Tree};
use crate::linter::{Linter, Outcome, Overrides};
use crate::project::Project;
use crate::rules::{self, meta};

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
    /// The ids and codes of the rules that could have found something.
    pub rules: BTreeSet<&'static str>,
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
        self.rules.extend(other.rules);
        self.known.extend(other.known);
    }
}

/// Finds all projects at the paths typed.
pub fn roots(
    paths: &[PathBuf],
    stdin: Option<(&Path, String)>,
    settings: &Settings,
    world: &World,
) -> Result<Vec<Linter>, Stop> {
    let overrides = overrides(settings, world)?;
    if let Some(rev) = &settings.rev {
        return Ok(vec![commit(rev, paths, world, overrides)?]);
    }
    if let Some((name, text)) = stdin {
        let located = locate_unsaved(name, &world.cwd).map_err(|error| Stop::Message(error.to_string()))?;
        return Ok(vec![with_buffer(located, text, overrides)]);
    }
    let located = locate(paths, &world.cwd).map_err(|error| Stop::Message(error.to_string()))?;
    let linter = |Located { tree, paths }| linter(Arc::new(tree), &paths, overrides.clone());
    Ok(located.into_iter().map(linter).collect())
}

/// The projects of a commit. The repository is the one around the working directory, or else the one at the only path.
fn commit(rev: &str, paths: &[PathBuf], world: &World, overrides: Overrides) -> Result<Linter, Stop> {
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
    Ok(linter(Arc::new(tree), &paths, overrides))
}

fn with_buffer(located: Located, text: String, overrides: Overrides) -> Linter {
    let buffers = located.paths.iter().map(|path| (path.clone(), text.clone())).collect();
    linter(Arc::new(Overlay::new(Arc::new(located.tree), buffers)), &located.paths, overrides)
}

fn linter(tree: Arc<dyn Tree>, paths: &[String], overrides: Overrides) -> Linter {
    Linter::at(tree, paths, overrides).prepared_by(ask_program)
}

/// Lints every project of a tree, several at once. What `baseline` knows is left out.
pub fn lint(linter: &Linter, baseline: Option<&Baseline>) -> Linted {
    let mut parts = linter.outcomes();
    let unread = linter.unread().to_vec();
    parts.push(Outcome { diagnostics: unread, fail_on: FailOn::Info, ..Outcome::default() });
    let known = baseline.map(|baseline| known(baseline, &parts)).unwrap_or_default();
    let mut whole = Linted { ignored: known.len(), ..Linted::default() };
    for mut part in parts {
        part.diagnostics.retain(|one| !known.contains_key(&engine::identity(one)));
        let failed = part.diagnostics.iter().any(|one| part.fail_on.reached(one.severity));
        whole.extend(Linted {
            failed: failed || part.misconfigured,
            diagnostics: part.diagnostics,
            ignored: part.ignored,
            files: part.files,
            misconfigured: part.misconfigured,
            rules: part.rules,
            known: BTreeSet::new(),
        });
    }
    whole.known = known.into_values().collect();
    engine::sort(&mut whole.diagnostics);
    whole
}

/// The findings that a baseline knows, each with its fingerprint. That one counts equal findings of the whole tree.
fn known(baseline: &Baseline, parts: &[Outcome]) -> BTreeMap<Identity, String> {
    let mut all: Vec<Diagnostic> = parts.iter().flat_map(|part| part.diagnostics.iter().cloned()).collect();
    engine::sort(&mut all);
    let marks = baseline.known(&all);
    all.iter().zip(marks).filter_map(|(one, mark)| Some((engine::identity(one), mark?))).collect()
}

/// Asks the program shellcheck for its findings where a configuration wants them from there.
fn ask_program(project: &Project, config: &Config) -> Option<Diagnostic> {
    let wanted = || rules::find("shellcheck").is_some_and(|rule| config.level(rule).is_some());
    if config.shellcheck != Some(ShellCheck::Program) || !wanted() {
        return None;
    }
    shellcheck::ask(project).err().map(|why| meta::unanswered(project, &why.to_string()))
}

/// What was typed over the configurations.
fn overrides(settings: &Settings, world: &World) -> Result<Overrides, Stop> {
    Ok(Overrides {
        no_config: settings.no_config,
        config: given_config(settings, world)?,
        select: rules_named(&settings.select),
        ignore: rules_named(&settings.ignore),
        presets: settings.preset.iter().filter_map(|name| Preset::from_name(name)).collect(),
        fail_on: settings.fail_on.as_deref().and_then(FailOn::from_name),
        builder: settings.builder.as_deref().and_then(Builder::from_name),
        shellcheck: engine(settings),
    })
}

fn engine(settings: &Settings) -> Option<ShellCheck> {
    settings.shellcheck.as_deref().and_then(ShellCheck::from_name)
}

fn rules_named(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// `--config FILE`.
fn given_config(settings: &Settings, world: &World) -> Result<Option<Arc<Source>>, Stop> {
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
