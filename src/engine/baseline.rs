//! Findings that are known and not told again: a file that lists them, by fingerprint.
//!
//! ```text
//! {
//!   "version": 1,
//!   "findings": [
//!     {"path":"Dockerfile","rule":"volume-ignored","message":"…","fingerprint":"6c62272e07bb014262b821756295c58d"}
//!   ]
//! }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::fingerprint::fingerprints;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::BOM;
use crate::config;
use crate::rules::meta;

/// The version of the file.
const VERSION: u64 = 1;

/// Known findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// By fingerprint.
    entries: BTreeMap<String, Entry>,
}

/// One known finding. The order is that of the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// The file it is in, from the tree's root.
    pub path: String,
    /// Id of the rule.
    pub rule: String,
    /// What it said when it was recorded.
    pub message: String,
    /// See [`fingerprints`].
    pub fingerprint: String,
}

#[derive(Deserialize)]
struct File {
    findings: Vec<Entry>,
}

/// Why a text is no baseline. The texts complete "… is no baseline: ".
#[derive(Debug, thiserror::Error)]
pub enum Invalid {
    /// It is not the JSON that was expected.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// It does not say which version it is of.
    #[error("it has no `version`")]
    Unversioned,
    /// It is of another version.
    #[error("its version is {0}, but this dynolint reads version {VERSION}")]
    Version(u64),
}

impl Baseline {
    /// Reads a baseline, in any order.
    ///
    /// # Errors
    /// When the text is none, or one of another version.
    pub fn read(text: &str) -> Result<Baseline, Invalid> {
        let text = text.trim_start_matches(BOM);
        let whole: serde_json::Value = serde_json::from_str(text)?;
        match whole.get("version").and_then(serde_json::Value::as_u64) {
            None => return Err(Invalid::Unversioned),
            Some(VERSION) => {}
            Some(other) => return Err(Invalid::Version(other)),
        }
        let File { findings } = serde_json::from_str(text)?;
        let entries = findings.into_iter().map(|entry| (entry.fingerprint.clone(), entry)).collect();
        Ok(Baseline { entries })
    }

    /// All of `diagnostics`, which are those of one tree in their order, but what nobody should get used to.
    pub fn of(diagnostics: &[Diagnostic]) -> Baseline {
        let entry = |(one, fingerprint): (&Diagnostic, String)| {
            let path = one.place.source.path().to_owned();
            let (rule, message) = (one.rule.to_owned(), one.message.clone());
            (fingerprint.clone(), Entry { path, rule, message, fingerprint })
        };
        let marked = marked(diagnostics).filter(|(one, _)| can_be_known(one.rule));
        Baseline { entries: marked.map(entry).collect() }
    }

    /// Adds the entries of another one.
    pub fn extend(&mut self, other: Baseline) {
        self.entries.extend(other.entries);
    }

    /// Keeps the entries that `keep` wants.
    pub fn retain(&mut self, keep: impl Fn(&Entry) -> bool) {
        self.entries.retain(|_, entry| keep(entry));
    }

    /// The number of known findings.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The file's text, the same for the same findings: sorted by path, rule and message, one a line.
    pub fn text(&self) -> String {
        let sorted: BTreeSet<&Entry> = self.entries.values().collect();
        let lines: Vec<String> =
            sorted.into_iter().filter_map(|entry| serde_json::to_string(entry).ok()).collect();
        let lines = lines.join(",\n    ");
        let findings = if lines.is_empty() { "[]".to_owned() } else { format!("[\n    {lines}\n  ]") };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": {findings}\n}}\n")
    }

    /// For each of `diagnostics`, which are those of one tree in their order, the fingerprint by which it is known.
    pub fn known(&self, diagnostics: &[Diagnostic]) -> Vec<Option<String>> {
        let known = |(one, mark): (&Diagnostic, String)| {
            Some(mark).filter(|mark| can_be_known(one.rule) && self.entries.contains_key(mark))
        };
        marked(diagnostics).map(known).collect()
    }

    /// The entries whose fingerprints are not among `seen`, in the file's order.
    pub fn unseen(&self, seen: &BTreeSet<String>) -> Vec<&Entry> {
        let mut unseen: Vec<_> =
            self.entries.values().filter(|entry| !seen.contains(&entry.fingerprint)).collect();
        unseen.sort_unstable();
        unseen
    }
}

