//! Completions.

use serde_json::Value;

use super::client::{Client, capabilities};
use super::edited;
use crate::cli::project;

const MANIFEST: (&str, &str) = ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n");

/// The labels at the mark of a text, and the text after the first of each.
fn complete(files: &[(&str, &str)], path: &str, text: &str) -> Vec<(String, String)> {
    let folder = project(files);
    let mut client = Client::new(folder.path(), capabilities());
    let (line, character) = client.open_at(path, text);
    let list = client.at("textDocument/completion", path, line, character);
    assert_eq!(client.quit(), 0);
    let text = text.replacen('¦', "", 1);
    let mut items: Vec<&Value> = list["items"].as_array().expect("a list").iter().collect();
    items.sort_by_key(|item| item["sortText"].as_str().expect("a rank"));
    let item = |item: &Value| {
        let edits = Value::Array(vec![item["textEdit"].clone()]);
        (item["label"].as_str().expect("a label").to_owned(), edited(&text, &edits))
    };
    items.into_iter().map(item).collect()
}

fn labels(files: &[(&str, &str)], path: &str, text: &str) -> Vec<String> {
    complete(files, path, text).into_iter().map(|(label, _)| label).collect()
}

/// The text after a completion was chosen.
fn chosen(files: &[(&str, &str)], path: &str, text: &str, label: &str) -> String {
    let all = complete(files, path, text);
    let labels: Vec<&String> = all.iter().map(|(label, _)| label).collect();
    let found = all.iter().find(|(other, _)| other == label);
    found.unwrap_or_else(|| panic!("no {label} in {labels:?}")).1.clone()
}

#[test]
fn instructions() {
    let all = labels(&[], "Dockerfile", "FROM node\n¦");
    assert_eq!(all.len(), 17, "{all:?}");
    assert!(all.contains(&"RUN".to_owned()) && !all.contains(&"MAINTAINER".to_owned()));
    assert_eq!(chosen(&[], "Dockerfile", "from node\nru¦\n", "run"), "from node\nrun \n");
    assert_eq!(chosen(&[], "Dockerfile", "FROM node\nONBUILD co¦", "COPY"), "FROM node\nONBUILD COPY ");
    assert_eq!(labels(&[], "Dockerfile", "FROM node\nRUN apt¦"), [""; 0]);
    assert_eq!(labels(&[], "Dockerfile", "FROM node\nRUN <<EOF\nr¦\nEOF\n"), [""; 0]);
    assert_eq!(labels(&[], "Dockerfile", "FROM node\nHEALTHCHECK ¦"), ["CMD", "NONE"]);
}

#[test]
fn flags_are_those_of_the_builder() {
    assert_eq!(labels(&[MANIFEST], "Dockerfile", "FROM node\nCOPY --¦"), ["--chown", "--from"]);
    assert_eq!(labels(&[MANIFEST], "Dockerfile", "FROM node\nRUN --¦"), [""; 0]);
    let buildkit = labels(&[], "Dockerfile", "FROM node\nCOPY --¦");
    assert_eq!(buildkit, ["--chmod", "--chown", "--exclude", "--from", "--link", "--parents"]);
    assert!(labels(&[], "Dockerfile", "FROM node\nRUN --¦ x").contains(&"--mount".to_owned()));
    assert_eq!(
        chosen(&[], "Dockerfile", "FROM node\nCOPY --fr¦ a b", "--from"),
        "FROM node\nCOPY --from= a b"
    );
    assert_eq!(labels(&[], "Dockerfile", "FROM node\nCOPY a --¦"), [""; 0]);
}

#[test]
fn stages_and_images() {
    let text = "FROM node AS build\nFROM node AS dev\nCOPY --from=¦ a b\nFROM x AS later\n";
    assert_eq!(labels(&[], "Dockerfile", text), ["build"]);
    let images =
        labels(&[("b/x.Dockerfile", "FROM example.org/own:1\n")], "Dockerfile", "FROM a AS base\nFROM ¦");
    assert_eq!(images.first().map(String::as_str), Some("base"));
    assert_eq!(images.get(1).map(String::as_str), Some("example.org/own:1"));
    assert!(images.contains(&"python".to_owned()) && images.contains(&"scratch".to_owned()));
    assert_eq!(labels(&[], "Dockerfile", "FROM node ¦"), ["AS"]);
    assert_eq!(labels(&[], "Dockerfile", "FROM --platform=¦"), ["linux/amd64"]);
}

