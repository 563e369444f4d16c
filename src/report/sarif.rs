//! SARIF 2.1.0: what code scanning services and editors read.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::region::Regions;
use super::sarif_log::{
    Artifact, Change, Configuration, Driver, Fingerprints, Fix, Help, Location, Log, Physical, Properties,
    Related, Replacement, Result, Rule, Run, Text, Tool,
};
use super::{Sorted, TOOL, VERSION};
use crate::base::diagnostic;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::home::REPOSITORY;
use crate::base::source::Place;
use crate::engine::fingerprint::fingerprints;

/// How paragraphs start that are no prose.
const STARTS: [&str; 3] = ["#", "```", "|"];
/// The most that GitHub takes of a description.
const MOST_CHARACTERS: usize = 1024;
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub fn write(report: &Sorted, out: &mut dyn Write) -> io::Result<()> {
    let mut rules: BTreeMap<&str, usize> = report.diagnostics.iter().map(|one| (one.rule, 0)).collect();
    rules.values_mut().enumerate().for_each(|(index, value)| *value = index);
    let driver = Driver {
        name: TOOL,
        version: VERSION,
        information_uri: REPOSITORY,
        rules: rules.keys().map(|id| rule(id, report)).collect(),
    };
    let mut regions = Regions::default();
    let marks = fingerprints(&report.diagnostics).into_iter();
    let results = report.diagnostics.iter().zip(marks).map(|(one, mark)| {
        let index = rules.get(one.rule).copied().unwrap_or_default();
        result(one, index, mark, &mut regions)
    });
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results: results.collect() };
    serde_json::to_writer_pretty(&mut *out, &Log { schema: SCHEMA, version: "2.1.0", runs: [run] })?;
    writeln!(out)
}

/// A rule with all that GitHub requires of one.
fn rule<'a>(id: &'a str, report: &'a Sorted) -> Rule<'a> {
    let info = report.rule(id);
    let or = |text: &'a str, other: &'a str| if text.is_empty() { other } else { text };
    let summary = or(info.summary, id);
    let page = or(info.page, summary);
    let full =
        Some(first_paragraph(page)).filter(|text| !text.is_empty()).unwrap_or_else(|| summary.to_owned());
    let tags = ["heroku", info.group].into_iter().chain(info.aliases.iter().copied());
    Rule {
        id,
        short_description: Text::new(summary),
        full_description: Text::new(full),
        default_configuration: Configuration { enabled: info.default, level: level(info.severity) },
        help: Help { text: page, markdown: page },
        help_uri: Some(info.url.as_str()).filter(|url| !url.is_empty()),
        properties: Properties {
            tags: tags.filter(|tag| !tag.is_empty()).collect(),
            precision: if info.default { "high" } else { "medium" },
            severity: match info.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    }
}

/// What a page says first, in lines as they come; GitHub takes 1,024 characters of it.
fn first_paragraph(page: &str) -> String {
    let paragraphs = page.split("\n\n").map(str::trim);
    let prose =
        paragraphs.filter(|text| !text.is_empty() && !STARTS.iter().any(|start| text.starts_with(start)));
    let text = prose.take(1).flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    text.chars().take(MOST_CHARACTERS).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result<'a>(one: &'a Diagnostic, rule_index: usize, mark: String, regions: &mut Regions) -> Result<'a> {
    let help = one.help.as_deref().map(|help| format!("\n{help}")).unwrap_or_default();
    let related = one.related.iter().enumerate().map(|(index, related)| Related {
        id: index + 1,
        physical_location: physical(&related.place, regions),
        message: Text::new(&related.message),
    });
    Result {
        rule_id: one.rule,
        rule_index,
        level: level(one.severity),
        message: Text::new(format!("{}{help}", one.message)),
        related_locations: related.collect(),
        locations: [Location { physical_location: physical(&one.place, regions) }],
        fixes: one.fix.iter().map(|it| fix(it, regions)).collect(),
        partial_fingerprints: Fingerprints { v1: mark },
    }
}

fn physical(place: &Place, regions: &mut Regions) -> Physical {
    Physical { artifact_location: artifact(place), region: regions.of(place) }
}

fn fix<'a>(fix: &'a diagnostic::Fix, regions: &mut Regions) -> Fix<'a> {
    let mut changes: Vec<Change> = Vec::new();
    for edit in &fix.edits {
        let file = artifact(&edit.place);
        let replacement =
            Replacement { deleted_region: regions.of(&edit.place), inserted_content: Text::new(&edit.text) };
        match changes.iter_mut().find(|change| change.artifact_location == file) {
            Some(change) => change.replacements.push(replacement),
            None => changes.push(Change { artifact_location: file, replacements: vec![replacement] }),
        }
    }
    Fix { description: Text::new(&fix.title), artifact_changes: changes }
}

fn artifact(place: &Place) -> Artifact {
    Artifact { uri: uri(place.source.shown()) }
}

