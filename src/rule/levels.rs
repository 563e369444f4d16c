//! The severity a rule runs with under a configuration.

use super::Rule;
use crate::base::diagnostic::Severity;
use crate::config::{Config, Preset, ShellCheck};

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
