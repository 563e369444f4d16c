//! Definitions, references, renames, links, outline, folding.

use serde_json::{Value, json};

use super::client::{Client, capabilities, without};
use super::{each, edited, range};
use crate::cli::project;

const MANIFEST: &str = "build:\n  docker:\n    web:\n      dockerfile: Dockerfile\n      target: final\n    jobs: Dockerfile.jobs\n  config:\n    VERSION: 22\nrun:\n  web: npm start\n  worker:\n    command:\n      - ./work.sh\n    image: jobs\n";
const DOCKERFILE: &str = "ARG VERSION=20\nFROM node:$VERSION AS build\nARG VERSION\nRUN echo \"$VERSION\"\nFROM build AS final\nCOPY --from=build /x /y\nCOPY package.json server.js ./\nWORKDIR /app\n";
const FILES: &[(&str, &str)] = &[
    ("heroku.yml", MANIFEST),
    ("Dockerfile", DOCKERFILE),
    ("Dockerfile.jobs", "FROM node:22\nARG VERSION\nWORKDIR /app\nCOPY work.sh .\n"),
    ("package.json", "{\n  \"scripts\": {\n    \"start\": \"node server.js\"\n  }\n}\n"),
    ("server.js", "const app = require('express')();\napp.listen(process.env.PORT);\n"),
    ("work.sh", "#!/bin/sh\nexec node jobs.js\n"),
];

fn text(path: &str) -> &'static str {
    FILES.iter().find(|(name, _)| *name == path).expect("it is there").1
}

/// Opens a file with the mark put before the words, wherever they are first.
fn open(client: &mut Client, path: &str, words: &str) -> (u32, u32) {
    let (before, after) = words.split_once('¦').expect("a mark");
    let plain = format!("{before}{after}");
    assert!(text(path).contains(&plain), "{plain}");
    client.open_at(path, &text(path).replacen(&plain, words, 1))
}

/// `path range` of each location.
fn places(client: &Client, locations: &Value) -> Vec<String> {
    let base = client.uri("") + "/";
    let place = |at: &Value| {
        let uri = at.get("targetUri").unwrap_or(&at["uri"]).as_str().expect("a URI");
        let shown = at.get("targetSelectionRange").unwrap_or(&at["range"]);
        format!("{} {}", uri.strip_prefix(&base).unwrap_or(uri), range(shown))
    };
    match locations {
        Value::Array(all) => all.iter().map(place).collect(),
        Value::Null => Vec::new(),
        one => vec![place(one)],
    }
}

fn definition(path: &str, words: &str) -> Vec<String> {
    let folder = project(FILES);
    let mut client = Client::new(folder.path(), capabilities());
    let (line, character) = open(&mut client, path, words);
    let found = client.at("textDocument/definition", path, line, character);
    let found = places(&client, &found);
    assert_eq!(client.quit(), 0);
    found
}

#[test]
fn from_a_process_to_the_line_that_listens() {
    assert_eq!(definition("heroku.yml", "\n  ¦web: npm"), ["Dockerfile 4:0-4:19"]);
    assert_eq!(definition("heroku.yml", "npm ¦start"), ["package.json 2:14-2:28"]);
    assert_eq!(definition("package.json", "node ¦server.js"), ["server.js 1:0-1:29"]);
    assert_eq!(definition("heroku.yml", "./wo¦rk.sh"), ["work.sh 1:0-1:17"]);
    assert_eq!(definition("heroku.yml", "dockerfile: Docker¦file"), ["Dockerfile 4:0-4:19"]);
    assert_eq!(definition("heroku.yml", "target: fi¦nal"), ["Dockerfile 4:14-4:19"]);
    assert_eq!(definition("heroku.yml", "image: jo¦bs"), ["heroku.yml 5:4-5:8"]);
    assert_eq!(definition("heroku.yml", "¦build:"), [""; 0]);
}

#[test]
fn from_a_word_of_a_dockerfile_to_what_it_means() {
    assert_eq!(definition("Dockerfile", "FROM bui¦ld AS"), ["Dockerfile 1:22-1:27"]);
    assert_eq!(definition("Dockerfile", "--from=bu¦ild"), ["Dockerfile 1:22-1:27"]);
    assert_eq!(definition("Dockerfile", "node:$VER¦SION"), ["Dockerfile 0:4-0:11"]);
    assert_eq!(definition("Dockerfile", "echo \"$V¦ERSION"), ["Dockerfile 2:4-2:11"]);
    assert_eq!(definition("Dockerfile", "COPY pack¦age.json"), ["package.json 0:0-0:0"]);
}

