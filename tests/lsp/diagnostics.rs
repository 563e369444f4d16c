//! Diagnostics: pushed, asked for, of files that are not open, and equal to those of the command line after any edit.

use std::path::Path;

use serde_json::{Value, json};

use super::client::{Client, capabilities, without};
use crate::cli::{WRONG, dynolint, project};

const PUSHING: &[&str] = &["/textDocument/diagnostic"];

/// `path:line:column-line:column rule severity message`, sorted, of all files with findings.
fn shown(client: &Client, files: &[(String, Value)]) -> Vec<String> {
    let base = client.uri("") + "/";
    let mut all = Vec::new();
    for (uri, items) in files {
        let path = uri.strip_prefix(&base).unwrap_or(uri);
        for one in items.as_array().expect("a list") {
            let at = |pointer: &str| one.pointer(pointer).and_then(Value::as_u64).expect("a number");
            let severity = ["error", "warning", "info"][at("/severity") as usize - 1];
            let message = one["message"].as_str().expect("text").lines().next().unwrap_or("");
            all.push(format!(
                "{path}:{}:{}-{}:{} {} {severity} {message}",
                at("/range/start/line"),
                at("/range/start/character"),
                at("/range/end/line"),
                at("/range/end/character"),
                one["code"].as_str().expect("a rule"),
            ));
        }
    }
    all.sort();
    all
}

/// All diagnostics of the folder, asked for.
pub fn all(client: &mut Client) -> Vec<String> {
    let mut report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let items: Vec<(String, Value)> = match report["items"].take() {
        Value::Array(items) => items
            .into_iter()
            .map(|mut file| (file["uri"].as_str().expect("a URI").to_owned(), file["items"].take()))
            .collect(),
        other => panic!("{other}"),
    };
    shown(client, &items)
}

/// What the command line finds in a folder, in the same form, columns in bytes.
pub fn by_command_line(folder: &Path) -> Vec<String> {
    let (_, out, err) = dynolint(folder, &["--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"));
    let mut all: Vec<String> = Vec::new();
    for one in report["diagnostics"].as_array().expect("a list") {
        let path = one["path"].as_str().expect("a path");
        let text = std::fs::read_to_string(folder.join(path)).unwrap_or_default();
        let at = |end: &str| {
            let offset = one["range"][end]["offset"].as_u64().expect("an offset") as usize;
            let before = text.get(..offset).unwrap_or("");
            let line = before.matches('\n').count();
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let inside_end = before.ends_with('\r') && text[offset..].starts_with('\n');
            format!("{line}:{}", offset - start - usize::from(inside_end))
        };
        all.push(format!(
            "{path}:{}-{} {} {} {}",
            at("start"),
            at("end"),
            one["rule"].as_str().expect("a rule"),
            one["severity"].as_str().expect("a severity"),
            one["message"].as_str().expect("text"),
        ));
    }
    all.sort();
    all
}

#[test]
fn diagnostics_are_pushed_with_versions() {
    let folder = project(&[WRONG]);
    let mut client = Client::new(folder.path(), without(PUSHING));
    let uri = client.uri(WRONG.0);
    client.until(|client| client.pushed.contains_key(&uri));
    assert_eq!(client.pushed[&uri].0, None, "it is not open");
    client.open(WRONG.0, "FROM node:22\n\nCMD [\"npm start\"]\n");
    client.until(|client| client.pushed[&uri].0 == Some(1));
    let one = client.pushed[&uri].1[0].clone();
    assert_eq!(one["range"]["start"], json!({ "line": 2, "character": 6 }));
    assert_eq!(
        (&one["severity"], &one["code"], &one["source"]),
        (&json!(1), &json!("command-one-word"), &json!("dynolint"))
    );
    client.retype(WRONG.0, "FROM node:22\nCMD [\"npm\", \"start\"]\n");
    client.until(|client| client.pushed[&uri].1 == json!([]));
    assert_eq!(client.pushed[&uri].0, Some(2));
    // The file on disk is as it was.
    client.close(WRONG.0);
    client.until(|client| client.pushed[&uri].1 != json!([]));
    assert_eq!(client.quit(), 0);
}

