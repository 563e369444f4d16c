//! Code actions: applied, each does what it says.

use serde_json::{Value, json};

use super::client::{Client, capabilities, without};
use super::{each, edited};
use crate::cli::project;

const ONE_WORD: &str = "FROM node:22\nCMD [\"npm start\"]\n";

fn actions(client: &mut Client, path: &str, line: u32, only: Option<&str>) -> Value {
    let range =
        json!({ "start": { "line": line, "character": 0 }, "end": { "line": line, "character": 999 } });
    let mut context = json!({ "diagnostics": [] });
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let params = json!({ "textDocument": { "uri": client.uri(path) }, "range": range, "context": context });
    client.request("textDocument/codeAction", params)
}

fn titled<'v>(actions: &'v Value, title: &str) -> &'v Value {
    let all = actions.as_array().expect("a list");
    all.iter()
        .find(|it| it["title"] == title)
        .unwrap_or_else(|| panic!("no {title} in {:?}", each(actions, "title")))
}

/// The text of a document after an action's only change.
fn applied(text: &str, action: &Value) -> String {
    let changes = action["edit"]["documentChanges"].as_array().expect("versioned changes");
    assert_eq!(changes.len(), 1, "{changes:?}");
    edited(text, &changes[0]["edits"])
}

#[test]
fn a_fix_is_preferred_and_versioned() {
    let folder = project(&[]);
    let mut client = Client::new(folder.path(), capabilities());
    client.open("Dockerfile", ONE_WORD);
    let found = actions(&mut client, "Dockerfile", 1, None);
    let fix = &found[0];
    assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(fix["diagnostics"][0]["code"], "command-one-word");
    assert_eq!(applied(ONE_WORD, fix), "FROM node:22\nCMD [\"npm\", \"start\"]\n");
    let document = &fix["edit"]["documentChanges"][0]["textDocument"];
    assert_eq!(*document, json!({ "uri": client.uri("Dockerfile"), "version": 1 }));
    assert_eq!(actions(&mut client, "Dockerfile", 0, Some("quickfix")), json!([]));
    assert_eq!(client.quit(), 0);
}

#[test]
fn a_client_without_versions_gets_plain_changes() {
    let folder = project(&[]);
    let mut client = Client::new(folder.path(), without(&["/workspace/workspaceEdit/documentChanges"]));
    client.open("Dockerfile", ONE_WORD);
    let found = actions(&mut client, "Dockerfile", 1, None);
    let edits = &found[0]["edit"]["changes"][client.uri("Dockerfile")];
    assert_eq!(edited(ONE_WORD, edits), "FROM node:22\nCMD [\"npm\", \"start\"]\n");
    assert_eq!(client.quit(), 0);
}

