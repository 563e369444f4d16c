//! Runs the rules over a finished project, leaves out what comments ask to leave out, and sorts.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::project::{Mode, Project};
use crate::rules::rule::{Check, Context, Rule};
use crate::rules::{self, own};
use crate::source::{Place, Span};
use crate::suppress::{self, Ignore};

/// What linting one project gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The findings, sorted by path, offset and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// How many findings comments left out.
    pub ignored: usize,
}

/// The findings of all rules that the configuration turns on, sorted by path, offset and rule.
pub fn lint(project: &Project, config: &Config) -> Vec<Diagnostic> {
    run(project, config).diagnostics
}

/// [`lint`], with the number of findings that comments left out.
pub fn run(project: &Project, config: &Config) -> Outcome {
    let levels = levels(config);
    let mut found = Vec::new();
    for (rule, severity) in rules::all().filter_map(|rule| Some((rule, *levels.get(rule.id)?))) {
        if applies(rule, project) {
            guarded(rule, severity, project, config, &mut found);
        }
    }
    let ignores = suppress::collect(project);
    let (mut kept, ignored) = leave_out(found, &ignores, &levels);
    kept.retain(|diagnostic| project.asked_for(diagnostic));
    kept.retain(|diagnostic| !config.exclude.matches(diagnostic.place.source.path()));
    sort(&mut kept);
    Outcome { diagnostics: kept, ignored }
}

/// The order of reports: path, offset, rule. The same finding twice is one.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by_cached_key(identity);
    diagnostics.dedup_by(|a, b| identity(a) == identity(b));
}

/// Shown path, range, rule and message: what makes a finding of a run another one than the rest.
pub type Identity = (String, Span, &'static str, String);

/// What makes a finding of a run another one than the rest.
pub fn identity(one: &Diagnostic) -> Identity {
    (one.place.source.shown().to_owned(), one.place.span, one.rule, one.message.clone())
}

/// The rules that run, each with its weight.
pub fn levels(config: &Config) -> BTreeMap<&'static str, Severity> {
    rules::all().filter_map(|rule| Some((rule.id, config.level(rule)?))).collect()
}

fn applies(rule: &Rule, project: &Project) -> bool {
    let page = rule.page();
    let mode = if project.mode == Mode::Git { "git" } else { "push" };
    page.mode.is_none_or(|wanted| wanted == mode)
        && page.builder.is_none_or(|wanted| wanted == project.builder.as_str())
}

/// A defect in one rule becomes one diagnostic and costs no other.
fn guarded(
    rule: &'static Rule,
    severity: Severity,
    project: &Project,
    config: &Config,
    found: &mut Vec<Diagnostic>,
) {
    let before = found.len();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        visit(rule.check, project, &mut Context::new(project, config, rule.id, severity, found));
    }));
    if outcome.is_err() {
        found.truncate(before);
        found.push(own::defect(project, rule));
    }
}

fn visit(check: Check, project: &Project, cx: &mut Context) {
    match check {
        Check::Project(check) => check(project, cx),
        Check::Manifest(check) => project.manifest.iter().for_each(|manifest| check(manifest, cx)),
        Check::Process(check) => project.deployment.processes.iter().for_each(|process| check(process, cx)),
        Check::Dockerfile(check) => project.dockerfiles.iter().for_each(|file| check(file, cx)),
        Check::Stage(check) => project
            .dockerfiles
            .iter()
            .for_each(|file| file.stages.iter().for_each(|stage| check(stage, file, cx))),
        Check::Instruction(check) => {
            project.dockerfiles.iter().for_each(|file| file.steps().for_each(|step| check(&step, cx)));
        }
        Check::Run(check) => {
            project.dockerfiles.iter().for_each(|file| file.runs().for_each(|run| check(&run, cx)))
        }
        Check::Engine => {}
    }
}

/// Drops what is ignored, counts it, and adds what is to say about the ignore comments themselves.
fn leave_out(
    found: Vec<Diagnostic>,
    ignores: &[Ignore],
    levels: &BTreeMap<&'static str, Severity>,
) -> (Vec<Diagnostic>, usize) {
    let mut used = vec![false; ignores.len()];
    let before = found.len();
    let mut kept: Vec<Diagnostic> = found
        .into_iter()
        .filter(|diagnostic| !hidden(diagnostic.rule, &diagnostic.place, ignores, &mut used))
        .collect();
    let ignored = before - kept.len();
    let about = own::about_ignores(ignores, &used, levels);
    kept.extend(
        about
            .into_iter()
            .filter(|diagnostic| !hidden(diagnostic.rule, &diagnostic.place, ignores, &mut used)),
    );
    (kept, ignored)
}

fn hidden(rule: &str, place: &Place, ignores: &[Ignore], used: &mut [bool]) -> bool {
    let mut hidden = false;
    for (ignore, used) in ignores.iter().zip(used) {
        if ignore.hides(rule, place) {
            *used = true;
            hidden = true;
        }
    }
    hidden
}
