//! The shape of the file, for editors. What each key takes is read in `read.rs`; a test holds the two together.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::{FailOn, LabelType, Level, Preset, ShellCheck};
use crate::build::Builder;

/// The JSON schema of `dynolint.toml`.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(File)
}

/// The configuration of dynolint.
#[derive(JsonSchema)]
#[schemars(title = "dynolint configuration", rename_all = "kebab-case", deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is of use")]
struct File {
    /// The rules that run: one preset, or a list of presets.
    #[schemars(default, extend("default" = "default"))]
    preset: Presets,
    /// The builder that Heroku uses for a heroku.yml. Images that you build and push yourself always use BuildKit.
    #[schemars(default, extend("default" = "classic"))]
    builder: Builder,
    /// The lowest severity that causes exit code 1.
    #[schemars(default, extend("default" = "warning"))]
    fail_on: FailOn,
    /// Files that are not checked: patterns as in .gitignore, relative to the folder of this file.
    #[schemars(default, extend("examples" = [["examples/", "*.bak"]]))]
    exclude: Vec<String>,
    /// Registries that images may come from; `*` at the start or end matches anything. Empty: all registries.
    #[schemars(default, extend("examples" = [["docker.io", "*.example.org"]]))]
    trusted_registries: Vec<String>,
    /// The severity of a rule (by id, alias or group) or of a ShellCheck code.
    #[schemars(default, extend("examples" = [{ "volume-ignored": "off", "duplicate-build": "warning" }]))]
    rules: BTreeMap<String, Level>,
    /// The labels that images must have, each with the type of its value.
    #[schemars(default, extend("examples" = [{ "org.opencontainers.image.source": "url" }]))]
    labels: BTreeMap<String, LabelType>,
    /// Report labels that are not listed in `labels`.
    #[schemars(default)]
    strict_labels: bool,
    /// The engine that checks shell scripts in RUN. By default, the built-in one runs if a preset or a rule asks for
    /// it.
    #[schemars(default, with = "ShellCheck", extend("examples" = ["program"]))]
    shellcheck: Option<ShellCheck>,
}

/// One preset or a list of presets.
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
