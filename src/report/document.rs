//! Version 1 of the JSON report: types of its own, so that nothing inside can change it by accident.

use schemars::JsonSchema;
use serde::Serialize;

/// The findings of one run of dynolint.
///
/// Lines and columns start at 1, and columns count Unicode characters. Offsets are bytes from 0. An end is exclusive.
/// Paths are relative to the working directory and use `/`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "dynolint report")]
pub struct Document<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    pub version: u32,
    /// The program that wrote the report.
    pub tool: Tool,
    /// The findings, sorted by path, then offset, then rule.
    pub diagnostics: Vec<Finding<'a>>,
    /// The totals of the run.
    pub summary: Figures,
    /// The number of findings of each rule, highest first. Only with `--statistics`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<Tally>")]
    pub statistics: Option<Vec<Tally<'a>>>,
}

/// The number of findings of one rule.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Count")]
pub struct Tally<'a> {
    /// The id of the rule.
    pub rule: &'a str,
    /// The number of its findings.
    pub count: usize,
}

/// The program that wrote the report.
#[derive(Serialize, JsonSchema)]
pub struct Tool {
    /// The name of the program.
    pub name: &'static str,
    /// The version of the program.
    pub version: &'static str,
}

/// One finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diagnostic")]
pub struct Finding<'a> {
    /// The id of the rule.
    pub rule: &'a str,
    /// The names of the rule in other tools, such as `DL3008`.
    pub aliases: &'a [&'static str],
    /// The severity, as configured.
    pub severity: Level,
    /// What is wrong.
    pub message: &'a str,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub help: Option<&'a str>,
    /// The URL of the rule's documentation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub url: Option<&'a str>,
    /// The file.
    pub path: &'a str,
    /// The part of the file that is wrong. For a finding about the whole file, start and end are the start of the file.
    pub range: Range,
    /// Other places that are part of the finding.
    pub related: Vec<Related<'a>>,
    /// A fix, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Fix")]
    pub fix: Option<Fix<'a>>,
}

/// How bad a finding is.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Severity")]
pub enum Level {
    /// The build or the start fails, or something is silently not done.
    Error,
    /// Almost certainly a mistake.
    Warning,
    /// Good to know.
    Info,
}

/// A range of a file.
#[derive(Serialize, JsonSchema)]
pub struct Range {
    /// The first character.
    pub start: Point,
    /// The position after the last character.
    pub end: Point,
}

/// A position in a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Position")]
pub struct Point {
    /// The line, starting at 1.
    #[schemars(range(min = 1))]
    pub line: usize,
    /// The column in Unicode characters, starting at 1.
    #[schemars(range(min = 1))]
    pub column: usize,
    /// The byte offset in the file, starting at 0.
    pub offset: usize,
}

/// Another place that is part of a finding.
#[derive(Serialize, JsonSchema)]
pub struct Related<'a> {
    /// The file.
    pub path: &'a str,
    /// The part of the file.
    pub range: Range,
    /// What this place has to do with the finding.
    pub message: &'a str,
}

/// Edits that must be applied together.
#[derive(Serialize, JsonSchema)]
pub struct Fix<'a> {
    /// What the fix does.
    pub title: &'a str,
    /// Whether the fix is safe, which means that it does not change what the project does.
    pub safe: bool,
    /// The edits, possibly in several files.
    pub edits: Vec<Edit<'a>>,
}

/// Replaces a part of a file.
#[derive(Serialize, JsonSchema)]
pub struct Edit<'a> {
    /// The file.
    pub path: &'a str,
    /// The part to replace. An empty range inserts.
    pub range: Range,
    /// The new text.
    pub text: &'a str,
}

/// The totals of a run.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Summary")]
pub struct Figures {
    /// The number of findings with severity error.
    pub errors: usize,
    /// The number of findings with severity warning.
    pub warnings: usize,
    /// The number of findings with severity info.
    pub infos: usize,
    /// The number of findings hidden by ignore comments or a baseline.
    pub ignored: usize,
    /// The number of projects checked.
    pub projects: usize,
    /// The number of files read.
    pub files: usize,
}
