//! What is shown beside the text: inlay hints, code lenses, semantic tokens, and the plan.

use serde_json::{Value, json};

use super::client::{Client, capabilities};
use super::each;
use crate::cli::project;

const MANIFEST: &str = "build:\n  docker:\n    web: Dockerfile\nrelease:\n  command:\n    - ./migrate.sh\nrun:\n  web: node server.js\n  worker: node work.js\n";
const FILES: &[(&str, &str)] = &[
    ("heroku.yml", MANIFEST),
    ("Dockerfile", "FROM node:22\nWORKDIR /app\nCOPY . .\n"),
    ("server.js", "const app = require('express')();\napp.listen(process.env.PORT);\n"),
    ("work.js", ""),
    ("migrate.sh", "#!/bin/sh\nexec node migrate.js\n"),
];

/// `line:character label` of each hint.
fn hints(client: &mut Client, path: &str) -> Vec<String> {
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 999, "character": 0 } });
    let hints = client.request(
        "textDocument/inlayHint",
        json!({ "textDocument": { "uri": client.uri(path) }, "range": range }),
    );
    let shown = |hint: &Value| {
        format!(
            "{}:{} {}",
            hint["position"]["line"],
            hint["position"]["character"],
            hint["label"].as_str().expect("text")
        )
    };
    hints.as_array().expect("a list").iter().map(shown).collect()
}

#[test]
fn a_process_shows_its_port() {
    let folder = project(FILES);
    let mut client = Client::new(folder.path(), capabilities());
    client.open("heroku.yml", MANIFEST);
    assert_eq!(hints(&mut client, "heroku.yml"), ["7:21 listens on $PORT"]);
    client.open("server.js", "const app = require('express')();\napp.listen(3000);\n");
    assert_eq!(hints(&mut client, "heroku.yml"), ["7:21 listens on 3000, not on $PORT"]);
    client.retype("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n");
    client.open("Dockerfile", "FROM node:22\nCMD [\"node\", \"server.js\"] # x\n");
    assert_eq!(hints(&mut client, "Dockerfile").len(), 1);
    assert_eq!(client.quit(), 0);
}

#[test]
fn variables_show_their_values_until_that_is_turned_off() {
    let folder = project(&[]);
    let mut client = Client::new(folder.path(), capabilities());
    client.open(
        "Dockerfile",
        "ARG V=22\nFROM node:${V}\nENV A=x B=$HOME\nUSER $A\nRUN echo $A\nCMD node x.js\n",
    );
    let values: Vec<String> =
        hints(&mut client, "Dockerfile").into_iter().filter(|hint| hint.contains('=')).collect();
    assert_eq!(values, ["1:14 = \"22\"", "3:7 = \"x\""]);
    client.settings = json!({ "inlayHints": { "values": false, "port": false } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.until(|client| {
        client.asked.iter().filter(|(method, _)| method == "workspace/configuration").count() == 2
    });
    client.until(|client| client.asked.iter().any(|(method, _)| method == "workspace/inlayHint/refresh"));
    assert_eq!(hints(&mut client, "Dockerfile"), [""; 0]);
    assert_eq!(client.quit(), 0);
}

#[test]
fn lenses_say_where_processes_listen() {
    let folder = project(FILES);
    let mut client = Client::new(folder.path(), capabilities());
    client.open("heroku.yml", MANIFEST);
    let lenses = client.of("textDocument/codeLens", "heroku.yml");
    let commands: Vec<Value> =
        lenses.as_array().expect("a list").iter().map(|lens| lens["command"].clone()).collect();
    let commands = Value::Array(commands);
    assert_eq!(
        each(&commands, "title"),
        ["listens on $PORT: server.js:2", "runs: heroku.yml:9", "runs at each release: migrate.sh:2"]
    );
    client.request(
        "workspace/executeCommand",
        json!({ "command": commands[0]["command"], "arguments": commands[0]["arguments"] }),
    );
    client.until(|client| client.asked.iter().any(|(method, _)| method == "window/showDocument"));
    let (_, shown) = client.asked.last().expect("something was asked");
    assert_eq!(
        (&shown["uri"], &shown["selection"]["start"]["line"]),
        (&json!(client.uri("server.js")), &json!(1))
    );
    client.settings = json!({ "codeLens": { "enable": false } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.until(|client| client.asked.iter().any(|(method, _)| method == "workspace/codeLens/refresh"));
    assert_eq!(client.of("textDocument/codeLens", "heroku.yml"), json!([]));
    assert_eq!(client.quit(), 0);
}

/// `text type` of each token, `!` behind one that declares.
fn tokens(client: &mut Client, path: &str, text: &str) -> Vec<String> {
    let result = client.of("textDocument/semanticTokens/full", path);
    let types = ["keyword", "namespace", "variable", "function", "parameter", "macro"];
    let lines: Vec<&str> = text.lines().collect();
    let (mut line, mut start) = (0, 0);
    let mut all = Vec::new();
    let data: Vec<usize> = result["data"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it.as_u64().expect("a number") as usize)
        .collect();
    for token in data.chunks(5) {
        line += token[0];
        start = if token[0] == 0 { start + token[1] } else { token[1] };
        let declares = if token[4] == 1 { "!" } else { "" };
        all.push(format!("{} {}{declares}", &lines[line][start..start + token[2]], types[token[3]]));
    }
    all
}

#[test]
fn tokens_know_what_grammars_cannot() {
    let folder = project(&[("heroku.yml", MANIFEST)]);
    let mut client = Client::new(folder.path(), capabilities());
    let text = "# syntax=x\nFROM a AS b\nARG V=1\nRUN cd x && sudo make $V\nFROM b\nCOPY --from=b /x /\n";
    client.open("Dockerfile", text);
    let found = tokens(&mut client, "Dockerfile", text);
    let expected = [
        "syntax macro",
        "FROM keyword",
        "b namespace!",
        "ARG keyword",
        "V variable!",
        "RUN keyword",
        "cd function",
        "sudo function",
        "V variable",
        "FROM keyword",
        "b namespace",
        "COPY keyword",
        "--from parameter",
        "b namespace",
    ];
    assert_eq!(found, expected);
    client.open("heroku.yml", MANIFEST);
    let found = tokens(&mut client, "heroku.yml", MANIFEST);
    assert_eq!(found, ["./migrate.sh function", "node function", "node function"]);
    assert_eq!(client.quit(), 0);
}

#[test]
fn the_plan_is_that_of_the_command_line() {
    let folder = project(FILES);
    let mut client = Client::new(folder.path(), capabilities());
    client.open("heroku.yml", MANIFEST);
    let uri = client.uri("heroku.yml");
    let plan = client
        .request("workspace/executeCommand", json!({ "command": "dynolint.showPlan", "arguments": [uri] }));
    let (code, out, _) = crate::cli::dynolint(folder.path(), &["plan"]);
    assert_eq!((code, plan.as_str().expect("text")), (0, out.as_str()));
    assert_eq!(client.quit(), 0);
}
