//! From a request to its answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use dynolint::internals::config::Named;
use dynolint::internals::report::{self, Report, Style, Summary};
use dynolint::internals::{fix, rules, sort};
use dynolint::{Diagnostic, Format, Linter, Overrides, Picture, Preset, ProjectPlan};

use crate::files::Files;
use crate::protocol::{Answer, Fix, Request};

/// The answer in JSON. A request that cannot be understood gets `{"error": "…"}`.
pub fn to(request: &[u8]) -> Vec<u8> {
    let request = serde_json::from_slice(request).map_err(|error| error.to_string());
    let answer = request.and_then(|request| give(&request));
    let text = answer.and_then(|answer| serde_json::to_vec(&answer).map_err(|error| error.to_string()));
    text.unwrap_or_else(|error| serde_json::json!({ "error": error }).to_string().into_bytes())
}

fn give(request: &Request) -> Result<Answer, String> {
    let presets = request.preset.iter().filter_map(|name| Preset::from_name(name)).collect();
    let overrides = Overrides { presets, ..Overrides::default() };
    let given = linter(request, &BTreeMap::new(), &overrides);
    let lint = |texts: &BTreeMap<String, String>| lint(&given.with_texts(texts)).0;
    let files = match request.fix {
        None => BTreeMap::new(),
        Some(Fix::One(number)) => {
            fix::plan(lint(&BTreeMap::new()).get(number..=number).unwrap_or_default(), true).files
        }
        Some(Fix::Safe) => fix::settle(false, lint).files,
        Some(Fix::All) => fix::settle(true, lint).files,
    };
    let changed = files.into_iter().map(|(path, (_, text))| (path, text)).collect();
    let fixed = linter(request, &changed, &overrides);
    let plans: Vec<ProjectPlan> =
        fixed.projects().iter().filter_map(|project| fixed.plan(project).ok()).collect();
    Ok(Answer { report: report_on(&fixed)?, drawing: drawing(&plans)?, plans, changed })
}

/// The linter of the files, some of them with new texts.
fn linter(request: &Request, texts: &BTreeMap<String, String>, overrides: &Overrides) -> Linter {
    let tree = Files::new(&request.files, texts);
    Linter::at(Arc::new(tree), &[String::new()], overrides.clone())
}

/// All findings, sorted, and the figures of the run. One project after the other: there is one thread.
fn lint(linter: &Linter) -> (Vec<Diagnostic>, Summary) {
    let mut found = linter.unread().to_vec();
    let mut figures = Summary { projects: linter.projects().len(), ..Summary::default() };
    for project in linter.projects() {
        let outcome = linter.lint_project(project);
        figures.ignored += outcome.ignored;
        figures.files += outcome.files;
        found.extend(outcome.diagnostics);
    }
    sort(&mut found);
    let Summary { ignored, projects, files, .. } = figures;
    let summary = Summary { ignored, projects, files, ..Summary::count(&found) };
    (found, summary)
}

/// The report that `--format json` writes.
fn report_on(linter: &Linter) -> Result<serde_json::Value, String> {
    let (diagnostics, summary) = lint(linter);
    let report = Report { diagnostics: &diagnostics, summary, rules: &rules::info };
    let mut out = Vec::new();
    report::write(Format::Json, &report, Style::default(), &mut out).map_err(|error| error.to_string())?;
    serde_json::from_slice(&out).map_err(|error| error.to_string())
}

/// The plans as an image; nothing where there is none.
fn drawing(plans: &[ProjectPlan]) -> Result<String, String> {
    let mut out = Vec::new();
    if !plans.is_empty() {
        dynolint::draw(Picture::Svg, plans, &mut out).map_err(|error| error.to_string())?;
    }
    String::from_utf8(out).map_err(|error| error.to_string())
}
