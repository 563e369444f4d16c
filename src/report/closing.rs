//! What stands below the findings: how often each rule spoke, and the figures of the run.

use super::ansi::{color_of, paint};
use super::{Sorted, Style, Summary};
use crate::base::diagnostic::Severity;

/// How often a rule spoke.
pub struct Count<'a> {
    /// Its id, or the code of the findings.
    pub rule: &'a str,
    /// The number of findings.
    pub count: usize,
    /// What it finds.
    pub summary: &'a str,
}

/// How often each rule spoke, the most frequent first.
pub fn counts<'a>(report: &'a Sorted) -> Vec<Count<'a>> {
    let mut rules: Vec<&str> = report.diagnostics.iter().map(|one| one.rule).collect();
    rules.sort_unstable();
    let groups = rules.chunk_by(|a, b| a == b).filter_map(|group| Some((*group.first()?, group.len())));
    let mut counts: Vec<Count> =
        groups.map(|(rule, count)| Count { rule, count, summary: report.rule(rule).summary }).collect();
    counts.sort_by_key(|one| std::cmp::Reverse(one.count));
    counts
}

/// A table of how often each rule spoke.
pub fn statistics(report: &Sorted) -> String {
    let counts = counts(report);
    let digits = counts.first().map_or(1, |one| one.count.to_string().len());
    let width = counts.iter().map(|one| one.rule.len()).max().unwrap_or(0);
    let row = |one: &Count| format!("{:digits$}  {:width$}  {}", one.count, one.rule, one.summary);
    let mut out: String = counts.iter().map(|one| row(one).trim_end().to_owned() + "\n").collect();
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// `2 errors, 1 warning in 1 project, 3 files (1 fixable with --fix; 2 known findings left out)`.
pub fn closing(report: &Sorted, style: Style) -> String {
    let Summary { errors, warnings, infos, projects, files, .. } = report.summary;
    let counts = [(errors, Severity::Error), (warnings, Severity::Warning), (infos, Severity::Info)];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| paint(style, color_of(*severity), &plural(*count, severity.as_str())))
        .collect();
    let found = if parts.is_empty() { "no problems".to_owned() } else { parts.join(", ") };
    let looked = match projects {
        0 => String::new(),
        _ => format!(" in {}, {}", plural(projects, "project"), plural(files, "file")),
    };
    let more: Vec<String> =
        fixable(report).into_iter().chain(left_out(report.summary)).chain(unused(report.summary)).collect();
    let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join("; ")) };
    format!("{found}{looked}{more}")
}

fn fixable(report: &Sorted) -> Option<String> {
    let fixes = report.diagnostics.iter().filter_map(|one| one.fix.as_ref());
    let (safe, other): (Vec<_>, Vec<_>) = fixes.partition(|fix| fix.safe);
    match (safe.len(), other.len()) {
        (0, 0) => None,
        (safe, 0) => Some(format!("{safe} fixable with --fix")),
        (0, other) => Some(format!("{other} fixable with --fix --unsafe-fixes")),
        (safe, other) => Some(format!("{safe} fixable with --fix, {other} more with --unsafe-fixes")),
    }
}

/// What is not told: findings of the baseline, and those that comments leave out.
fn left_out(summary: Summary) -> Option<String> {
    let known = summary.known.min(summary.ignored);
    let comments = summary.ignored - known;
    match (known, comments) {
        (0, 0) => None,
        (0, comments) => Some(format!("{comments} ignored by comments")),
        (known, 0) => Some(format!("{} left out", plural(known, "known finding"))),
        (known, comments) => {
            Some(format!("{} left out, {comments} ignored by comments", plural(known, "known finding")))
        }
    }
}

/// Dockerfiles that are linted, but part of no process.
fn unused(summary: Summary) -> Option<String> {
    (summary.unused > 0).then(|| format!("{} used by no process", plural(summary.unused, "Dockerfile")))
}

/// A number with its noun.
pub fn plural(count: usize, noun: &str) -> String {
    let end = if count == 1 || noun == "info" { "" } else { "s" };
    format!("{count} {noun}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_counted() {
        let told = |ignored, known| left_out(Summary { ignored, known, ..Summary::default() });
        assert_eq!(told(0, 0), None);
        assert_eq!(told(2, 0).as_deref(), Some("2 ignored by comments"));
        assert_eq!(told(1, 1).as_deref(), Some("1 known finding left out"));
        assert_eq!(told(5, 3).as_deref(), Some("3 known findings left out, 2 ignored by comments"));
    }

    #[test]
    fn nouns_have_their_number() {
        assert_eq!(
            [plural(1, "file"), plural(0, "file"), plural(2, "info")],
            ["1 file", "0 files", "2 info"]
        );
    }
}
