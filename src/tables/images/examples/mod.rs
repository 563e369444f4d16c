//! What the plan says of a web process that is nothing but a base image: one image of each row, at least.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bare;
mod dotnet;
mod jvm;
mod languages;
mod php;
mod products;
mod servers;
mod systems;
mod windows;

use super::{Starts, find, rows};
use crate::files::Memory;
use crate::project::plan;

/// Image, entrypoint and command, and the verdict on the port with the port if it is fixed.
type Example = (&'static str, &'static str, &'static str);

const EXAMPLES: &[&[Example]] = &[
    windows::EXAMPLES,
    systems::EXAMPLES,
    bare::EXAMPLES,
    languages::EXAMPLES,
    jvm::EXAMPLES,
    dotnet::EXAMPLES,
    php::EXAMPLES,
    servers::EXAMPLES,
    products::EXAMPLES,
];

fn examples() -> impl Iterator<Item = &'static Example> {
    EXAMPLES.iter().flat_map(|examples| examples.iter())
}

/// Command and port of the plan.
fn planned(dockerfile: &str) -> (String, String) {
    let files = Memory::from([("Dockerfile", dockerfile)]);
    let projects = crate::internals::load(&files, &[String::new()]);
    let plan = plan::of(&files, &projects[0]);
    let process = &plan.processes[0];
    let port = process.port.as_ref().expect("a web process");
    let number = port.port.map_or_else(String::new, |number| format!(" {number}"));
    (process.command(), format!("{}{number}", port.verdict))
}

#[test]
fn each_comes_to_what_it_says() {
    let mut differ = Vec::new();
    for (image, command, port) in examples() {
        let found = planned(&format!("FROM {image}\n"));
        if found != ((*command).to_owned(), (*port).to_owned()) {
            differ.push(format!("{image}: {found:?}"));
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
}

#[test]
fn every_row_has_one() {
    let mut missing = Vec::new();
    for row in rows() {
        let shows = |image: &str| {
            let (name, tag) = image.rsplit_once(':').expect("a tag");
            find(name, Some(tag)).is_some_and(|found| std::ptr::eq(found, row))
        };
        if !examples().any(|(image, ..)| shows(image)) {
            missing.push(format!("{} {:?}", row.repository, row.tags));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// What an image starts by itself is right or wrong only where it is a server.
#[test]
fn only_servers_are_judged() {
    for (image, _, port) in examples() {
        let (name, tag) = image.rsplit_once(':').expect("a tag");
        let is_server = find(name, Some(tag)).is_some_and(|row| matches!(row.starts, Starts::Server { .. }));
        assert!(is_server || *port == "unknown", "{image}");
    }
}

#[test]
fn what_is_added_may_move_the_port() {
    let cases = [
        ("FROM metabase/metabase", "fixed 3000"),
        ("FROM metabase/metabase\nLABEL a=b\nEXPOSE 3000", "fixed 3000"),
        ("FROM metabase/metabase AS a\nFROM a", "fixed 3000"),
        ("FROM metabase/metabase\nENV MB_JETTY_PORT=8080", "unknown"),
        ("FROM metabase/metabase\nCOPY run_metabase.sh /app/", "unknown"),
        ("FROM metabase/metabase AS a\nRUN sed -i s/3000/8080/ a\nFROM a", "unknown"),
        ("FROM metabase/metabase\nENTRYPOINT MB_JETTY_PORT=$PORT /app/run_metabase.sh", "unknown"),
        ("FROM tiangolo/uvicorn-gunicorn-fastapi\nCOPY app /app", "from $PORT"),
        ("FROM verdaccio/verdaccio\nENV VERDACCIO_PORT=80", "unknown"),
        ("FROM nginx", "ignored"),
        ("FROM postgres", "unknown"),
    ];
    for (dockerfile, port) in cases {
        assert_eq!(planned(dockerfile).1, port, "{dockerfile}");
    }
}