#[test]
fn all_of_a_rule_and_all_that_is_safe() {
    let text =
        "FROM node:22 AS a\nRUN apt-get install curl\nRUN apt-get install git\nFROM a\nCMD [\"npm start\"]\n";
    let folder = project(&[(
        "dynolint.toml",
        "preset = ['default', 'hadolint']
",
    )]);
    let mut client = Client::new(folder.path(), capabilities());
    client.open("Dockerfile", text);
    let found = actions(&mut client, "Dockerfile", 1, Some("quickfix"));
    let all = applied(text, titled(&found, "Fix all 2 findings of apt-without-yes"));
    assert_eq!(all.matches("install -y").count(), 2, "{all}");
    assert!(all.contains("npm start"), "{all}");
    let found = actions(&mut client, "Dockerfile", 0, Some("source.fixAll"));
    assert_eq!(each(&found, "kind"), ["source.fixAll.dynolint"]);
    let fixed = applied(text, &found[0]);
    assert!(fixed.contains("install -y") && fixed.contains("[\"npm\", \"start\"]"), "{fixed}");
    let found = actions(&mut client, "Dockerfile", 0, Some("source"));
    assert_eq!(each(&found, "kind"), ["source.fixAll.dynolint", "source.dynolint"]);
    let files = found[1]["edit"]["documentChanges"].as_array().expect("changes");
    let uris: Vec<&Value> = files.iter().map(|file| &file["textDocument"]["uri"]).collect();
    assert_eq!(uris, [&json!(client.uri("Dockerfile"))]);
    // As a command.
    let uri = client.uri("Dockerfile");
    let fixed = client
        .request("workspace/executeCommand", json!({ "command": "dynolint.fixAll", "arguments": [uri] }));
    assert_eq!(fixed, json!(true));
    client.until(|client| client.asked.iter().any(|(method, _)| method == "workspace/applyEdit"));
    // After it there is nothing left that is safe.
    client.retype("Dockerfile", &fixed_text(&client));
    assert_eq!(actions(&mut client, "Dockerfile", 0, Some("source")), json!([]));
    assert_eq!(client.quit(), 0);

    fn fixed_text(client: &Client) -> String {
        let text = "FROM node:22 AS a\nRUN apt-get install curl\nRUN apt-get install git\nFROM a\nCMD [\"npm start\"]\n";
        let (_, params) =
            client.asked.iter().rfind(|(method, _)| method == "workspace/applyEdit").expect("it was asked");
        edited(text, &params["edit"]["documentChanges"][0]["edits"])
    }
}

#[test]
fn a_finding_can_be_ignored_in_three_ways() {
    let folder = project(&[]);
    let mut client = Client::new(folder.path(), capabilities());
    let text = "# syntax=docker/dockerfile:1\nFROM node:22\n  CMD [\"npm start\"]\n";
    client.open("Dockerfile", text);
    let left = |client: &mut Client, text: &str| {
        client.retype("Dockerfile", text);
        client.diagnostics("Dockerfile").iter().any(|one| one["code"] == "command-one-word")
    };
    let found = actions(&mut client, "Dockerfile", 2, None);
    let here = applied(text, titled(&found, "Ignore command-one-word here"));
    assert_eq!(
        here,
        "# syntax=docker/dockerfile:1\nFROM node:22\n  # dynolint ignore=command-one-word\n  CMD [\"npm start\"]\n"
    );
    assert!(!left(&mut client, &here));
    let file = applied(text, titled(&found, "Ignore command-one-word in this file"));
    assert_eq!(
        file,
        "# syntax=docker/dockerfile:1\n# dynolint ignore-file=command-one-word\nFROM node:22\n  CMD [\"npm start\"]\n"
    );
    assert!(!left(&mut client, &file));
    let off = titled(&found, "Turn command-one-word off in dynolint.toml");
    let changes = &off["edit"]["documentChanges"];
    assert_eq!(changes[0], json!({ "kind": "create", "uri": client.uri("dynolint.toml") }));
    assert_eq!(changes[1]["edits"][0]["newText"], "[rules]\ncommand-one-word = \"off\"\n");
    // The next rule joins the comment.
    client.retype("Dockerfile", "FROM node:22\n# dynolint ignore=cmd-repeated why\nCMD [\"npm start\"]\n");
    let found = actions(&mut client, "Dockerfile", 2, None);
    let both = applied(
        "FROM node:22\n# dynolint ignore=cmd-repeated why\nCMD [\"npm start\"]\n",
        titled(&found, "Ignore command-one-word here"),
    );
    assert_eq!(
        both,
        "FROM node:22\n# dynolint ignore=cmd-repeated,command-one-word why\nCMD [\"npm start\"]\n"
    );
    assert_eq!(client.quit(), 0);
}

