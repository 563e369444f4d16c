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
    /// The sets of rules to run. Several can be combined.
    #[schemars(default, extend("default" = "default"))]
    preset: Presets,
    /// What Heroku builds images with if there is a heroku.yml. Images that are pushed are assumed to be built with
    /// BuildKit.
    #[schemars(default, extend("default" = "classic"))]
    builder: Builder,
    /// The lowest severity that causes exit code 1.
    #[schemars(default, extend("default" = "warning"))]
    fail_on: FailOn,
    /// Files to leave out: patterns as in a .gitignore, relative to the folder of this file.
    #[schemars(default, extend("examples" = [["examples/", "*.bak"]]))]
    exclude: Vec<String>,
    /// Registries that base images may come from. `*` is allowed at either end.
    #[schemars(default, extend("examples" = [["docker.io", "*.example.org"]]))]
    trusted_registries: Vec<String>,
    /// The severity of rules, by id, alias or group, and of ShellCheck's findings, by code.
    #[schemars(default, extend("examples" = [{ "volume-ignored": "off", "duplicate-build": "warning" }]))]
    rules: BTreeMap<String, Level>,
    /// The labels an image must have, and the type of their values.
    #[schemars(default, extend("examples" = [{ "org.opencontainers.image.source": "url" }]))]
    labels: BTreeMap<String, LabelType>,
    /// Whether to report all other labels.
    #[schemars(default)]
    strict_labels: bool,
    /// What checks the scripts of RUN for the problems that ShellCheck reports. By default, the built-in checks run if a
    /// preset or a rule asks for them.
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
