//! Version 1 of the JSON report: types of its own, so that nothing inside can change it by accident.

use schemars::JsonSchema;
use serde::Serialize;

/// What dynolint found.
///
/// Lines and columns are 1-based, columns count Unicode characters, offsets are bytes, and an end is exclusive. Paths
/// are relative to the working directory, with `/`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "dynolint report")]
pub struct Document<'a> {
    /// Version of this format.
    #[schemars(range(min = 1, max = 1))]
    pub version: u32,
    /// The program that wrote the report.
    pub tool: Tool,
    /// Sorted by path, then offset, then rule.
    pub diagnostics: Vec<Finding<'a>>,
    /// The figures of the run.
    pub summary: Figures,
    /// How often each rule spoke, the most frequent first; only with `--statistics`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<Tally>")]
    pub statistics: Option<Vec<Tally<'a>>>,
}

/// How often a rule spoke.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Count")]
pub struct Tally<'a> {
    /// Id of the rule.
    pub rule: &'a str,
    /// The number of its findings.
    pub count: usize,
}

/// The program that wrote the report.
#[derive(Serialize, JsonSchema)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// One finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diagnostic")]
pub struct Finding<'a> {
    /// Id of the rule.
    pub rule: &'a str,
    /// The rule's names in other tools.
    pub aliases: &'a [&'static str],
    /// Its weight, after configuration.
    pub severity: Level,
    /// The fact.
    pub message: &'a str,
    /// The remedy.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub help: Option<&'a str>,
    /// The rule's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub url: Option<&'a str>,
    /// The file.
    pub path: &'a str,
    /// The words that are wrong. For a file as a whole, both ends are its start.
    pub range: Range,
    /// Other places that belong to the finding.
    pub related: Vec<Related<'a>>,
    /// Edits that mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Fix")]
    pub fix: Option<Fix<'a>>,
}

/// How much a finding matters.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Severity")]
pub enum Level {
    /// The deploy or the boot fails, or something is silently not done.
    Error,
    /// Very likely not what was meant.
    Warning,
    /// Worth knowing.
    Info,
}

/// A range of a file.
#[derive(Serialize, JsonSchema)]
pub struct Range {
    /// Its first character.
    pub start: Point,
    /// One past its last character.
    pub end: Point,
}

/// A place in a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Position")]
pub struct Point {
    /// 1-based line.
    #[schemars(range(min = 1))]
    pub line: usize,
    /// 1-based column in Unicode characters.
    #[schemars(range(min = 1))]
    pub column: usize,
    /// 0-based byte offset in the file.
    pub offset: usize,
}

/// A second place of a finding.
#[derive(Serialize, JsonSchema)]
pub struct Related<'a> {
    /// The file.
    pub path: &'a str,
    /// Where.
    pub range: Range,
    /// What stands there.
    pub message: &'a str,
}

/// Edits that are made together or not at all.
#[derive(Serialize, JsonSchema)]
pub struct Fix<'a> {
    /// What it does.
    pub title: &'a str,
    /// Whether it keeps the meaning.
    pub safe: bool,
    /// The edits; several files are possible.
    pub edits: Vec<Edit<'a>>,
}

/// Replaces the text of a range.
#[derive(Serialize, JsonSchema)]
pub struct Edit<'a> {
    /// The file.
    pub path: &'a str,
    /// What is replaced; an empty range inserts.
    pub range: Range,
    /// What stands there afterwards.
    pub text: &'a str,
}

/// The figures of a run.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Summary")]
pub struct Figures {
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
    /// Findings that comments or a baseline left out.
    pub ignored: usize,
    /// Projects linted.
    pub projects: usize,
    /// Files read.
    pub files: usize,
}
