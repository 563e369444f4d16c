//! What a repository says about how it wants to be linted: `dynolint.toml` or `.dynolint.toml`.

mod exclude;
pub mod hadolint;
mod names;
mod read;
mod schema;
mod template;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::path::{ancestors, join, name};
use crate::base::source::{Place, Source};
use crate::files::{Kind, Tree, text};
use crate::rule::Rule;

pub use exclude::Exclude;
pub use names::{Builder, FailOn, LabelType, Level, Named, Preset, ShellCheck};
pub use read::parse;
pub use schema::schema;
pub use template::template;

/// The rule that speaks about the configuration.
pub const RULE: &str = "config-invalid";

/// The names of the file; the first one is taken before the other.
pub const FILES: [&str; 2] = ["dynolint.toml", ".dynolint.toml"];

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
            rules: BTreeMap::new(),
            labels: BTreeMap::new(),
            strict_labels: false,
            shellcheck: None,
        }
    }
}

impl Config {
    /// The weight a rule runs with; `None` when it does not run.
    ///
    /// `select` and `ignore` come first, then `rules`, then the presets, of which the greatest weight counts.
    ///
    /// A rule whose findings carry codes runs as soon as one code does; see [`Config::code_level`].
    pub fn level(&self, rule: &Rule) -> Option<Severity> {
        let own = rule.page().severity;
        self.weight(rule, None, own).or_else(|| self.asks_for_code(rule).then_some(own))
    }

    /// The weight of a finding that carries a code, `own` being the one it comes with; `None` when it is left out.
    ///
    /// What is said of the code goes before what is said of the rule.
    pub fn code_level(&self, rule: &Rule, code: &str, own: Severity) -> Option<Severity> {
        self.weight(rule, Some(code), own)
    }

    /// The weight of a check that BuildKit runs only on request, where a file requests it; `None` when these settings
    /// have no room for it.
    pub fn level_on_request(&self, rule: &Rule) -> Option<Severity> {
        let ignored = self.ignore.iter().any(|name| is_called(rule, None, name));
        let settled = ignored || self.rules.contains_key(rule.id) || !self.select.is_empty();
        (self.presets.contains(&Preset::Buildkit) && !settled).then_some(Severity::Warning)
    }

    fn weight(&self, rule: &Rule, code: Option<&str>, own: Severity) -> Option<Severity> {
        let named = |name: &String| is_called(rule, code, name);
        let selected = self.select.iter().any(named);
        if self.ignore.iter().any(named) || !(self.select.is_empty() || selected) || self.is_off(rule) {
            return None;
        }
        let set = code.and_then(|code| self.rules.get(code)).or_else(|| self.rules.get(rule.id));
        if let Some(level) = set {
            return level.severity();
        }
        let preset = self.presets.iter().filter_map(|preset| preset_level(*preset, rule)).max();
        let preset = if code.is_some() { preset.map(|_| own) } else { preset };
        preset.or_else(|| (selected || self.asks_for(rule)).then_some(own))
    }

    /// `shellcheck = "off"`.
    fn is_off(&self, rule: &Rule) -> bool {
        rule.page().codes.is_some() && self.shellcheck == Some(ShellCheck::Off)
    }

    /// `shellcheck = "builtin"` and the like.
    fn asks_for(&self, rule: &Rule) -> bool {
        rule.page().codes.is_some() && self.shellcheck.is_some_and(|engine| engine != ShellCheck::Off)
    }

    /// Whether one of the codes that a rule's findings carry is turned on by its own name.
    fn asks_for_code(&self, rule: &Rule) -> bool {
        let set = self.rules.iter().filter(|(_, level)| level.severity().is_some()).map(|(id, _)| *id);
        let mut names = set.chain(self.select.iter().map(String::as_str));
        names.any(|name| {
            rule.code(name).is_some_and(|code| self.code_level(rule, code, Severity::Info).is_some())
        })
    }
}

/// Whether a name is the rule's id, an alias, its group, or the code that a finding of it carries.
fn is_called(rule: &Rule, code: Option<&str>, name: &str) -> bool {
    rule.answers_to(name)
        || rule.page().group == name
        || code.is_some_and(|code| code.eq_ignore_ascii_case(name))
}

/// The weight of a rule in a preset; `None` when it is not in it.
fn preset_level(preset: Preset, rule: &Rule) -> Option<Severity> {
    let page = rule.page();
    let named =
        |name: &str| page.presets.iter().find(|(preset, _)| *preset == name).map(|(_, severity)| *severity);
    match preset {
        Preset::All => Some(page.severity),
        Preset::Default => page.default.then_some(page.severity),
        Preset::Hadolint => named("hadolint"),
        Preset::Buildkit => named("buildkit"),
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
    /// The file it is from, if any, from the tree's root.
    pub path: Option<String>,
}

/// Reads the configuration of the project at `project_root`; see [`find`].
pub fn load(tree: &dyn Tree, project_root: &str, rules: &dyn RuleNames) -> Loaded {
    let Some(path) = find(tree, project_root) else { return Loaded::default() };
    let read = tree.read(&path).map_err(|error| error.to_string());
    let read = read.and_then(|bytes| text::decode(bytes).map_err(|error| error.to_string()));
    let source = Source::new(&path, tree.shown(&path), read.as_deref().unwrap_or_default());
    let (config, mut diagnostics) = parse(&source, rules);
    if let Err(reason) = read {
        diagnostics
            .push(mistake(Place::file(&source), format!("the configuration cannot be read: {reason}")));
    }
    diagnostics.extend(second_file(tree, &source));
    Loaded { config, diagnostics, path: Some(path) }
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
    let mut one = mistake(Place::file(&second), format!("`{other}` stands beside `{taken}` and is not read"));
    one.help("keep one of the two").related(Place::file(first), "this one is read");
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
        let expected = "`.dynolint.toml` stands beside `dynolint.toml` and is not read";
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
