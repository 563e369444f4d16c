//! The shape of the file, for editors. What each key takes is read in `read.rs`; a test holds the two together.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::{FailOn, LabelType, Level, Preset, ShellCheck};
use crate::build::Builder;

/// The JSON schema of `dynolint.toml`.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(File)
}

/// Settings of dynolint.
#[derive(JsonSchema)]
#[schemars(title = "dynolint configuration", rename_all = "kebab-case", deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is of use")]
struct File {
    /// The sets of rules that run; several add up.
    #[schemars(default, extend("default" = "default"))]
    preset: Presets,
    /// What Heroku builds the images with where there is a heroku.yml. Images that are pushed come from BuildKit.
    #[schemars(default, extend("default" = "classic"))]
    builder: Builder,
    /// From which severity on the exit code is 1.
    #[schemars(default, extend("default" = "warning"))]
    fail_on: FailOn,
    /// Files that are not linted: patterns as in a .gitignore, from this file's folder.
    #[schemars(default, extend("examples" = [["examples/", "*.bak"]]))]
    exclude: Vec<String>,
    /// Registries images may come from; `*` is allowed at either end.
    #[schemars(default, extend("examples" = [["docker.io", "*.example.org"]]))]
    trusted_registries: Vec<String>,
    /// Severities of rules, by id, alias or group, and of ShellCheck's findings, by code.
    #[schemars(default, extend("examples" = [{ "volume-ignored": "off", "duplicate-build": "warning" }]))]
    rules: BTreeMap<String, Level>,
    /// What labels have to hold, by name.
    #[schemars(default, extend("examples" = [{ "org.opencontainers.image.source": "url" }]))]
    labels: BTreeMap<String, LabelType>,
    /// Whether other labels than those are findings.
    #[schemars(default)]
    strict_labels: bool,
    /// What finds the mistakes in the scripts of RUN that ShellCheck knows. Without it, the built-in engine does where
    /// a preset or a rule asks for them.
    #[schemars(default, with = "ShellCheck", extend("examples" = ["program"]))]
    shellcheck: Option<ShellCheck>,
}

/// One set of rules or several.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only its shape is of use")]
enum Presets {
    One(Preset),
    Several(Vec<Preset>),
}

impl Default for Presets {
    fn default() -> Presets {
        Presets::One(Preset::default())
    }
}
