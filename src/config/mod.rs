//! What a repository says about how it wants to be linted: `dynolint.toml` or `.dynolint.toml`.

mod exclude;
mod names;
mod read;
mod schema;
mod template;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::path::{ancestors, join, name};
use crate::base::source::{Place, Source};
use crate::build::Builder;
use crate::files::{Kind, Tree};

pub use exclude::Exclude;
pub use names::{FailOn, LabelType, Level, Named, Preset, ShellCheck};
pub use read::parse;
pub use schema::schema;
pub use template::{settings, template};

/// The rule that reports mistakes in the configuration.
pub const RULE: &str = "config-invalid";

/// The names of the file; the first one is taken before the other.
pub const FILES: [&str; 2] = ["dynolint.toml", ".dynolint.toml"];

/// `DL3006`, `SC2086`: a code of hadolint's, whether it is known here or not.
pub fn is_hadolint_code(name: &str) -> bool {
    let digits = name.strip_prefix("DL").or_else(|| name.strip_prefix("SC"));
    digits.is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit()))
}

/// The codes of hadolint and ShellCheck that a rule answers to, sorted.
pub fn hadolint_codes(id: &str, rules: &dyn RuleNames) -> Vec<&'static str> {
    let mut codes: Vec<_> = rules
        .names()
        .into_iter()
        .filter(|name| is_hadolint_code(name) && rules.find(name) == Some(id))
        .collect();
    codes.sort_unstable();
    codes
}

/// How to lint. Without a file it is [`Config::default`].
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The sets of rules that run.
    pub presets: Vec<Preset>,
    /// What Heroku builds the images with. It counts when a project is loaded; see [`Project::builder`].
    ///
    /// [`Project::builder`]: crate::project::Project::builder
    pub builder: Builder,
    /// From which severity on the exit code is 1.
    pub fail_on: FailOn,
    /// Files that are not linted.
    pub exclude: Exclude,
    /// Registries images may come from, `*` allowed at either end; any when empty.
    pub trusted_registries: Vec<String>,
    /// The only rules that run, by id, alias or group; empty for those of the presets.
    pub select: Vec<String>,
    /// Rules that do not run, by id, alias or group.
    pub ignore: Vec<String>,
    /// Whether comments that leave findings out are not listened to.
    pub no_ignores: bool,
    /// Severities of rules, by id, in place of those of the presets.
    pub rules: BTreeMap<&'static str, Level>,
    /// What labels have to hold, by name.
    pub labels: BTreeMap<String, LabelType>,
    /// Whether other labels than those are findings.
    pub strict_labels: bool,
    /// What finds the mistakes in scripts that ShellCheck knows; `None` for the built-in engine where a preset has
    /// them.
    pub shellcheck: Option<ShellCheck>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            presets: vec![Preset::default()],
            builder: Builder::default(),
            fail_on: FailOn::default(),
            exclude: Exclude::default(),
            trusted_registries: Vec::new(),
            select: Vec::new(),
            ignore: Vec::new(),
            no_ignores: false,
            rules: BTreeMap::new(),
            labels: BTreeMap::new(),
            strict_labels: false,
            shellcheck: None,
        }
    }
}

/// The names of rules, as far as the configuration has to know them.
pub trait RuleNames {
    /// The id of the rule with this id or alias.
    fn find(&self, name: &str) -> Option<&'static str>;

    /// The ids of the rules of a group; empty when there is no such group.
    fn group(&self, name: &str) -> Vec<&'static str>;

    /// Every id, alias and group, for suggestions.
    fn names(&self) -> Vec<&'static str>;
}

/// A configuration and what is wrong with it.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What could be understood, defaults for the rest.
    pub config: Config,
    /// Every mistake, each an error at its words.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the configuration of the project at `project_root`: the nearest file, from there up to the root of the tree.
pub fn load(tree: &dyn Tree, project_root: &str, rules: &dyn RuleNames) -> Loaded {
    let Some(path) = find(tree, project_root) else { return Loaded::default() };
    let read = tree.source(&path);
    let source = read.clone().unwrap_or_else(|_| Source::new(&path, tree.shown(&path), ""));
    let (config, mut diagnostics) = parse(&source, rules);
    if let Err(reason) = read {
        diagnostics
            .push(mistake(Place::file(&source), format!("the configuration cannot be read: {reason}")));
    }
    diagnostics.extend(second_file(tree, &source));
    Loaded { config, diagnostics }
}

/// The configuration of the project at `project_root`: the nearest, from there up to the tree's root.
pub fn find(tree: &dyn Tree, project_root: &str) -> Option<String> {
    let candidates = ancestors(project_root).flat_map(|folder| FILES.map(|file| join(folder, file)));
    candidates.into_iter().find(|path| tree.kind(path) == Some(Kind::File))
}

/// Two files in one folder: which of them holds would be a guess.
fn second_file(tree: &dyn Tree, first: &Arc<Source>) -> Option<Diagnostic> {
    let [taken, other] = FILES;
    if name(first.path()) != taken {
        return None;
    }
    let path = join(crate::base::path::parent(first.path()).unwrap_or(""), other);
    tree.kind(&path).filter(|kind| *kind == Kind::File)?;
    let second = Source::new(&path, tree.shown(&path), "");
    let mut one = mistake(
        Place::file(&second),
        format!("`{other}` is ignored, because `{taken}` is in the same folder"),
    );
    one.help("keep only one of the two").related(Place::file(first), "this one is used");
    Some(one)
}

fn mistake(place: Place, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(RULE, Severity::Error, place, message)
}

#[cfg(test)]
mod tests {
    use super::read::tests::Rules;
    use super::*;
    use crate::files::Memory;

    #[test]
    fn the_nearest_file_is_taken() {
        let tree = Memory::from([
            ("dynolint.toml", "preset = 'all'"),
            ("a/b/.dynolint.toml", "preset = 'hadolint'"),
            ("a/b/c/Dockerfile", ""),
            ("x/dynolint.toml/y", ""),
        ]);
        assert_eq!(find(&tree, ""), Some("dynolint.toml".to_string()));
        assert_eq!(find(&tree, "a"), Some("dynolint.toml".to_string()));
        assert_eq!(find(&tree, "a/b/c"), Some("a/b/.dynolint.toml".to_string()));
        assert_eq!(find(&tree, "x"), Some("dynolint.toml".to_string()));
        assert_eq!(find(&Memory::default(), "a/b"), None);
        assert_eq!(load(&tree, "a/b/c", &Rules).config.presets, [Preset::Hadolint]);
        assert_eq!(load(&Memory::default(), "", &Rules).config, Config::default());
    }

    #[test]
    fn two_files_and_unreadable_ones_are_errors() {
        let both = Memory::from([("a/dynolint.toml", "builder = 'buildkit'"), ("a/.dynolint.toml", "")]);
        let loaded = load(&both, "a", &Rules);
        let said: Vec<_> =
            loaded.diagnostics.iter().map(|one| (one.place.source.path(), one.message.as_str())).collect();
        let expected = "`.dynolint.toml` is ignored, because `dynolint.toml` is in the same folder";
        assert_eq!(said, [("a/.dynolint.toml", expected)]);
        assert_eq!(loaded.config.builder, Builder::Buildkit);

        let loaded = load(&Memory::default().file("dynolint.toml", b"\xff".as_slice()), "", &Rules);
        let said: Vec<_> = loaded.diagnostics.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(said.len(), 1);
        assert!(
            said.iter().all(|said| said.starts_with("the configuration cannot be read: it is not UTF-8"))
        );
    }
}
