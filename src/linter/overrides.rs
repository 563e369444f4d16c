//! What goes over the configurations of all projects: what somebody typed, or an editor's settings.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::source::Source;
use crate::build::Builder;
use crate::config::{Config, Exclude, FailOn, Level, Preset, ShellCheck};

/// Settings in place of those of every project's configuration.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// Read no configuration file.
    pub no_config: bool,
    /// Read this configuration in place of each project's own.
    pub config: Option<Arc<Source>>,
    /// The only rules that run, by id, alias or group; empty for those of the presets.
    pub select: Vec<String>,
    /// Rules that do not run, by id, alias or group.
    pub ignore: Vec<String>,
    /// Severities of rules, by id.
    pub severities: BTreeMap<&'static str, Level>,
    /// Files that are not linted, beside those of the configuration.
    pub exclude: Exclude,
    /// Whether comments leave out nothing.
    pub no_ignores: bool,
    /// The presets; empty for the configuration's own.
    pub presets: Vec<Preset>,
    /// From which severity on a finding fails the run.
    pub fail_on: Option<FailOn>,
    /// What builds the images on Heroku.
    pub builder: Option<Builder>,
    /// What finds the mistakes that ShellCheck knows.
    pub shellcheck: Option<ShellCheck>,
}

impl Overrides {
    /// Puts the settings into a configuration.
    pub fn apply(&self, config: &mut Config) {
        config.select.clone_from(&self.select);
        config.ignore.clone_from(&self.ignore);
        config.rules.extend(self.severities.iter().map(|(id, level)| (*id, *level)));
        config.exclude.also(&self.exclude);
        config.no_ignores = self.no_ignores;
        if !self.presets.is_empty() {
            config.presets.clone_from(&self.presets);
        }
        config.fail_on = self.fail_on.unwrap_or(config.fail_on);
        config.builder = self.builder.unwrap_or(config.builder);
        config.shellcheck = self.shellcheck.or(config.shellcheck);
    }
}