fn marked(diagnostics: &[Diagnostic]) -> impl Iterator<Item = (&Diagnostic, String)> {
    let marks = fingerprints(&diagnostics.iter().collect::<Vec<_>>());
    diagnostics.iter().zip(marks)
}

/// Not a wrong configuration, and not a defect: after these nothing else can be trusted.
fn can_be_known(rule: &str) -> bool {
    rule != config::RULE && rule != meta::INTERNAL_ERROR
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::base::diagnostic::Severity;
    use crate::base::source::{Place, Source, Span};

    fn found(rule: &'static str, path: &str, text: &str, words: &str) -> Vec<Diagnostic> {
        let source = Source::new(path, path, text);
        let places = text.match_indices(words).map(|(at, words)| Span::new(at, at + words.len()));
        places
            .map(|span| Diagnostic::new(rule, Severity::Error, Place::new(&source, span), "a \"b\""))
            .collect()
    }

    #[test]
    fn it_reads_back_and_is_sorted() {
        let mut all = found("rule-b", "b", "x x", "x");
        all.extend(found("rule-z", "a", "y", "y"));
        all.extend(found("rule-a", "a", "y", "y"));
        let text = Baseline::of(&all).text();
        assert_eq!(Baseline::read(&text).unwrap(), Baseline::of(&all));
        all.reverse();
        let starts: Vec<&str> = text.lines().filter_map(|line| line.split(",\"message\"").next()).collect();
        let expected = [
            "{",
            "  \"version\": 1,",
            "  \"findings\": [",
            "    {\"path\":\"a\",\"rule\":\"rule-a\"",
            "    {\"path\":\"a\",\"rule\":\"rule-z\"",
            "    {\"path\":\"b\",\"rule\":\"rule-b\"",
            "    {\"path\":\"b\",\"rule\":\"rule-b\"",
            "  ]",
            "}",
        ];
        assert_eq!(starts, expected);
        assert_eq!(Baseline::default().text(), "{\n  \"version\": 1,\n  \"findings\": []\n}\n");
        assert_eq!(Baseline::read(&Baseline::default().text()).unwrap(), Baseline::default());
    }

    #[test]
    fn one_more_of_the_same_is_new() {
        let baseline = Baseline::of(&found("rule", "a", "x x", "x"));
        let known = |text| -> Vec<bool> {
            baseline.known(&found("rule", "a", text, "x")).iter().map(Option::is_some).collect()
        };
        assert_eq!(known("x x"), [true, true]);
        assert_eq!(known("line\n\nx\n\n x\n"), [true, true]);
        assert_eq!(known("x x x"), [true, true, false]);
        let (seen, expected) = (found("rule", "a", "x", "x"), 1);
        let seen: BTreeSet<String> = baseline.known(&seen).into_iter().flatten().collect();
        assert_eq!(baseline.unseen(&seen).len(), expected);
    }

    #[test]
    fn defects_and_configurations_are_never_known() {
        let all = [config::RULE, meta::INTERNAL_ERROR].map(|rule| found(rule, "a", "x", "x")).concat();
        assert!(Baseline::of(&all).len() == 0);
        let forged: Vec<String> = fingerprints(&all.iter().collect::<Vec<_>>());
        let entry = |mark: &String| {
            let text = "x".to_owned();
            let entry =
                Entry { path: text.clone(), rule: text.clone(), message: text, fingerprint: mark.clone() };
            (mark.clone(), entry)
        };
        assert!(all.iter().all(|one| crate::rules::find(one.rule).is_some()));
        let baseline = Baseline { entries: forged.iter().map(entry).collect() };
        assert_eq!(baseline.known(&all), [None, None]);
    }

    #[test]
    fn other_files_are_refused() {
        for (text, told) in [
            ("", "EOF while parsing a value at line 1 column 0"),
            ("[]", "it has no `version`"),
            ("{\"version\": \"1\"}", "it has no `version`"),
            ("{\"version\": 2, \"known\": {}}", "its version is 2, but this dynolint reads version 1"),
            ("{\"version\": 1}", "missing field `findings` at line 1 column 14"),
            ("{\"version\": 1, \"findings\": [{}]}", "missing field `path` at line 1 column 30"),
        ] {
            assert_eq!(Baseline::read(text).unwrap_err().to_string(), told, "{text}");
        }
        assert!(Baseline::read(&"[".repeat(100_000)).is_err());
        assert!(Baseline::read("\u{feff}{\"version\": 1, \"findings\": []}\r\n").is_ok());
    }
}
