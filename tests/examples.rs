//! Reads the examples out of a rule's page.
//!
//! A paragraph that is only a file name in backticks names the next block; without it `yaml` is `heroku.yml` and
//! `dockerfile` is `Dockerfile`. A paragraph of prose, a `heroku.yml`, or a file the example already has, starts a new
//! example. The
//! blocks `text` and `diff` under Bad are what the rule says and how it mends it; the tests write them.

use dynolint::Memory;

/// A piece of a page: lines between blocks, or one fenced block.
#[derive(Debug, Clone)]
pub enum Piece {
    Prose(String),
    Block { info: String, body: String },
}

const WINDOWS: &str = ", with Windows line endings";

/// One example: its files, and where it stands among the pieces of the page.
#[derive(Debug, Clone, Default)]
pub struct Example {
    pub bad: bool,
    pub files: Vec<(String, String, bool)>,
    /// Number of the piece after its last file.
    pub end: usize,
    pub text: Option<String>,
    pub diff: Option<String>,
}

impl Example {
    pub fn tree(&self) -> Memory {
        let mut tree = Memory::default();
        for (path, text, executable) in &self.files {
            tree =
                if *executable { tree.program(path, text.as_str()) } else { tree.file(path, text.as_str()) };
        }
        tree
    }
}

/// Splits a page into prose and blocks; joined again they are the page.
pub fn pieces(page: &str) -> Vec<Piece> {
    let mut pieces = vec![Piece::Prose(String::new())];
    let mut fence: Option<String> = None;
    for line in page.split_inclusive('\n') {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match (&fence, pieces.last_mut()) {
            (None, _) if ticks >= 3 => {
                fence = Some("`".repeat(ticks));
                let info = line[ticks..].trim().to_owned();
                pieces.push(Piece::Block { info, body: String::new() });
            }
            (Some(open), _) if line.trim_end() == open.as_str() => {
                fence = None;
                pieces.push(Piece::Prose(String::new()));
            }
            (_, Some(Piece::Prose(text) | Piece::Block { body: text, .. })) => text.push_str(line),
            (_, None) => unreachable!("there is always a last piece"),
        }
    }
    assert!(fence.is_none(), "a block is not closed");
    pieces
}

/// Joins pieces to a page.
pub fn join(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Prose(text) => text.clone(),
            Piece::Block { info, body } => format!("```{info}\n{body}```\n"),
        })
        .collect()
}

/// All examples under `## Bad` and `## Good`.
pub fn examples(pieces: &[Piece]) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut section = "";
    let mut named: Option<(String, bool)> = None;
    let mut windows = false;
    let mut fresh = true;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Prose(text) => {
                for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
                    if let Some(heading) = paragraph.strip_prefix("## ") {
                        section = if heading.starts_with("Bad") {
                            "bad"
                        } else if heading.starts_with("Good") {
                            "good"
                        } else {
                            ""
                        };
                        fresh = true;
                    } else if let Some(name) = file_name(paragraph) {
                        named = Some(name);
                        windows = paragraph.ends_with(WINDOWS);
                    } else {
                        fresh = true;
                    }
                }
            }
            Piece::Block { .. } if section.is_empty() => {}
            Piece::Block { info, body } if section == "bad" && (info == "text" || info == "diff") => {
                let last = found.last_mut().expect("an output stands behind an example");
                *(if info == "text" { &mut last.text } else { &mut last.diff }) = Some(body.clone());
                fresh = true;
            }
            Piece::Block { info, body } => {
                let windows = std::mem::take(&mut windows);
                let (path, executable) = named.take().unwrap_or_else(|| (default_name(info), false));
                let known =
                    found.last().is_some_and(|last| last.files.iter().any(|(other, ..)| *other == path));
                if fresh || known || path == "heroku.yml" {
                    found.push(Example { bad: section == "bad", ..Example::default() });
                }
                fresh = false;
                let example = found.last_mut().expect("one was just made");
                let body = if windows { body.replace('\n', "\r\n") } else { body.clone() };
                example.files.push((path, body, executable));
                example.end = index + 1;
            }
        }
    }
    found
}

/// `` `bin/start.sh` ``, or `` `bin/start.sh`, executable ``; `, with Windows line endings` may follow.
fn file_name(paragraph: &str) -> Option<(String, bool)> {
    let paragraph = paragraph.strip_suffix(WINDOWS).unwrap_or(paragraph);
    let (paragraph, executable) = match paragraph.strip_suffix(", executable") {
        Some(rest) => (rest, true),
        None => (paragraph, false),
    };
    let name = paragraph.strip_prefix('`')?.strip_suffix('`')?;
    (!name.contains('`') && !name.contains('\n')).then(|| (name.to_owned(), executable))
}

fn default_name(info: &str) -> String {
    match info {
        "yaml" => "heroku.yml",
        "dockerfile" => "Dockerfile",
        "toml" => "dynolint.toml",
        other => panic!("a block `{other}` needs a file name above it"),
    }
    .to_owned()
}
