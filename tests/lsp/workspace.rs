//! Folders, configurations, files that change on disk, settings.

use serde_json::{Value, json};

use super::client::{Client, capabilities, without};
use crate::cli::{WRONG, project};

const BAD: &str = "FROM node:22\nCMD [\"npm start\"]\n";

fn codes(client: &mut Client, path: &str) -> Vec<String> {
    client.diagnostics(path).iter().map(|one| one["code"].as_str().expect("a rule").to_owned()).collect()
}

#[test]
fn several_folders_come_and_go() {
    let (one, other) = (project(&[WRONG]), project(&[WRONG]));
    let mut client = Client::new(one.path(), without(&["/textDocument/diagnostic"]));
    let first = client.uri("Dockerfile");
    client.until(|client| client.pushed.contains_key(&first));
    let second = Client::silent(other.path()).uri("");
    let folder = json!([{ "uri": second, "name": "other" }]);
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": folder, "removed": [] } }),
    );
    let there = format!("{second}/Dockerfile");
    client.until(|client| client.pushed.contains_key(&there));
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": [], "removed": folder } }),
    );
    client.until(|client| client.pushed[&there].1 == json!([]));
    assert_ne!(client.pushed[&first].1, json!([]));
    assert_eq!(client.quit(), 0);
}

#[test]
fn folders_of_one_work_tree_are_linted_once() {
    let folder =
        project(&[(".git/HEAD", ""), ("a/Dockerfile", BAD), ("b/Dockerfile", BAD), ("c/Dockerfile", BAD)]);
    let mut client = Client::silent(folder.path());
    let folders: Vec<Value> =
        ["a", "b"].iter().map(|name| json!({ "uri": client.uri(name), "name": name })).collect();
    let params =
        json!({ "capabilities": without(&["/textDocument/diagnostic"]), "workspaceFolders": folders });
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    let (a, b, c) = (client.uri("a/Dockerfile"), client.uri("b/Dockerfile"), client.uri("c/Dockerfile"));
    client.until(|client| client.pushed.contains_key(&a) && client.pushed.contains_key(&b));
    assert_eq!(client.pushed[&a].1.as_array().map(Vec::len), Some(1));
    assert!(!client.pushed.contains_key(&c), "nobody has opened that folder");
    // A file that is opened is asked for by name.
    client.open("c/Dockerfile", BAD);
    client.until(|client| client.pushed.contains_key(&c));
    client.close("c/Dockerfile");
    client.until(|client| client.pushed[&c].1 == json!([]));
    assert_eq!(client.quit(), 0);
}

#[test]
fn a_file_without_a_folder_is_linted_within_its_project() {
    let folder = project(&[
        ("heroku.yml", "build:\n  docker:\n    web: docker/Dockerfile\nrun:\n  web: npm start\n"),
        ("docker/Dockerfile", BAD),
    ]);
    let mut client = Client::silent(folder.path());
    client.request("initialize", json!({ "capabilities": capabilities(), "rootUri": null }));
    client.notify("initialized", json!({}));
    client.open("docker/Dockerfile", "FROM node:22\nCOPY ../x .\n");
    assert!(codes(&mut client, "docker/Dockerfile").contains(&"copy-outside-context".to_owned()));
    client.close("docker/Dockerfile");
    client.open("Dockerfile", BAD);
    assert_eq!(codes(&mut client, "Dockerfile"), ["command-one-word"]);
    assert_eq!(client.quit(), 0);
}

#[test]
fn what_git_ignores_is_linted_once_it_is_open() {
    let folder = project(&[
        (".git/HEAD", ""),
        (".gitignore", "out\n"),
        ("out/Dockerfile", BAD),
        ("Dockerfile", "FROM a\nCMD b\n"),
    ]);
    let mut client = Client::new(folder.path(), capabilities());
    client.open("out/Dockerfile", BAD);
    assert_eq!(codes(&mut client, "out/Dockerfile"), ["command-one-word"]);
    assert_eq!(client.quit(), 0);
}

#[test]
fn a_configuration_holds_as_soon_as_it_is_there() {
    let folder = project(&[("Dockerfile", BAD)]);
    let mut client = Client::new(folder.path(), capabilities());
    client.open("Dockerfile", BAD);
    assert_eq!(codes(&mut client, "Dockerfile"), ["command-one-word"]);
    // As a buffer that is not saved.
    client.open("dynolint.toml", "[rules]\ncommand-one-word = \"off\"\n");
    assert_eq!(codes(&mut client, "Dockerfile"), [""; 0]);
    // While it is broken the last good one holds.
    client.retype("dynolint.toml", "[rules]\ncommand-one-word = \n");
    assert_eq!(codes(&mut client, "Dockerfile"), [""; 0]);
    assert_eq!(codes(&mut client, "dynolint.toml"), ["config-invalid"]);
    client.retype("dynolint.toml", "[rules]\ncommand-one-word = \"info\"\n");
    assert_eq!(client.diagnostics("Dockerfile")[0]["severity"], 3);
    client.close("dynolint.toml");
    assert_eq!(client.diagnostics("Dockerfile")[0]["severity"], 1);
    // On disk.
    client.write("dynolint.toml", "[rules]\ncommand-one-word = \"warning\"\n");
    client.watched(&[("dynolint.toml", 1)]);
    assert_eq!(client.diagnostics("Dockerfile")[0]["severity"], 2);
    client.write("dynolint.toml", "");
    client.watched(&[("dynolint.toml", 2)]);
    assert_eq!(client.diagnostics("Dockerfile")[0]["severity"], 1);
    assert_eq!(client.quit(), 0);
}

