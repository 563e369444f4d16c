//! What the page asks and what it is told. `playground/src/protocol.ts` is the other end.

use std::collections::BTreeMap;

use dynolint::ProjectPlan;
use serde::{Deserialize, Serialize};

/// A project to lint, and fixes to make first.
#[derive(Debug, Deserialize)]
pub struct Request {
    /// All its files.
    pub files: Vec<File>,
    /// Sets of rules, in place of those that `dynolint.toml` asks for.
    #[serde(default)]
    pub preset: Vec<String>,
    /// What is to be fixed.
    #[serde(default)]
    pub fix: Option<Fix>,
}

/// A file.
#[derive(Debug, Deserialize)]
pub struct File {
    /// From the project's root, with `/`.
    pub path: String,
    /// What is in it; none when only its name is known: it is long, or no text.
    #[serde(default)]
    pub text: Option<String>,
    /// Whether it has its executable bit, if that is known.
    #[serde(default)]
    pub executable: Option<bool>,
}

/// Which fixes are made.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fix {
    /// That of the finding with this number in the report.
    One(usize),
    /// All that leave the meaning as it is.
    Safe,
    /// All.
    All,
}

/// What is found.
#[derive(Debug, Serialize)]
pub struct Answer {
    /// The report as `dynolint check --format json` writes it, of the files with the fixes made.
    pub report: serde_json::Value,
    /// The projects as `dynolint plan --format json` has them.
    pub plans: Vec<ProjectPlan>,
    /// The same as a drawing; empty when there is none.
    pub drawing: String,
    /// The texts of files that fixes changed.
    pub changed: BTreeMap<String, String>,
}
