//! From what was typed to linted projects.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::CommandFactory;

use super::args::{Args, Input, Settings};
use super::{Stop, World, shellcheck};
use crate::base::diagnostic::Diagnostic;
use crate::base::path;
use crate::base::source::Source;
use crate::base::suggest;
use crate::build::Builder;
use crate::config::{Config, Exclude, FailOn, Level, Named, Preset, ShellCheck};
use crate::engine::baseline::Baseline;
use crate::engine::{self, Identity};
use crate::files::commit::{Commit, changes};
use crate::files::git::{self, GitError};
use crate::files::locate::{LocateError, Located, locate, locate_unsaved};
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
    /// Projects linted.
    pub projects: usize,
    /// Files read.
    pub files: usize,
    /// Dockerfiles that no process uses; see [`Outcome::unused`].
    pub unused: Vec<(String, String)>,
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
        self.projects += other.projects;
        self.files += other.files;
        self.unused.extend(other.unused);
        self.misconfigured |= other.misconfigured;
        self.failed |= other.failed;
        self.rules.extend(other.rules);
        self.known.extend(other.known);
    }
}

/// What is read: files on disk, a text on standard input, a commit, or what the next commit will hold.
pub struct Request<'a> {
    /// The paths typed.
    pub paths: &'a [PathBuf],
    /// The text on standard input with its path.
    pub stdin: Option<(&'a Path, String)>,
    /// `--staged`.
    pub staged: bool,
    /// Flags.
    pub settings: &'a Settings,
}

/// Finds all projects at the paths typed.
pub fn roots(request: Request, world: &World) -> Result<Vec<Linter>, Stop> {
    let Request { paths, stdin, staged, settings } = request;
    let overrides = |root: &Path| overrides(settings, world, root);
    if staged || settings.input.rev.is_some() {
        return Ok(vec![commit(settings.input.rev.as_deref(), paths, world, overrides(Path::new(""))?)?]);
    }
    if let Some((name, text)) = stdin {
        let located = locate_unsaved(name, &world.cwd).map_err(|error| Stop::Message(error.to_string()))?;
        let overrides = overrides(located.tree.root())?;
        return Ok(vec![with_buffer(located, text, overrides)]);
    }
    let located = locate(paths, &world.cwd).map_err(|error| Stop::Message(missing(&error, paths)))?;
    let linter = |Located { tree, paths }| {
        let overrides = overrides(tree.root())?;
        Ok(linter(Arc::new(tree), &paths, overrides))
    };
    located.into_iter().map(linter).collect()
}

/// Why a path cannot be looked at; one that is nearly a subcommand was meant as one.
fn missing(error: &LocateError, paths: &[PathBuf]) -> String {
    let typed =
        paths.first().and_then(|path| path.to_str()).filter(|_| matches!(error, LocateError::Missing(_)));
    let command = Args::command();
    let known = command.get_subcommands().map(clap::Command::get_name);
    match typed.and_then(|typed| suggest::nearest(typed, known)) {
        Some(near) => format!("{error}; did you mean `dynolint {near}`?"),
        None => error.to_string(),
    }
}