#[test]
fn files_on_disk_are_read_again_when_they_change() {
    let manifest = "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: ./start.sh\n";
    let folder = project(&[
        ("heroku.yml", manifest),
        ("Dockerfile", "FROM python:3.13\nWORKDIR /app\nCOPY . .\n"),
        ("start.sh", "#!/bin/sh\nexec gunicorn app:app -b 0.0.0.0:$PORT\n"),
    ]);
    let mut client = Client::new(folder.path(), capabilities());
    client.open("heroku.yml", manifest);
    let port = |client: &mut Client| {
        let report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
        report.to_string().contains("port-hardcoded")
    };
    assert!(!port(&mut client));
    client.write("start.sh", "#!/bin/sh\nexec gunicorn app:app -b 0.0.0.0:8000\n");
    assert!(!port(&mut client), "nobody has told of the change");
    client.watched(&[("start.sh", 2)]);
    assert!(port(&mut client));
    // What an editor holds goes before what is on disk.
    client.open("start.sh", "#!/bin/sh\nexec gunicorn app:app -b 0.0.0.0:$PORT\n");
    assert!(!port(&mut client));
    client.watched(&[("start.sh", 2), ("node_modules/x", 1), (".git/objects/x", 1)]);
    assert!(!port(&mut client));
    client.close("start.sh");
    assert!(port(&mut client));
    assert_eq!(client.quit(), 0);
}

#[test]
fn a_client_that_watches_nothing_tells_by_saving() {
    let manifest = "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: ./start.sh\n";
    let folder =
        project(&[("heroku.yml", manifest), ("Dockerfile", "FROM python:3.13\nWORKDIR /app\nCOPY . .\n")]);
    let mut client = Client::new(folder.path(), without(&["/workspace/didChangeWatchedFiles"]));
    client.open("heroku.yml", manifest);
    let missing = |client: &mut Client| codes(client, "heroku.yml").contains(&"script-missing".to_owned());
    assert!(missing(&mut client));
    client.write("start.sh", "#!/bin/sh\nexec gunicorn app:app -b 0.0.0.0:$PORT\n");
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": client.uri("heroku.yml") } }));
    assert!(!missing(&mut client));
    assert_eq!(client.quit(), 0);
}

#[test]
fn settings_go_over_the_configuration() {
    let folder = project(&[("Dockerfile", BAD), ("dynolint.toml", "[rules]\nimage-untagged = \"off\"\n")]);
    let mut client = Client::silent(folder.path());
    let folders = json!([{ "uri": client.uri(""), "name": "x" }]);
    let options = json!({ "lint": { "ignore": ["command-one-word"] } });
    let params = json!({ "capabilities": without(&["/workspace/configuration"]), "workspaceFolders": folders, "initializationOptions": options });
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    client.open("Dockerfile", BAD);
    assert_eq!(codes(&mut client, "Dockerfile"), [""; 0]);
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "dynolint": { "lint": { "select": "start" } } } }),
    );
    assert_eq!(codes(&mut client, "Dockerfile"), ["command-one-word"]);
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "dynolint": { "lint": { "builder": 7, "preset": ["nothing"] } } } }),
    );
    assert_eq!(codes(&mut client, "Dockerfile"), ["command-one-word"]);
    assert_eq!(client.quit(), 0);
}

#[test]
fn many_projects_show_progress() {
    let paths: Vec<String> = (0..40).map(|number| format!("p{number}/Dockerfile")).collect();
    let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), BAD)).collect();
    let folder = project(&files);
    let mut client = Client::new(folder.path(), without(&["/textDocument/diagnostic"]));
    client.until(|client| client.pushed.len() == 40);
    let kinds: Vec<&str> = client
        .told
        .iter()
        .filter(|(method, _)| method == "$/progress")
        .filter_map(|(_, params)| params["value"]["kind"].as_str())
        .collect();
    assert_eq!((kinds.first(), kinds.last()), (Some(&"begin"), Some(&"end")), "{kinds:?}");
    assert!(client.asked.iter().any(|(method, _)| method == "window/workDoneProgress/create"));
    assert_eq!(client.quit(), 0);
}

#[test]
fn documents_that_are_no_files_are_left_alone() {
    let folder = project(&[WRONG]);
    let mut client = Client::new(folder.path(), capabilities());
    let document =
        json!({ "uri": "untitled:Untitled-1", "languageId": "dockerfile", "version": 1, "text": BAD });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let params = json!({ "textDocument": { "uri": "untitled:Untitled-1" } });
    assert_eq!(client.request("textDocument/diagnostic", params.clone())["items"], json!([]));
    assert_eq!(client.request("textDocument/documentSymbol", params), json!([]));
    assert_eq!(client.quit(), 0);
}
