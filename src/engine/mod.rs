//! Runs the rules over a finished project, leaves out what comments ask to leave out, and sorts.

pub mod baseline;
pub mod fingerprint;
pub mod ignores;
mod offers;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::Span;
use crate::build::masked::masked;
use crate::config::Config;
use crate::project::{Mode, Project};
use crate::rule::comments::{Comments, Ignore, Request};
use crate::rule::{Check, Context, Rule};
use crate::rules;
use crate::rules::meta;
use ignores::Reached;

/// What linting one project gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The findings, sorted by path, offset and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// How many findings comments left out.
    pub ignored: usize,
}

/// Runs all rules that the configuration turns on.
pub fn run(project: &Project, config: &Config) -> Outcome {
    let comments = ignores::collect(project);
    let levels = levels(config);
    let requested = requested(&comments, &levels, config);
    let mut found = Vec::new();
    for rule in rules::all().filter(|rule| applies(rule, project)) {
        if let Some(severity) = levels.get(rule.id).or_else(|| requested.get(rule.id)) {
            guarded(rule, &comments, (*severity, project, config), &mut found);
        }
    }
    let at_request = Reached::new(comments.requests.iter().map(Request::reach)).mark(&found);
    let found = picked(found, at_request, |one, at_request| at_request || !requested.contains_key(one.rule));
    let ignores = if config.no_ignores { &[][..] } else { comments.ignores.as_slice() };
    let (mut kept, ignored) = leave_out(found, ignores, &levels);
    kept.retain(|diagnostic| project.asked_for(diagnostic));
    kept.retain(|diagnostic| !config.exclude.matches(diagnostic.place.source.path()));
    for one in kept.iter_mut().filter(|one| !config.rules.contains_key(one.rule)) {
        one.severity = comments.weight(one);
    }
    if project.is_for_development() {
        kept.iter_mut().filter(|one| !config.rules.contains_key(one.rule)).for_each(play_down);
    }
    offers::withdraw(&mut kept, project);
    kept.iter_mut().for_each(mask);
    sort(&mut kept);
    Outcome { diagnostics: kept, ignored }
}

/// Leaves no secret in what a finding says: rules quote commands, which hold some.
fn mask(one: &mut Diagnostic) {
    let related = one.related.iter_mut().map(|related| &mut related.message);
    for text in related.chain([&mut one.message]).chain(&mut one.help) {
        if let Cow::Owned(hidden) = masked(text) {
            *text = hidden;
        }
    }
}

/// Groups of rules about what runs on a dyno.
const OF_DYNOS: &[&str] = &["cross-file", "image", "port", "start"];

/// Rules in them about what fails in any container.
const OF_CONTAINERS: &[&str] = &[
    "build-arg-out-of-scope",
    "build-arg-unset",
    "command-not-in-image",
    "command-one-word",
    "run-starts-server",
    "script-crlf",
    "script-missing",
    "script-not-executable",
];

/// What holds of dynos is no more than worth knowing where nobody seems to think of one.
fn play_down(one: &mut Diagnostic) {
    let of_dynos = rules::find(one.rule)
        .is_some_and(|rule| OF_DYNOS.contains(&rule.page().group) && !OF_CONTAINERS.contains(&rule.id));
    if of_dynos {
        one.severity = one.severity.min(Severity::Info);
    }
}

/// Rules that are off but asked for by comments, and on for what they ask.
fn requested(
    comments: &Comments,
    levels: &BTreeMap<&'static str, Severity>,
    config: &Config,
) -> BTreeMap<&'static str, Severity> {
    let asked = comments.requests.iter().flat_map(|request| request.rules.iter());
    let off = asked.filter(|id| !levels.contains_key(*id)).filter_map(|id| rules::find(id));
    off.filter_map(|rule| Some((rule.id, config.level_on_request(rule)?))).collect()
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

/// What findings can be called: the ids of the rules that run, and the codes that they do not leave out.
pub fn names(config: &Config) -> BTreeSet<&'static str> {
    let running = rules::all().filter(|rule| config.level(rule).is_some());
    let names = running.flat_map(|rule| {
        let left_in = |code: &&str| config.code_level(rule, code, Severity::Info).is_some();
        iter::once(rule.id).chain(rule.codes().filter(left_in))
    });
    names.collect()
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
    comments: &Comments,
    (severity, project, config): (Severity, &Project, &Config),
    found: &mut Vec<Diagnostic>,
) {
    let before = found.len();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        visit(rule.check, project, comments, &mut Context::new(project, config, rule.id, severity, found));
    }));
    if outcome.is_err() {
        found.truncate(before);
        found.push(meta::defect(project, rule));
    }
}

fn visit(check: Check, project: &Project, comments: &Comments, cx: &mut Context) {
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
        Check::Comments(check) => check(comments, cx),
        Check::Engine => {}
    }
}

/// Drops what is ignored, counts it, and adds what is to say about the ignore comments themselves.
fn leave_out(
    found: Vec<Diagnostic>,
    ignores: &[Ignore],
    levels: &BTreeMap<&'static str, Severity>,
) -> (Vec<Diagnostic>, usize) {
    let mut reached = Reached::new(ignores.iter().map(Ignore::reach));
    let before = found.len();
    let mut kept = shown(found, &mut reached);
    let ignored = before - kept.len();
    let about = meta::about_ignores(ignores, &reached.used(), levels);
    kept.extend(shown(about, &mut reached));
    (kept, ignored)
}

fn shown(found: Vec<Diagnostic>, ignored: &mut Reached) -> Vec<Diagnostic> {
    let hidden = ignored.mark(&found);
    picked(found, hidden, |_, hidden| !hidden)
}

/// The findings to keep, each judged with its mark.
fn picked(
    found: Vec<Diagnostic>,
    marks: Vec<bool>,
    keep: impl Fn(&Diagnostic, bool) -> bool,
) -> Vec<Diagnostic> {
    found.into_iter().zip(marks).filter(|(one, mark)| keep(one, *mark)).map(|(one, _)| one).collect()
}
