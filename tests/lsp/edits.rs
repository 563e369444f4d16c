//! Edits at random: after each, the diagnostics are those of the command line on the same texts.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use super::client::{Client, capabilities};
use super::diagnostics::{all, by_command_line};
use crate::cli::project;

/// Files of a project in which each leads to others.
const FILES: &[(&str, &str)] = &[
    (
        "heroku.yml",
        "setup:\n  addons:\n    - plan: heroku-postgresql\nbuild:\n  docker:\n    web: Dockerfile\n    worker:\n      dockerfile: jobs/Dockerfile\n      target: run\n  config:\n    VERSION: 3.13\nrelease:\n  command:\n    - ./release.sh\nrun:\n  web: ./start.sh\n  worker: python jobs.py\n",
    ),
    (
        "Dockerfile",
        "ARG VERSION=3.12\nFROM python:$VERSION AS base\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nEXPOSE 8000\nUSER app\nCMD [\"gunicorn\", \"app:app\", \"--bind\", \"0.0.0.0:8000\"]\n",
    ),
    (
        "jobs/Dockerfile",
        "FROM python:3.13 AS build\nRUN apt-get update && apt-get install -y git\nFROM build AS run\nCOPY --from=build /x /x\nENTRYPOINT [\"tini\", \"--\"]\n",
    ),
    ("start.sh", "#!/bin/sh\nset -e\nexec gunicorn app:app --bind 0.0.0.0:$PORT\n"),
    ("release.sh", "#!/bin/sh\npython manage.py migrate\n"),
    ("requirements.txt", "gunicorn\n"),
    ("app.json", "{\"stack\": \"container\"}\n"),
    ("Procfile", "web: gunicorn app:app\n"),
];

/// The files that are edited.
const EDITED: &[&str] = &["heroku.yml", "Dockerfile", "jobs/Dockerfile", "start.sh", "app.json"];

/// Pieces that matter to what is edited.
const PIECES: &[&str] = &[
    "\n",
    "  ",
    " ",
    ":",
    "$PORT",
    "\"",
    "'",
    "FROM ",
    "RUN ",
    "CMD ",
    "COPY . .\n",
    "web",
    "- ",
    "#",
    "\\\n",
    "8000",
    "\r\n",
    "ä",
    "🚀",
    "[",
    "]",
    "{",
    "<<EOF\n",
    "EOF\n",
    "exec ",
    "# dynolint ignore=port-hardcoded\n",
    "USER root\n",
    "EXPOSE 80\n",
    "image: web",
    "\t",
    "run:\n",
    "build:\n",
    "ENV PORT=3000\n",
    "AS x",
    "--from=base ",
    "release:",
    "ENTRYPOINT [\"/bin/sh\"]\n",
    "\u{feff}",
];

/// Numbers that are the same each time (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).expect("small")).expect("small")
    }
}

/// A random edit: the range of bytes and the new text.
fn edit(text: &str, numbers: &mut Numbers) -> (usize, usize, String) {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(numbers.below(text.len() + 1));
    let end = boundary((start + numbers.below(12)).min(text.len())).max(start);
    let piece = |numbers: &mut Numbers| PIECES[numbers.below(PIECES.len())].to_owned();
    match numbers.below(10) {
        0..=3 => (start, start, piece(numbers)),
        4 | 5 => (start, end, String::new()),
        6 | 7 => (start, end, piece(numbers)),
        // What stands elsewhere.
        8 => {
            let from = boundary(numbers.below(text.len() + 1));
            let to = boundary((from + numbers.below(40)).min(text.len())).max(from);
            (start, start, text[from..to].to_owned())
        }
        _ => (start, start, piece(numbers) + &piece(numbers)),
    }
}

/// The position of a byte, with columns in bytes; lines end as the protocol has it.
fn position(text: &str, offset: usize) -> serde_json::Value {
    let before = &text[..offset];
    let bytes = before.as_bytes();
    let ends = |at: &usize| {
        bytes[*at] == b'\n' || (bytes[*at] == b'\r' && text.as_bytes().get(at + 1) != Some(&b'\n'))
    };
    let ends: Vec<usize> = (0..bytes.len()).filter(ends).collect();
    json!({ "line": ends.len(), "character": offset - ends.last().map_or(0, |end| end + 1) })
}

/// Edits that leave a file's own shape now and then.
fn run(seed: u64, steps: usize) {
    let (buffers, disk) = (project(FILES), project(FILES));
    let mut client = Client::new(buffers.path(), capabilities());
    let first: BTreeMap<&str, &str> = FILES.iter().copied().collect();
    let mut texts: BTreeMap<&str, String> =
        EDITED.iter().map(|path| (*path, first[path].to_owned())).collect();
    for (path, text) in &texts {
        client.open(path, text);
    }
    let mut numbers = Numbers(seed);
    for step in 0..steps {
        let path = EDITED[numbers.below(EDITED.len())];
        let text = texts.get_mut(path).expect("it is edited");
        if numbers.below(25) == 0 || text.len() > 4000 {
            *text = first[path].to_owned();
            client.change(path, json!([{ "text": text }]));
        } else {
            let (start, end, new) = edit(text, &mut numbers);
            // A position between `\r` and `\n` is none.
            if [start, end].iter().any(|at| text[..*at].ends_with('\r') && text[*at..].starts_with('\n')) {
                continue;
            }
            let range = json!({ "start": position(text, start), "end": position(text, end) });
            client.change(path, json!([{ "range": range, "text": new }]));
            text.replace_range(start..end, &new);
        }
        std::fs::write(disk.path().join(path), &*text).expect("it is written");
        compare(&mut client, disk.path(), &texts, (seed, step, path));
    }
    assert_eq!(client.quit(), 0);
}

fn compare(client: &mut Client, disk: &Path, texts: &BTreeMap<&str, String>, at: (u64, usize, &str)) {
    let (shown, expected) = (all(client), by_command_line(disk));
    if shown != expected {
        let only = |some: &[String], others: &[String]| -> Vec<String> {
            some.iter().filter(|one| !others.contains(one)).cloned().collect()
        };
        panic!(
            "{at:?}\nonly in the editor: {:#?}\nonly on the command line: {:#?}\n{}",
            only(&shown, &expected),
            only(&expected, &shown),
            texts[at.2]
        );
    }
}

/// How many edits each seed makes; `LSP_EDITS` asks for more.
fn steps() -> usize {
    std::env::var("LSP_EDITS").ok().and_then(|number| number.parse().ok()).unwrap_or(150)
}

#[test]
fn diagnostics_are_those_of_the_command_line_after_any_edit() {
    run(0x5eed, steps());
}

#[test]
fn and_after_any_other_edit() {
    run(0xd1a1, steps());
}