#[test]
fn columns_are_utf16_where_that_is_all_the_client_knows() {
    let folder = project(&[]);
    let text = "FROM node:22\nENV ä=🚀 PORT=8080\nCMD [\"npm start\"]\n";
    for (capabilities, character) in [(capabilities(), 13), (without(&["/general/positionEncodings"]), 10)] {
        let mut client = Client::new(folder.path(), capabilities);
        client.open("Dockerfile", "FROM node:22\n");
        let change = json!([{ "range": { "start": { "line": 0, "character": 99 }, "end": { "line": 99, "character": 0 } }, "text": &text[12..] }]);
        client.change("Dockerfile", change);
        let range = json!({ "start": { "line": 1, "character": character }, "end": { "line": 1, "character": character } });
        client.change("Dockerfile", json!([{ "range": range, "text": "X" }, { "text": text }]));
        let all = client.diagnostics("Dockerfile");
        assert!(all.iter().any(|one| one["code"] == "command-one-word"), "{all:?}");
        assert_eq!(client.quit(), 0);
    }
}

#[test]
fn what_is_asked_for_may_be_unchanged() {
    let folder = project(&[WRONG]);
    let mut client = Client::new(folder.path(), capabilities());
    client.open(WRONG.0, WRONG.1);
    let uri = client.uri(WRONG.0);
    let document = json!({ "uri": uri });
    let full = client.request("textDocument/diagnostic", json!({ "textDocument": document }));
    let id = full["resultId"].clone();
    let again = json!({ "textDocument": document, "previousResultId": id });
    assert_eq!(
        client.request("textDocument/diagnostic", again.clone()),
        json!({ "kind": "unchanged", "resultId": id })
    );
    client.retype(WRONG.0, "FROM node:22\nCMD [\"npm\", \"start\"]\n");
    assert_eq!(client.request("textDocument/diagnostic", again)["items"], json!([]));
    // All of the folder, of which one file has none any more.
    let before = json!({ "previousResultIds": [{ "uri": uri, "value": id }] });
    let report = client.request("workspace/diagnostic", before);
    assert_eq!(report["items"][0]["uri"], json!(uri));
    assert_eq!(report["items"][0]["items"], json!([]));
    assert_eq!(client.quit(), 0);
}

#[test]
fn files_that_are_not_open_are_pushed_until_they_are_asked_for() {
    let manifest = ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n");
    let folder = project(&[WRONG, manifest]);
    let mut client = Client::new(folder.path(), capabilities());
    let uri = client.uri(WRONG.0);
    client.until(|client| client.pushed.get(&uri).is_some_and(|(_, items)| *items != json!([])));
    client.open(WRONG.0, WRONG.1);
    client.until(|client| client.pushed[&uri].1 == json!([]));
    assert_eq!(client.diagnostics(WRONG.0).len(), 1);
    client.close(WRONG.0);
    client.until(|client| client.pushed[&uri].1 != json!([]));
    assert_eq!(all(&mut client).len(), 1);
    assert_eq!(client.pushed[&uri].1, json!([]));
    assert_eq!(client.quit(), 0);
}

#[test]
fn a_change_elsewhere_is_told() {
    let folder = project(&[
        ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: ./start.sh\n"),
        ("Dockerfile", "FROM python:3.13\nCOPY . .\n"),
    ]);
    let mut client = Client::new(folder.path(), capabilities());
    client.open("heroku.yml", "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: ./start.sh\n");
    let missing = |client: &mut Client| {
        client.diagnostics("heroku.yml").iter().any(|one| one["code"] == "script-missing")
    };
    assert!(missing(&mut client));
    client.write("start.sh", "#!/bin/sh\nexec gunicorn app:app\n");
    client.watched(&[("start.sh", 1)]);
    client.until(|client| client.asked.iter().any(|(method, _)| method == "workspace/diagnostic/refresh"));
    assert!(!missing(&mut client));
    std::fs::remove_file(folder.path().join("start.sh")).expect("it is there");
    client.watched(&[("start.sh", 3)]);
    assert!(missing(&mut client));
    assert_eq!(client.quit(), 0);
}