/// A relative path as a URI reference.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            _ => out += &format!("%{byte:02X}"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::report::sample::{diagnostics, render};
    use crate::report::{Format, Style};

    #[test]
    fn a_whole_report() {
        let text = render(Format::Sarif, &diagnostics(), Style::default());
        let region = |line: u64, column: u64, chars: u64, bytes: u64, length: u64| {
            json!({ "startLine": line, "startColumn": column, "endLine": line, "endColumn": column + length,
                    "charOffset": chars, "charLength": length, "byteOffset": bytes, "byteLength": length })
        };
        let location = |uri: &str, region| json!({ "artifactLocation": { "uri": uri }, "region": region });
        let manifest = |region| json!([{ "physicalLocation": location("heroku.yml", region) }]);
        let page = "Heroku picks\nthe port.\n\n## Bad\n";
        let unknown = |id: &str| {
            json!({ "id": id, "shortDescription": { "text": id }, "fullDescription": { "text": id },
                    "defaultConfiguration": { "enabled": true, "level": "warning" },
                    "help": { "text": id, "markdown": id },
                    "properties": { "tags": ["heroku"], "precision": "high", "problem.severity": "warning" } })
        };
        let mut expected = json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "dynolint", "version": VERSION,
                    "rules": [
                        unknown("no-web-process"),
                        { "id": "port-hardcoded",
                          "shortDescription": { "text": "the web process listens on a fixed port" },
                          "fullDescription": { "text": "Heroku picks the port." },
                          "defaultConfiguration": { "enabled": true, "level": "error" },
                          "help": { "text": page, "markdown": page },
                          "helpUri": "https://example.org/port-hardcoded",
                          "properties": { "tags": ["heroku", "port", "DL9999"], "precision": "high",
                                          "problem.severity": "error" } },
                        unknown("process-without-image"),
                    ] } },
                "columnKind": "unicodeCodePoints",
                "results": [
                    { "ruleId": "port-hardcoded", "ruleIndex": 1, "level": "error",
                      "message": { "text": "the web process listens on port 8000, Heroku expects $PORT\nbind `0.0.0.0:$PORT`" },
                      "locations": [{ "physicalLocation": location("Dockerfile.web", region(2, 21, 37, 37, 5)) }],
                      "relatedLocations": [{
                          "id": 1, "physicalLocation": location("heroku.yml", region(3, 10, 26, 26, 14)),
                          "message": { "text": "the web image is built here" } }],
                      "fixes": [{
                          "description": { "text": "replace `8000` by `$PORT`" },
                          "artifactChanges": [{
                              "artifactLocation": { "uri": "Dockerfile.web" },
                              "replacements": [{
                                  "deletedRegion": region(2, 22, 38, 38, 4),
                                  "insertedContent": { "text": "$PORT" } }] }] }],
                      "partialFingerprints": { "dynolint/v1": "a8b991a2a7b690b58119b6bf078412c4" } },
                    { "ruleId": "no-web-process", "ruleIndex": 0, "level": "note",
                      "message": { "text": "no process is `web`" },
                      "locations": manifest(region(1, 1, 0, 0, 0)),
                      "partialFingerprints": { "dynolint/v1": "a36220b969e61cab86ce14d467716a1f" } },
                    { "ruleId": "process-without-image", "ruleIndex": 2, "level": "warning",
                      "message": { "text": "100% of <it>, \"all\": no image" },
                      "locations": manifest(region(5, 15, 60, 61, 3)),
                      "partialFingerprints": { "dynolint/v1": "e757d345c5296995a501321addfabcf1" } },
                ],
            }],
        });
        if let Some(home) = REPOSITORY {
            expected["runs"][0]["tool"]["driver"]["informationUri"] = home.into();
        }
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(expected));
    }

    #[test]
    fn every_rule_has_what_github_requires() {
        for rule in crate::rules::all() {
            let page = rule.page();
            let text = first_paragraph(page.body);
            assert!(text.chars().count() > 20, "{}: {text}", rule.id);
            assert!(!text.contains('\n') && text.chars().count() < MOST_CHARACTERS, "{}: {text}", rule.id);
        }
    }

    #[test]
    fn a_fix_names_each_file_once() {
        let mut all = diagnostics();
        let fix = all.iter_mut().find_map(|one| one.fix.as_mut());
        fix.into_iter().for_each(|fix| fix.edits.extend(fix.edits.clone()));
        let log: Value =
            serde_json::from_str(&render(Format::Sarif, &all, Style::default())).unwrap_or_default();
        let changes = &log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"];
        assert_eq!(changes.as_array().map(Vec::len), Some(1));
        assert_eq!(changes[0]["replacements"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("a b/ä:c%#.txt"), "a%20b/%C3%A4%3Ac%25%23.txt");
        assert_eq!(uri("../Dockerfile.web"), "../Dockerfile.web");
    }
}
