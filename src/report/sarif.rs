//! SARIF 2.1.0: what code scanning services and editors read.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::fingerprint::fingerprints;
use super::region::Regions;
use super::{Sorted, TOOL, VERSION};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::source::Place;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
const HOME: &str = env!("CARGO_PKG_REPOSITORY");

pub fn write(report: &Sorted, out: &mut dyn Write) -> io::Result<()> {
    let mut rules: BTreeMap<&str, usize> = report.diagnostics.iter().map(|one| (one.rule, 0)).collect();
    rules.values_mut().enumerate().for_each(|(index, value)| *value = index);
    let mut results = Results { rules: &rules, regions: Regions::default() };
    let marks = fingerprints(&report.diagnostics);
    let results: Vec<Value> =
        report.diagnostics.iter().zip(marks).map(|(one, mark)| results.result(one, &mark)).collect();
    let driver = json!({
        "name": TOOL,
        "version": VERSION,
        "informationUri": HOME,
        "rules": rules.keys().map(|id| rule(id, report)).collect::<Vec<_>>(),
    });
    let run = json!({ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results });
    serde_json::to_writer_pretty(
        &mut *out,
        &json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }),
    )?;
    writeln!(out)
}

fn rule(id: &str, report: &Sorted) -> Value {
    let info = report.rule(id);
    let mut rule = json!({ "id": id });
    if !info.summary.is_empty() {
        rule["shortDescription"] = json!({ "text": info.summary });
    }
    if !info.page.is_empty() {
        rule["help"] = json!({ "text": info.page, "markdown": info.page });
    }
    if !info.url.is_empty() {
        rule["helpUri"] = json!(info.url);
    }
    if !info.aliases.is_empty() {
        rule["properties"] = json!({ "tags": info.aliases });
    }
    rule
}

struct Results<'a> {
    rules: &'a BTreeMap<&'a str, usize>,
    regions: Regions,
}

impl Results<'_> {
    fn result(&mut self, one: &Diagnostic, mark: &str) -> Value {
        let level = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let help = one.help.as_deref().map(|help| format!("\n{help}")).unwrap_or_default();
        let mut result = json!({
            "ruleId": one.rule,
            "ruleIndex": self.rules.get(one.rule),
            "level": level,
            "message": { "text": format!("{}{help}", one.message) },
            "locations": [{ "physicalLocation": self.location(&one.place) }],
            "partialFingerprints": { "dynolint/v1": mark },
        });
        if !one.related.is_empty() {
            result["relatedLocations"] = self.related(one);
        }
        if let Some(fix) = &one.fix {
            result["fixes"] = json!([self.fix(fix)]);
        }
        result
    }

    fn related(&mut self, one: &Diagnostic) -> Value {
        let locations = one.related.iter().enumerate().map(|(index, related)| {
            let place = self.location(&related.place);
            json!({ "id": index + 1, "physicalLocation": place, "message": { "text": related.message } })
        });
        locations.collect()
    }

    fn location(&mut self, place: &Place) -> Value {
        json!({ "artifactLocation": artifact(place), "region": self.regions.of(place) })
    }

    fn fix(&mut self, fix: &Fix) -> Value {
        let mut files: Vec<(Value, Vec<Value>)> = Vec::new();
        for edit in &fix.edits {
            let replacement = json!({ "deletedRegion": self.regions.of(&edit.place), "insertedContent": { "text": edit.text } });
            let file = artifact(&edit.place);
            match files.iter_mut().find(|(known, _)| *known == file) {
                Some((_, replacements)) => replacements.push(replacement),
                None => files.push((file, vec![replacement])),
            }
        }
        let changes: Vec<Value> = files
            .into_iter()
            .map(|(file, replacements)| json!({ "artifactLocation": file, "replacements": replacements }))
            .collect();
        json!({ "description": { "text": fix.title }, "artifactChanges": changes })
    }
}

fn artifact(place: &Place) -> Value {
    json!({ "uri": uri(place.source.shown()) })
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
    use super::super::sample::{diagnostics, render};
    use super::super::{Format, Style};
    use super::*;

    #[test]
    fn a_whole_report() {
        let text = render(Format::Sarif, &diagnostics(), Style::default());
        let region = |line: u64, column: u64, chars: u64, bytes: u64, length: u64| {
            json!({ "startLine": line, "startColumn": column, "endLine": line, "endColumn": column + length,
                    "charOffset": chars, "charLength": length, "byteOffset": bytes, "byteLength": length })
        };
        let location = |uri: &str, region| json!({ "artifactLocation": { "uri": uri }, "region": region });
        let manifest = |region| json!([{ "physicalLocation": location("heroku.yml", region) }]);
        let expected = json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "dynolint", "version": VERSION, "informationUri": HOME,
                    "rules": [
                        { "id": "no-web-process" },
                        { "id": "port-hardcoded",
                          "shortDescription": { "text": "the web process listens on a fixed port" },
                          "help": { "text": "Heroku picks the port.", "markdown": "Heroku picks the port." },
                          "helpUri": "https://example.org/port-hardcoded",
                          "properties": { "tags": ["DL9999"] } },
                        { "id": "process-without-image" },
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
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(expected));
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
