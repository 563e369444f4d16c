//! What a web process comes to with each server: right, wrong, and where it cannot be told.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bundlers;
mod data;
mod javascript;
mod jvm;
mod native;
mod php;
mod products;
mod proxies;
mod python;
mod ruby;

use super::{SERVERS, Server};
use crate::config::Config;
use crate::exec::{Launch, Verdict};
use crate::files::Memory;
use crate::project::Project;

/// Name of the row, command, what it comes to: `from $PORT`, `fixed 8000`, `ignored 8000`, `overridden 3000`, each with
/// `, loopback` where nothing outside reaches it; `silent`; or `other`, silent too, for a command that is not the row's.
type Example = (&'static str, &'static str, &'static str);

const EXAMPLES: &[&[Example]] = &[
    python::EXAMPLES,
    data::EXAMPLES,
    ruby::EXAMPLES,
    php::EXAMPLES,
    javascript::EXAMPLES,
    bundlers::EXAMPLES,
    jvm::EXAMPLES,
    native::EXAMPLES,
    proxies::EXAMPLES,
    products::EXAMPLES,
];

fn rows() -> impl Iterator<Item = &'static Server> {
    SERVERS.iter().flat_map(|rows| rows.iter())
}

fn examples() -> impl Iterator<Item = &'static Example> {
    EXAMPLES.iter().flat_map(|examples| examples.iter())
}

/// A project of one Dockerfile with this command, which may have lines before it. Where a configuration decides, the
/// base image is none that is known: it may hold one.
fn project(name: &str, command: &str) -> Project {
    let configured = rows().any(|row| row.name == name && row.opaque.is_some());
    let base = if configured { "example.com/app:1" } else { "debian:12" };
    let line = if command.contains("CMD ") { command.to_owned() } else { format!("CMD {command}") };
    let files = Memory::from([("Dockerfile", format!("FROM {base}\n{line}\n").as_str())]);
    crate::internals::load(&files, &[String::new()]).remove(0)
}

fn outcome(launch: &Launch) -> String {
    let what = match &launch.verdict {
        _ if launch.overridden.is_some() => {
            format!("overridden {}", launch.overridden.as_ref().unwrap().text())
        }
        Verdict::FromPort { .. } => "from $PORT".to_owned(),
        Verdict::Fixed { port, .. } => format!("fixed {port}"),
        Verdict::Ignored { port, .. } => format!("ignored {port}"),
        Verdict::Unknown { .. } => "silent".to_owned(),
    };
    if launch.loopback.is_some() { format!("{what}, loopback") } else { what }
}

#[test]
fn each_comes_to_what_it_says() {
    let mut differ = Vec::new();
    for (name, command, expected) in examples() {
        let project = project(name, command);
        let launch = &project.deployment.processes[0].launch;
        let reached = launch.server.is_some_and(|server| server.name == *name);
        let found = match outcome(launch) {
            what if reached => what,
            what if what == "silent" => "other".to_owned(),
            what => format!("{what} of another server"),
        };
        if found != *expected {
            differ.push(format!("{command}: {found}, not {expected}"));
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
}

#[test]
fn rules_find_the_wrong_ones_and_no_others() {
    let rules = ["port-hardcoded", "port-ignored", "port-loopback", "port-overridden", "port-privileged"];
    let config = Config { select: rules.map(str::to_owned).to_vec(), ..Config::default() };
    let mut differ = Vec::new();
    for (name, command, expected) in examples() {
        let found = crate::internals::lint(&project(name, command), &config);
        if found.is_empty() != ["from $PORT", "silent", "other"].contains(expected) {
            differ.push(format!("{command}: {expected}, and {} findings", found.len()));
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
}

#[test]
fn every_row_has_a_right_a_wrong_and_a_silent_one() {
    let mut missing = Vec::new();
    for row in rows() {
        let of_row: Vec<&str> =
            examples().filter(|(name, ..)| *name == row.name).map(|(_, _, what)| *what).collect();
        let right = of_row.contains(&"from $PORT");
        let silent = of_row.iter().any(|what| ["silent", "other"].contains(what));
        let wrong = of_row.iter().any(|what| !["from $PORT", "silent", "other"].contains(what));
        if !(right && wrong && silent) {
            missing.push(format!("{}: right {right}, wrong {wrong}, silent {silent}", row.name));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// A row's default port, each of its variables and each of its options stand in one of its examples.
#[test]
fn all_of_a_row_is_shown() {
    let missing: Vec<String> = rows().flat_map(not_shown).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

fn not_shown(row: &Server) -> Vec<String> {
    let of_row = || examples().filter(|(name, ..)| *name == row.name);
    let has_word = |word: &str| {
        of_row().any(|(_, command, _)| command.split([' ', '=', '"', '\n']).any(|part| part == word))
    };
    let names = row.options.iter().chain(row.reads).map(|(name, _)| *name);
    let names = names.filter(|name| *name != "PORT" && !has_word(name));
    let mut missing: Vec<String> = names.map(|name| format!("{}: {name}", row.name)).collect();
    if let Some(port) = row.port.filter(|_| row.opaque.is_none() && !row.reads_port()) {
        let ignored = format!("ignored {port}");
        if !of_row().any(|(.., what)| what.starts_with(&ignored)) {
            missing.push(format!("{}: {ignored}", row.name));
        }
    }
    missing
}

#[test]
fn names_are_unique() {
    let mut names: Vec<&str> = rows().map(|row| row.name).collect();
    names.sort_unstable();
    for pair in names.windows(2) {
        assert_ne!(pair[0], pair[1]);
    }
    assert!(examples().all(|(name, ..)| names.contains(name)), "an example of no row");
}
