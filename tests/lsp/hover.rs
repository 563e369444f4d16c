//! Hovers.

use serde_json::Value;

use super::client::{Client, capabilities};
use super::range;
use crate::cli::project;

const MANIFEST: &str =
    "build:\n  docker:\n    web: Dockerfile\n  config:\n    NODE_VERSION: 22\nrun:\n  web: npm start\n";
const PACKAGE: &str = "{\"scripts\": {\"start\": \"node server.js\"}}\n";
const SERVER: &str = "const app = require('express')();\napp.listen(process.env.PORT);\n";

/// The Markdown at the mark of a text, and its range.
fn hover(files: &[(&str, &str)], path: &str, text: &str) -> Option<(String, String)> {
    let folder = project(files);
    let mut client = Client::new(folder.path(), capabilities());
    let (line, character) = client.open_at(path, text);
    let hover = client.at("textDocument/hover", path, line, character);
    assert_eq!(client.quit(), 0);
    if hover == Value::Null {
        return None;
    }
    assert_eq!(hover["contents"]["kind"], "markdown");
    Some((hover["contents"]["value"].as_str().expect("text").to_owned(), range(&hover["range"])))
}

fn says(files: &[(&str, &str)], path: &str, text: &str, words: &[&str]) {
    let (said, _) = hover(files, path, text).unwrap_or_else(|| panic!("nothing at {text}"));
    for word in words {
        assert!(said.contains(word), "{word} is not in:\n{said}\nat {text}");
    }
}

#[test]
fn a_finding_shows_its_page() {
    let (said, range) = hover(&[], "Dockerfile", "FROM node:22\nCMD [\"npm st¦art\"]\n").expect("a hover");
    assert!(said.starts_with("**error** `command-one-word`: "), "{said}");
    assert!(said.contains("exec form") && said.len() > 200 && !said.contains("## Bad"), "{said}");
    assert_eq!(range, "1:6-1:15");
}

#[test]
fn a_process_shows_its_way_to_the_port() {
    let files = [
        ("Dockerfile", "FROM node:22\nWORKDIR /app\nCOPY . .\nUSER node\n"),
        ("package.json", PACKAGE),
        ("server.js", SERVER),
    ];
    let words = [
        "**web** serves HTTP",
        "`Dockerfile`",
        "`node:22`",
        "1. Dockerfile:1 `docker-entrypoint.sh npm start`",
        "package.json:1",
        "server.js:2",
        "User: `node`",
        "Port: **from $PORT**",
    ];
    for text in [
        MANIFEST.replace("  web: npm start", "  w¦eb: npm start"),
        MANIFEST.replace("npm start", "npm ¦start"),
    ] {
        says(&files, "heroku.yml", &text, &words);
    }
    says(&[], "Dockerfile", "FROM nginx\nCMD ng¦inx\n", &["**web**", "Command: `nginx`"]);
}

#[test]
fn an_image_shows_what_it_starts() {
    says(
        &[],
        "Dockerfile",
        "FROM pyth¦on:3.13\nCMD x\n",
        &["`python:3.13`", "Debian", "Command: `python3`", "User: `root`"],
    );
    says(&[], "Dockerfile", "ARG V=3.13\nFROM python:${¦V}-alpine\n", &["**V** = `3.13`"]);
    says(&[], "Dockerfile", "FROM nginx AS a\nFROM ¦a\n", &["The stage `a`", "`nginx`", "Port: 80"]);
    says(&[], "Dockerfile", "FROM example.org/¦x\n", &["`example.org/x`", "does not know"]);
    says(&[], "Dockerfile", "FROM scr¦atch\n", &["nothing at all"]);
}

#[test]
fn variables_show_their_value_and_origin() {
    let dockerfile = "ARG NODE_VERSION=20\nFROM node:${NODE_VERSION}\nARG NODE_VERSION\nENV A=x-$NODE_VERSION PORT=3000\nRUN echo $A\nCMD echo $PORT $HOME\n";
    let marked = |from: &str, to: &str| {
        assert!(dockerfile.contains(from));
        dockerfile.replacen(from, to, 1)
    };
    let files = [("heroku.yml", MANIFEST)];
    says(
        &files,
        "Dockerfile",
        &marked("node:${NODE", "node:${NO¦DE"),
        &["**NODE_VERSION** = `22`", "`ARG` at Dockerfile:1", "heroku.yml:5"],
    );
    says(
        &files,
        "Dockerfile",
        &marked("echo $A", "echo $A¦"),
        &["**A** = `x-22`", "`ENV` at Dockerfile:4", "in the image"],
    );
    says(
        &files,
        "Dockerfile",
        &marked("echo $PORT", "echo $PO¦RT"),
        &["**PORT** = `3000`", "Heroku sets `PORT`"],
    );
    says(&[], "Dockerfile", &marked("ENV A", "ENV ¦A"), &["**A** = `x-20`"]);
    // A shell has variables of its own.
    assert_eq!(hover(&files, "Dockerfile", &marked("$HOME", "$HO¦ME")), None);
}

#[test]
fn instructions_and_keys_are_described() {
    says(&[], "Dockerfile", "FROM node\nexp¦ose 80\n", &["**EXPOSE**", "On Heroku: Not used"]);
    says(&[], "Dockerfile", "FROM node\nONBUILD COP¦Y . .\n", &["**COPY**"]);
    let marked = |key: &str| MANIFEST.replacen(key, &format!("¦{key}"), 1);
    says(&[], "heroku.yml", &marked("build:"), &["**build**"]);
    says(&[], "heroku.yml", &marked("docker:"), &["**build.docker**", "build context"]);
    says(&[], "heroku.yml", &marked("NODE_VERSION"), &["**build.config.NODE_VERSION**"]);
    says(&[], "heroku.yml", "release:\n  im¦age: web\n", &["**release.image**"]);
}

#[test]
fn sources_of_copy_show_whether_they_are_there() {
    let files = [("a.txt", ""), (".dockerignore", "b\n"), ("b", "")];
    says(&files, "Dockerfile", "FROM node\nCOPY a¦.txt /\n", &["`a.txt` is in the build context"]);
    says(&files, "Dockerfile", "FROM node\nCOPY ¦b /\n", &[".dockerignore"]);
    says(&files, "Dockerfile", "FROM node\nCOPY ¦c /\n", &["`c` is not in the build context"]);
}

#[test]
fn there_may_be_nothing_to_say() {
    assert_eq!(hover(&[], "Dockerfile", "FROM node:22\n\n¦\n"), None);
    assert_eq!(hover(&[], "notes.txt", "no¦thing"), None);
    let folder = project(&[]);
    let mut client = Client::new(folder.path(), capabilities());
    assert_eq!(client.at("textDocument/hover", "not-open", 0, 0), Value::Null);
    assert_eq!(client.quit(), 0);
}