#[test]
fn a_client_without_links_gets_locations() {
    let folder = project(FILES);
    let mut client = Client::new(folder.path(), without(&["/textDocument/definition"]));
    let (line, character) = open(&mut client, "Dockerfile", "FROM bui¦ld AS");
    let found = client.at("textDocument/definition", "Dockerfile", line, character);
    assert_eq!(places(&client, &found), ["Dockerfile 1:22-1:27"]);
    assert_eq!(client.quit(), 0);
}

#[test]
fn references_go_over_files() {
    let folder = project(FILES);
    let mut client = Client::new(folder.path(), capabilities());
    let mut find = |path: &str, words: &str, declaration: bool| {
        let (line, character) = open(&mut client, path, words);
        let params = json!({
            "textDocument": { "uri": client.uri(path) },
            "position": { "line": line, "character": character },
            "context": { "includeDeclaration": declaration },
        });
        let found = client.request("textDocument/references", params);
        client.close(path);
        places(&client, &found)
    };
    assert_eq!(
        find("Dockerfile", "AS bui¦ld", true),
        ["Dockerfile 1:22-1:27", "Dockerfile 4:5-4:10", "Dockerfile 5:12-5:17"]
    );
    assert_eq!(find("Dockerfile", "AS fin¦al", false), ["heroku.yml 4:14-4:19"]);
    let version = [
        "Dockerfile 0:4-0:11",
        "Dockerfile 1:11-1:18",
        "Dockerfile 2:4-2:11",
        "Dockerfile 3:11-3:18",
        "Dockerfile.jobs 1:4-1:11",
        "heroku.yml 7:4-7:11",
    ];
    assert_eq!(find("heroku.yml", "VER¦SION", true), version);
    assert_eq!(find("Dockerfile", "ARG VER¦SION=20", true), version);
    assert_eq!(find("heroku.yml", "    jo¦bs: ", true), ["heroku.yml 5:4-5:8", "heroku.yml 13:11-13:15"]);
    let (line, character) = open(&mut client, "Dockerfile", "AS bui¦ld");
    let marks = client.at("textDocument/documentHighlight", "Dockerfile", line, character);
    let kinds: Vec<&Value> = marks.as_array().expect("a list").iter().map(|mark| &mark["kind"]).collect();
    assert_eq!(kinds, [3, 2, 2]);
    assert_eq!(client.quit(), 0);
}

/// The texts of the files that a rename changes, by path.
fn renamed(path: &str, words: &str, name: &str) -> Result<Vec<(String, String)>, String> {
    let folder = project(FILES);
    let mut client = Client::new(folder.path(), capabilities());
    let (line, character) = open(&mut client, path, words);
    let params = json!({
        "textDocument": { "uri": client.uri(path) },
        "position": { "line": line, "character": character },
        "newName": name,
    });
    let id = client.ask("textDocument/rename", params);
    let answer = client.answer(id);
    let base = client.uri("") + "/";
    let outcome = match answer.get("error") {
        Some(error) => Err(error["message"].as_str().expect("words").to_owned()),
        None => {
            let changes = answer["result"]["documentChanges"].as_array().cloned().unwrap_or_default();
            let change = |change: &Value| {
                let path = change["textDocument"]["uri"]
                    .as_str()
                    .expect("a URI")
                    .strip_prefix(&base)
                    .expect("it is here");
                (path.to_owned(), edited(text(path), &change["edits"]))
            };
            Ok(changes.iter().map(change).collect())
        }
    };
    assert_eq!(client.quit(), 0);
    outcome
}

#[test]
fn renames_go_over_files() {
    let stage = renamed("Dockerfile", "AS fin¦al", "production").expect("it is renamed");
    assert_eq!(stage.len(), 2);
    assert_eq!(stage[0].1, DOCKERFILE.replace("final", "production"));
    assert_eq!(stage[1].1, MANIFEST.replace("final", "production"));
    let argument = renamed("Dockerfile", "ARG VER¦SION=", "NODE").expect("it is renamed");
    let paths: Vec<&str> = argument.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["Dockerfile", "Dockerfile.jobs", "heroku.yml"]);
    assert_eq!(argument[0].1, DOCKERFILE.replace("VERSION", "NODE"));
    let image = renamed("heroku.yml", "image: jo¦bs", "background").expect("it is renamed");
    assert_eq!(
        image[0].1,
        MANIFEST.replace("    jobs:", "    background:").replace("image: jobs", "image: background")
    );
}