#[test]
fn variables_in_scope() {
    let text = "ARG V=1\nFROM node:$V AS a\nENV A=1\nFROM a\nARG B=2\nRUN echo $¦\nENV C=3\n";
    assert_eq!(labels(&[], "Dockerfile", text), ["A", "B"]);
    assert_eq!(labels(&[], "Dockerfile", &text.replace("$¦", "").replace("node:$V", "node:$¦")), ["V"]);
    assert_eq!(
        chosen(&[], "Dockerfile", "FROM a\nARG BEE=1\nUSER ${B¦\n", "BEE"),
        "FROM a\nARG BEE=1\nUSER ${BEE}\n"
    );
}

#[test]
fn paths_of_the_build_context() {
    let files = [
        ("app/main.py", ""),
        ("app/.env", ""),
        (".dockerignore", "secret\n"),
        ("secret", ""),
        ("requirements.txt", ""),
    ];
    assert_eq!(labels(&files, "Dockerfile", "FROM a\nCOPY ¦"), ["app/", "requirements.txt"]);
    assert_eq!(
        chosen(&files, "Dockerfile", "FROM a\nCOPY re¦ .", "requirements.txt"),
        "FROM a\nCOPY requirements.txt ."
    );
    assert_eq!(
        chosen(&files, "Dockerfile", "FROM a\nCOPY x ./app/m¦", "main.py"),
        "FROM a\nCOPY x ./app/main.py"
    );
    assert_eq!(labels(&files, "Dockerfile", "FROM a\nCOPY app/.¦"), [".env", "main.py"]);
    assert_eq!(labels(&files, "Dockerfile", "FROM a\nCOPY --from=b ¦"), [""; 0]);
}

#[test]
fn what_git_does_not_have_is_not_copied_by_heroku() {
    let folder = project(&[("kept", ""), ("new", ""), ("Dockerfile", "FROM a\n"), MANIFEST]);
    let git = |arguments: &[&str]| {
        let status = std::process::Command::new("git").arg("-C").arg(folder.path()).args(arguments).status();
        status.is_ok_and(|status| status.success())
    };
    // Nothing to see without git.
    if !git(&["init", "-q"]) || !git(&["add", "kept", "Dockerfile", "heroku.yml"]) {
        return;
    }
    let mut client = Client::new(folder.path(), capabilities());
    let (line, character) = client.open_at("Dockerfile", "FROM a\nCOPY ¦\n");
    let list = client.at("textDocument/completion", "Dockerfile", line, character);
    assert_eq!(super::each(&list["items"], "label"), ["heroku.yml", "kept"]);
    assert_eq!(client.quit(), 0);
}

#[test]
fn keys_of_the_manifest() {
    let at = |text: &str| {
        labels(
            &[
                ("Dockerfile", "FROM a AS b\nARG X\n"),
                ("Dockerfile.bot", "FROM a\n"),
                ("Procfile", "clock2: x\n"),
            ],
            "heroku.yml",
            text,
        )
    };
    assert_eq!(at("¦"), ["build", "release", "run", "setup"]);
    assert_eq!(at("build:\n  docker:\n    web: Dockerfile\n¦"), ["release", "run", "setup"]);
    assert_eq!(at("build:\n  ¦"), ["config", "docker"]);
    assert_eq!(at("build:\n  docker:\n    web:\n      ¦"), ["dockerfile", "target"]);
    assert_eq!(
        at("build:\n  docker:\n    ¦\nrun:\n  api: x\n"),
        ["api", "bot", "clock", "release", "web", "worker"]
    );
    assert_eq!(at("build:\n  docker:\n    web: Dockerfile\nrun:\n  ¦"), ["clock", "clock2", "web", "worker"]);
    assert_eq!(at("build:\n  docker:\n    web: Dockerfile\n  config:\n    ¦"), ["X"]);
    assert_eq!(at("setup:\n  addons:\n    - ¦"), ["as", "plan"]);
    assert_eq!(chosen(&[], "heroku.yml", "build:\n  doc¦\n", "docker"), "build:\n  docker:\n");
    assert_eq!(chosen(&[], "heroku.yml", "release:\n  im¦\n", "image"), "release:\n  image: \n");
}

