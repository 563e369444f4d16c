//! The shape of the drawing, and the formats over real projects.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::files::Memory;
use crate::linter::Linter;

fn plans(files: &[(&str, &str)]) -> Vec<ProjectPlan> {
    let tree: Memory = files.iter().map(|(path, text)| (*path, *text)).collect();
    let linter = Linter::new(tree);
    linter.projects().iter().map(|project| linter.plan(project).unwrap()).collect()
}

fn ways(files: &[(&str, &str)]) -> Vec<String> {
    plans(files).iter().map(Drawing::of).flat_map(|drawing| drawing.ways()).collect()
}

fn render(picture: Picture, files: &[(&str, &str)]) -> String {
    let mut out = Vec::new();
    write(picture, &plans(files), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const SHARED: &[(&str, &str)] = &[
    (
        "heroku.yml",
        "build:\n  docker:\n    web: Dockerfile\n    unused: Dockerfile\nrun:\n  web: ./start.sh\n  \
         job:\n    image: web\n    command:\n      - ./job\n  lost:\n    image: none\n    command:\n      - x\n",
    ),
    ("Dockerfile", "FROM python:3.13\nWORKDIR /app\nCOPY . .\n"),
    ("start.sh", "#!/bin/sh\nexec uvicorn app:app --host 0.0.0.0 --port 8000\n"),
];

#[test]
fn every_process_is_one_way() {
    assert_eq!(
        ways(SHARED),
        [
            "heroku.yml → image web → process web → exec uvicorn app:app --host 0.0.0.0 --port 8000 → port fixed to 8000",
            "heroku.yml → image web → process job",
            "heroku.yml → image unused → process unused",
            "heroku.yml → process lost",
        ]
    );
}

#[test]
fn boxes_before_several_stand_in_their_middle() {
    let drawing = Drawing::of(&plans(SHARED)[0]);
    let at = |kind: Kind| {
        let of_kind = drawing.boxes.iter().filter(|node| node.kind == kind);
        of_kind.map(|node| (node.column, node.row)).collect::<Vec<_>>()
    };
    assert_eq!(at(Kind::Root), [(0, 3)]);
    assert_eq!(at(Kind::Image), [(1, 1), (1, 4)]);
    assert_eq!(at(Kind::Process), [(2, 0), (2, 2), (2, 4), (2, 6)]);
    assert_eq!((at(Kind::Step), at(Kind::Port)), (vec![(3, 0)], vec![(4, 0)]));
}

#[test]
fn what_is_wrong_and_what_is_unknown_look_so() {
    let state = |cmd: &str, kind: Kind| {
        let plans = plans(&[("Dockerfile", &format!("FROM python:3.13\n{cmd}\n"))]);
        let drawing = Drawing::of(&plans[0]);
        drawing.boxes.iter().find(|node| node.kind == kind).map(|node| node.state)
    };
    assert_eq!(state("CMD gunicorn a:b --bind 0.0.0.0:$PORT", Kind::Port), Some(State::Right));
    assert_eq!(state("CMD gunicorn a:b --bind 0.0.0.0:8000", Kind::Port), Some(State::Wrong));
    assert_eq!(state("CMD ./server", Kind::Port), Some(State::Unknown));
    let missing = plans(&[("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n")]);
    assert_eq!(Drawing::of(&missing[0]).boxes[1].state, State::Wrong);
}

#[test]
fn a_folder_is_named_once() {
    let files = [("app/Dockerfile", "FROM python:3.13\nCMD gunicorn a:b --bind 0.0.0.0:8000\n")];
    let drawing = Drawing::of(&plans(&files)[0]);
    assert_eq!(drawing.title, "app");
    let lines: Vec<&String> = drawing.boxes.iter().flat_map(|node| &node.lines).collect();
    assert!(lines.iter().all(|line| !line.contains("app/")), "{lines:?}");
}

#[test]
fn several_projects_stand_in_one_picture() {
    let files = [("a/Dockerfile", "FROM node:22\nCMD npm start\n"), ("b/Dockerfile", "FROM node:22\n")];
    let mermaid = render(Picture::Mermaid, &files);
    assert_eq!(mermaid.matches("subgraph").count(), 2, "{mermaid}");
    let dot = render(Picture::Dot, &files);
    assert_eq!(dot.matches("subgraph cluster").count(), 2, "{dot}");
    let svg = render(Picture::Svg, &files);
    assert_eq!((svg.matches(">a</text>").count(), svg.matches(">b</text>").count()), (1, 1), "{svg}");
}

#[test]
fn nothing_hostile_reaches_a_picture() {
    let hostile =
        "FROM scratch\nCMD echo \"</text><script>\" `x` $$y$$ %%{init}%% \\\" \u{1b}[31m\u{202e} && ./x\n";
    for (name, picture) in Picture::NAMES {
        let text = render(picture, &[("Dockerfile", hostile)]);
        assert!(text.contains("echo"), "{name}: {text}");
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{name}: {text}");
        // Inside the quotes of Graphviz neither means anything.
        let quoted = picture == Picture::Dot;
        assert!(quoted || !text.contains("<script"), "{name}: {text}");
        assert!(quoted || picture == Picture::Svg || !text.contains("%%"), "{name}: {text}");
    }
}

#[test]
fn formats_are_found_by_name() {
    for (name, picture) in Picture::NAMES {
        assert_eq!(Picture::from_name(name), Some(picture));
    }
    assert_eq!(Picture::from_name("png"), None);
}
