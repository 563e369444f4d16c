#![allow(clippy::unwrap_used, clippy::panic)]

mod errors;
mod expansion;
mod places;
mod properties;

use serde::Deserialize;

use super::ast::{Command, Instruction, Kind, Pair, Word};
use super::parse;
use crate::base::source::Source;

/// What BuildKit makes of a small Dockerfile.
#[derive(Deserialize)]
struct Case {
    name: String,
    dockerfile: String,
    accepted: bool,
    error_line: Option<usize>,
    escape: Option<char>,
    instructions: Vec<Expected>,
}

#[derive(Deserialize, Clone, PartialEq, Debug)]
struct Expected {
    keyword: String,
    first_line: usize,
    last_line: usize,
    args: Option<Vec<String>>,
}

#[test]
fn reads_what_buildkit_reads() {
    let cases = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/dockerfile-cases.jsonl"));
    let cases: Vec<Case> = cases.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(cases.len() >= 78);
    for case in cases {
        check(&case);
    }
}

fn check(case: &Case) {
    let name = &case.name;
    let source = Source::new("Dockerfile", "Dockerfile", case.dockerfile.as_str());
    let file = parse(source.text());
    assert_eq!(file.errors.is_empty(), case.accepted, "{name}: {:?}", file.errors);
    if let Some(line) = case.error_line {
        let error = file.errors.first().unwrap();
        assert_eq!(source.position(error.span.start).line, line, "{name}");
    }
    if let Some(escape) = case.escape {
        assert_eq!(file.escape, escape, "{name}");
        let found: Vec<_> =
            file.instructions.iter().map(|instruction| described(&source, instruction)).collect();
        let expected: Vec<_> = case.instructions.iter().zip(&file.instructions).map(comparable).collect();
        assert_eq!(case.instructions.len(), found.len(), "{name}");
        assert_eq!(found, expected, "{name}");
    }
}

/// What is expected of an instruction: one that means nothing has no arguments to compare.
fn comparable((expected, instruction): (&Expected, &Instruction)) -> Expected {
    let args = expected.args.clone().filter(|_| !matches!(instruction.kind, Kind::Broken));
    Expected { args, ..expected.clone() }
}

fn described(source: &Source, instruction: &Instruction) -> Expected {
    let line = |offset| source.position(offset).line;
    Expected {
        keyword: instruction.keyword.value.clone(),
        first_line: line(instruction.span.start),
        last_line: line(instruction.span.end),
        args: Some(args(source, instruction)).filter(|args| !args.is_empty()),
    }
}

/// The arguments as BuildKit's tree lists them.
fn args(source: &Source, instruction: &Instruction) -> Vec<String> {
    let values = |words: &[Word]| words.iter().map(|word| word.value.clone()).collect::<Vec<_>>();
    match &instruction.kind {
        Kind::From { image, as_keyword, alias } => [Some(image), as_keyword.as_ref(), alias.as_ref()]
            .into_iter()
            .flatten()
            .map(|w| w.value.clone())
            .collect(),
        Kind::Run(command) | Kind::Cmd(command) | Kind::Entrypoint(command) => words(command),
        Kind::Shell(words) => words.iter().map(|word| word.text.clone()).collect(),
        Kind::Copy(transfer) | Kind::Add(transfer) => {
            let heredocs = instruction.heredocs.iter().map(|heredoc| source.slice(heredoc.opener).to_owned());
            let mut all: Vec<_> = heredocs.chain(values(&transfer.sources)).collect();
            all.push(transfer.target.value.clone());
            all
        }
        Kind::Env(pairs) | Kind::Label(pairs) => pairs.iter().flat_map(triple).collect(),
        Kind::Arg(pairs) => pairs.iter().map(assignment).collect(),
        Kind::Expose(words) | Kind::Volume(words) => values(words),
        Kind::User(word) | Kind::Workdir(word) | Kind::Stopsignal(word) | Kind::Maintainer(word) => {
            vec![word.value.clone()]
        }
        Kind::Healthcheck(None) => vec!["NONE".to_owned()],
        Kind::Healthcheck(Some(command)) => [vec!["CMD".to_owned()], words(command)].concat(),
        Kind::Onbuild(inner) => vec![format!("<sub:{}>", inner.keyword.value)],
        Kind::Broken => Vec::new(),
    }
}

fn words(command: &Command) -> Vec<String> {
    match command {
        Command::Exec(words, _) => words.iter().map(|word| word.text.clone()).collect(),
        Command::Shell(line) => Some(line.text.clone()).filter(|line| !line.is_empty()).into_iter().collect(),
    }
}

/// Key, value, and `=` but in the legacy form.
fn triple(pair: &Pair) -> Vec<String> {
    let mut triple = vec![pair.key.value.clone(), pair.value.as_ref().unwrap().value.clone()];
    triple.extend((!pair.legacy).then(|| "=".to_owned()));
    triple
}

fn assignment(pair: &Pair) -> String {
    let value = pair.value.as_ref().map(|value| format!("={}", value.value));
    pair.key.value.clone() + &value.unwrap_or_default()
}