#[test]
fn values_of_the_manifest() {
    let files = [
        ("Dockerfile", "FROM a AS one\nFROM one AS two\n"),
        ("docker/api.Dockerfile", "FROM a\n"),
        ("app.json", "{\"addons\": [\"heroku-redis:mini\", {\"plan\": \"heroku-postgresql\"}]}"),
        ("other/heroku.yml", "setup:\n  addons:\n    - plan: papertrail\n"),
    ];
    let at = |text: &str| labels(&files, "heroku.yml", text);
    assert_eq!(at("build:\n  docker:\n    web: ¦"), ["docker/api.Dockerfile", "Dockerfile"]);
    assert_eq!(
        at("build:\n  docker:\n    web:\n      dockerfile: Dockerfile\n      target: ¦"),
        ["one", "two"]
    );
    assert_eq!(
        at("build:\n  docker:\n    web: Dockerfile\n    api: x\nrun:\n  w:\n    image: ¦"),
        ["api", "web"]
    );
    assert_eq!(at("build:\n  docker:\n    web: Dockerfile\nrelease:\n  image: ¦"), ["web"]);
    assert_eq!(
        at("setup:\n  addons:\n    - plan: ¦"),
        ["heroku-postgresql", "heroku-redis:mini", "papertrail"]
    );
    assert_eq!(at("run:\n  web: ¦"), [""; 0]);
}

#[test]
fn comments_and_rules() {
    let all = labels(&[], "Dockerfile", "# ¦\nFROM a\n");
    for wanted in
        ["dynolint ignore=", "dynolint ignore-file=", "check=skip=", "syntax=docker/dockerfile:1", "escape=`"]
    {
        assert!(all.contains(&wanted.to_owned()), "{wanted}: {all:?}");
    }
    assert!(!labels(&[], "Dockerfile", "FROM a\n# ¦\nRUN x\n").contains(&"escape=`".to_owned()));
    // What is found here comes first.
    let rules = labels(&[], "Dockerfile", "FROM node:22\n# dynolint ignore=¦\nCMD [\"npm start\"]\n");
    assert_eq!(rules.first().map(String::as_str), Some("command-one-word"));
    assert!(rules.len() > 100, "{}", rules.len());
    assert_eq!(
        chosen(&[], "Dockerfile", "# dynolint ignore=a,ima¦\nFROM a\n", "image-latest"),
        "# dynolint ignore=a,image-latest\nFROM a\n"
    );
    assert!(labels(&[], "Dockerfile", "# hadolint ignore=¦\nFROM a\n").contains(&"DL3006".to_owned()));
    assert!(labels(&[], "Dockerfile", "# check=skip=¦\nFROM a\n").contains(&"StageNameCasing".to_owned()));
    assert!(labels(&[], "heroku.yml", "# dynolint ignore=¦\nrun:\n").contains(&"no-web-process".to_owned()));
}

#[test]
fn keys_and_values_of_the_configuration() {
    let files = [("Dockerfile", "FROM a\n")];
    let at = |text: &str| labels(&files, "dynolint.toml", text);
    let keys = at("¦");
    assert!(keys.contains(&"preset".to_owned()) && keys.contains(&"builder".to_owned()), "{keys:?}");
    assert_eq!(at("builder = ¦"), ["buildkit", "classic"]);
    assert_eq!(at("preset = [\"default\", \"¦"), ["all", "buildkit", "default", "hadolint"]);
    assert_eq!(chosen(&files, "dynolint.toml", "fail-on = ¦", "never"), "fail-on = \"never\"");
    assert_eq!(chosen(&files, "dynolint.toml", "fail-on = \"ne¦", "never"), "fail-on = \"never");
    assert!(at("[rules]\nim¦").contains(&"image-latest".to_owned()));
    assert_eq!(at("[rules]\nimage-latest = ¦"), ["error", "info", "off", "warning"]);
    assert_eq!(at("[¦"), ["labels", "rules"]);
    assert!(at("[labels]\n\"a.b\" = ¦").contains(&"semver".to_owned()));
}