/// Whatever is found in the fixtures: the actions that ignore it do so, and fixes take it away.
#[test]
fn actions_do_what_they_say_in_all_fixtures() {
    let fixtures = crate::support::root().join("fixtures");
    let mut seen = (0, 0);
    for entry in std::fs::read_dir(fixtures).expect("fixtures/ is there") {
        let folder = entry.expect("it can be read").path();
        if !folder.is_dir() {
            continue;
        }
        let mut client = Client::new(&folder, capabilities());
        let mut report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
        let files = report["items"].take();
        for file in files.as_array().expect("a list") {
            let uri = file["uri"].as_str().expect("a URI");
            let path =
                uri.strip_prefix(&format!("{}/", client.uri(""))).expect("it is in the folder").to_owned();
            let Ok(text) = std::fs::read_to_string(folder.join(&path)) else { continue };
            client.open(&path, &text);
            for one in client.diagnostics(&path) {
                try_actions(&mut client, &path, &text, &one, &mut seen);
            }
            client.close(&path);
        }
        assert_eq!(client.quit(), 0);
    }
    assert!(seen.0 > 20 && seen.1 > 3, "{seen:?}");
}

fn try_actions(client: &mut Client, path: &str, text: &str, one: &Value, seen: &mut (usize, usize)) {
    let params = json!({ "textDocument": { "uri": client.uri(path) }, "range": one["range"], "context": { "diagnostics": [one], "only": ["quickfix"] } });
    let found = client.request("textDocument/codeAction", params);
    let code = one["code"].as_str().expect("a rule");
    let mine = |action: &&Value| {
        action["diagnostics"][0]["code"] == one["code"] && action["diagnostics"][0]["range"] == one["range"]
    };
    let count = |client: &mut Client| {
        client
            .diagnostics(path)
            .iter()
            .filter(|it| it["code"] == one["code"] && it["message"] == one["message"])
            .count()
    };
    let before = count(client);
    for action in found.as_array().expect("a list").iter().filter(mine) {
        let title = action["title"].as_str().expect("a title");
        let changes = action["edit"]["documentChanges"].as_array().cloned().unwrap_or_default();
        let here = changes.iter().all(|change| change["textDocument"]["uri"] == json!(client.uri(path)));
        let ignores =
            title == format!("Ignore {code} here") || title == format!("Ignore {code} in this file");
        if changes.len() != 1 || !here || !(ignores || action["isPreferred"] == true) {
            continue;
        }
        let after = edited(text, &changes[0]["edits"]);
        client.retype(path, &after);
        assert!(count(client) < before, "{path}: {title}: {one}\n{after}");
        seen.0 += usize::from(ignores);
        seen.1 += usize::from(!ignores);
        client.retype(path, text);
    }
}

#[cfg(feature = "shellcheck")]
#[test]
fn the_page_of_a_rule_is_opened() {
    let folder = project(&[("dynolint.toml", "preset = 'hadolint'\n")]);
    let mut client = Client::new(folder.path(), capabilities());
    client.open("Dockerfile", "FROM node:22\nRUN echo $X\n");
    let found = actions(&mut client, "Dockerfile", 1, None);
    let command = titled(&found, "Open the page of SC2086")["command"].clone();
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    let page = client.request("workspace/executeCommand", params);
    assert!(page.as_str().is_some_and(|page| page.contains("ShellCheck")), "{page}");
    client.until(|client| client.asked.iter().any(|(method, _)| method == "window/showDocument"));
    let (_, params) = client.asked.last().expect("something was asked");
    assert_eq!(*params, json!({ "uri": "https://www.shellcheck.net/wiki/SC2086", "external": true }));
    let all = client.diagnostics("Dockerfile");
    let quoted = all.iter().find(|one| one["code"] == "SC2086").expect("it is found");
    assert_eq!(quoted["codeDescription"]["href"], "https://www.shellcheck.net/wiki/SC2086");
    let wrong = [
        json!({ "command": "dynolint.openPage" }),
        json!({ "command": "no.such" }),
        json!({ "command": "dynolint.openPage", "arguments": ["x"] }),
    ];
    for wrong in wrong {
        client.error("workspace/executeCommand", wrong);
    }
    assert_eq!(client.quit(), 0);
}