/// The projects of a commit, or of the one that is staged. The repository is the one around the working directory, or
/// else the one at the only path.
fn commit(rev: Option<&str>, paths: &[PathBuf], world: &World, overrides: Overrides) -> Result<Linter, Stop> {
    let open = |place: &Path| match rev {
        Some(rev) => Commit::open(place, rev, &world.git_objects),
        None => Commit::staged(place, world.git_index.as_deref(), &world.git_objects),
    };
    let (tree, paths) = match (open(&world.cwd), paths) {
        (Err(GitError::NoRepository(_)), [path]) => (open(&world.cwd.join(path)), &[][..]),
        (opened, paths) => (opened, paths),
    };
    let tree = tree.map_err(|error| Stop::Message(error.to_string()))?;
    let below = git::below_work_tree(&world.cwd);
    let whole = if rev.is_some() { "." } else { "/" };
    let asked = if paths.is_empty() { &[PathBuf::from(whole)][..] } else { paths };
    let paths: Vec<String> = asked
        .iter()
        .map(|path| {
            let inside = path::resolve(&below, &path.to_string_lossy());
            inside.filter(|inside| rev.is_none() || tree.kind(inside).is_some()).ok_or_else(|| {
                let rev = rev.unwrap_or("the index");
                Stop::Message(format!("{}: there is no such file or folder in {rev}", path.display()))
            })
        })
        .collect::<Result<_, _>>()?;
    if rev.is_some() {
        return Ok(linter(Arc::new(tree), &paths, overrides));
    }
    let head = match Commit::open(&world.cwd, "HEAD", &world.git_objects) {
        Err(GitError::Unknown(_)) => None,
        opened => Some(opened.map_err(|error| Stop::Message(error.to_string()))?),
    };
    let changes = changes(head.as_ref(), &tree);
    Ok(linter(Arc::new(tree), &paths, overrides).changed_by(changes))
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
            projects: part.projects,
            files: part.files,
            unused: part.unused,
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
pub fn ask_program(project: &Project, config: &Config) -> Option<Diagnostic> {
    let wanted = || rules::find("shellcheck").is_some_and(|rule| config.level(rule).is_some());
    if config.shellcheck != Some(ShellCheck::Program) || !wanted() {
        return None;
    }
    shellcheck::ask(project).err().map(|why| meta::unanswered(project, &why.to_string()))
}

/// What was typed over the configurations of a tree; patterns count from the working directory.
fn overrides(settings: &Settings, world: &World, root: &Path) -> Result<Overrides, Stop> {
    let input = &settings.input;
    Ok(Overrides {
        no_config: input.no_config,
        config: given_config(input, world)?,
        select: named(&settings.select),
        ignore: named(&settings.ignore),
        severities: severities(settings)?,
        exclude: exclude(input, world, root)?,
        no_ignores: settings.no_ignores,
        presets: settings.preset.iter().filter_map(|name| Preset::from_name(name)).collect(),
        fail_on: settings.fail_on.as_deref().and_then(FailOn::from_name),
        builder: input.builder.as_deref().and_then(Builder::from_name),
        shellcheck: engine(settings),
    })
}

/// `--exclude`.
fn exclude(input: &Input, world: &World, root: &Path) -> Result<Exclude, Stop> {
    let cwd = world.cwd.canonicalize().unwrap_or_else(|_| world.cwd.clone());
    let folder = cwd.strip_prefix(root).map(|below| below.to_string_lossy().replace('\\', "/"));
    let folder = if root.as_os_str().is_empty() { Ok(git::below_work_tree(&cwd)) } else { folder };
    let (exclude, wrong) = Exclude::new(&folder.unwrap_or_default(), input.exclude.clone());
    match wrong.first() {
        Some((index, why)) => {
            let pattern = input.exclude.get(*index).map_or("", String::as_str);
            Err(Stop::Message(format!("--exclude: `{pattern}` is not a pattern: {why}")))
        }
        None => Ok(exclude),
    }
}

/// `--severity`; one of a rule goes before one of its group.
fn severities(settings: &Settings) -> Result<BTreeMap<&'static str, Level>, Stop> {
    let mut all = BTreeMap::new();
    let (single, groups): (Vec<_>, Vec<_>) =
        settings.severity.iter().partition(|one| rules::find(&one.rule).is_some());
    for one in groups.into_iter().chain(single) {
        let ids = rules::meant(&one.rule);
        if ids.is_empty() {
            return Err(Stop::Message(super::explain::unknown(&one.rule)));
        }
        all.extend(ids.into_iter().map(|id| (id, one.level)));
    }
    Ok(all)
}

fn engine(settings: &Settings) -> Option<ShellCheck> {
    settings.shellcheck.as_deref().and_then(ShellCheck::from_name)
}

fn named(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// `--config FILE`.
fn given_config(input: &Input, world: &World) -> Result<Option<Arc<Source>>, Stop> {
    let Some(path) = input.config.as_ref().filter(|_| !input.no_config) else { return Ok(None) };
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
    let (select, ignore) = (named(&settings.select), named(&settings.ignore));
    for name in select.iter().chain(&ignore) {
        if rules::named(name).is_empty() {
            return Err(Stop::Message(super::explain::unknown(name)));
        }
    }
    let set = settings.severity.iter().filter(|one| one.level != Level::Off).map(|one| &one.rule);
    match select
        .iter()
        .chain(set)
        .find(|name| rules::find(name).is_some_and(|rule| rule.page().codes.is_some()))
    {
        Some(name)
            if ShellCheck::Builtin.missing().is_some() && engine(settings) != Some(ShellCheck::Program) =>
        {
            Err(Stop::Message(format!(
                "`{name}` needs ShellCheck's rules, and this dynolint is built without them; `--shellcheck program` \
                 asks the program shellcheck"
            )))
        }
        _ => Ok(()),
    }
}