#[test]
fn renames_that_would_break_something_are_refused() {
    let why = |path, words, name| renamed(path, words, name).expect_err("it is refused");
    assert!(why("Dockerfile", "AS fin¦al", "build").contains("something else"));
    assert!(why("Dockerfile", "AS fin¦al", "Final Stage").contains("cannot be a name"));
    assert!(why("Dockerfile", "ARG VER¦SION=", "9").contains("cannot be a name"));
    assert!(why("heroku.yml", "    we¦b:\n", "x").contains("process"));
    assert_eq!(renamed("Dockerfile", "WORK¦DIR", "x"), Ok(Vec::new()));
    let folder = project(&[]);
    let mut client = Client::new(folder.path(), capabilities());
    let (line, character) = client.open_at("Dockerfile", "FROM a\nENV ¦X=1\n");
    let params = json!({ "textDocument": { "uri": client.uri("Dockerfile") }, "position": { "line": line, "character": character } });
    assert!(client.error("textDocument/prepareRename", params).1.contains("environment variable"));
    client.retype("Dockerfile", "FROM a\nARG X=1\n");
    let prepared = client.at("textDocument/prepareRename", "Dockerfile", line, character);
    assert_eq!((range(&prepared["range"]).as_str(), &prepared["placeholder"]), ("1:4-1:5", &json!("X")));
    assert_eq!(client.quit(), 0);
}

#[test]
fn links_lead_to_files_and_images() {
    let folder = project(FILES);
    let mut client = Client::new(folder.path(), capabilities());
    client.open("Dockerfile.jobs", text("Dockerfile.jobs"));
    let links = client.of("textDocument/documentLink", "Dockerfile.jobs");
    assert_eq!(each(&links, "target"), [client.uri("work.sh"), "https://hub.docker.com/_/node".to_owned()]);
    client.open("heroku.yml", MANIFEST);
    let links = client.of("textDocument/documentLink", "heroku.yml");
    assert_eq!(each(&links, "target"), [client.uri("Dockerfile"), client.uri("Dockerfile.jobs")]);
    assert_eq!(client.quit(), 0);
}

#[test]
fn the_outline_is_that_of_stages_and_sections() {
    let folder = project(FILES);
    let mut client = Client::new(folder.path(), capabilities());
    client.open("Dockerfile", DOCKERFILE);
    let outline = client.of("textDocument/documentSymbol", "Dockerfile");
    assert_eq!(each(&outline, "name"), ["ARG", "build", "final"]);
    assert_eq!(each(&outline[2]["children"], "name"), ["COPY", "COPY", "WORKDIR"]);
    assert_eq!(range(&outline[1]["range"]), "1:0-3:19");
    assert_eq!(range(&outline[1]["selectionRange"]), "1:22-1:27");
    client.open("heroku.yml", MANIFEST);
    let outline = client.of("textDocument/documentSymbol", "heroku.yml");
    assert_eq!(each(&outline, "name"), ["build", "run"]);
    assert_eq!(each(&outline[1]["children"], "name"), ["web", "worker"]);
    assert_eq!(outline[1]["children"][0]["detail"], "npm start");
    assert_eq!(client.quit(), 0);
}

#[test]
fn parts_can_be_folded() {
    let folder = project(&[]);
    let mut client = Client::new(folder.path(), capabilities());
    client.open("Dockerfile", "# one\n# two\nFROM a\nRUN x \\\n  y\nFROM b\nRUN <<EOF\nz\nEOF\n");
    let folds = client.of("textDocument/foldingRange", "Dockerfile");
    let lines: Vec<String> = folds
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| format!("{}-{}", it["startLine"], it["endLine"]))
        .collect();
    assert_eq!(lines, ["2-4", "5-8", "3-4", "6-8", "0-1"]);
    client.open("heroku.yml", "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: x\n");
    let folds = client.of("textDocument/foldingRange", "heroku.yml");
    let lines: Vec<String> = folds
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| format!("{}-{}", it["startLine"], it["endLine"]))
        .collect();
    assert_eq!(lines, ["0-2", "1-2", "3-4"]);
    assert_eq!(client.quit(), 0);
}
