//! The shell scripts of a Dockerfile's RUN instructions, parsed once and only when a rule asks for them.

use crate::model::dockerfile::{Dockerfile, Stage, Step};
use crate::syntax::dockerfile::ast::{Command, Kind};
use crate::syntax::shell::{self, Dialect, Script};

/// The script of one RUN, or of a RUN behind ONBUILD: the text behind the keyword, or the body of its heredoc.
#[derive(Debug)]
pub struct RunScript {
    /// Number of the instruction in the file.
    pub index: usize,
    /// Whether it stands behind ONBUILD.
    pub onbuild: bool,
    /// The shell it is for.
    pub dialect: Dialect,
    /// The words of SHELL in force, by default `/bin/sh -c`.
    pub shell: Vec<String>,
    /// The script; empty for shells that are not parsed.
    pub script: Script,
}

/// One script with the instruction it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// The instruction and what surrounds it.
    pub step: Step<'a>,
    /// The script.
    pub run: &'a RunScript,
}

/// Reads the scripts of all RUN instructions in shell form. The exec form is none: it has no shell.
pub fn read(file: &Dockerfile) -> Vec<RunScript> {
    let mut found = Vec::new();
    for step in file.steps() {
        let Kind::Run(Command::Shell(text)) = &step.instruction.kind else { continue };
        let shell = shell_at(file, step.stage, step.index);
        let heredoc = step.instruction.heredocs.first().filter(|_| is_heredoc_alone(&text.text));
        let (text, program) = match heredoc {
            Some(heredoc) => (&heredoc.body, interpreter(&heredoc.body.text)),
            None => (text, None),
        };
        let program = program.or(shell.first().map(String::as_str)).unwrap_or("/bin/sh");
        let dialect = Dialect::of(program);
        let script = if dialect == Dialect::Other { Script::default() } else { shell::parse(text, dialect) };
        found.push(RunScript { index: step.index, onbuild: step.onbuild, dialect, shell, script });
    }
    found
}

/// The words of the last SHELL before an instruction, in its stage or those below it.
fn shell_at(file: &Dockerfile, stage: Option<&Stage>, at: usize) -> Vec<String> {
    let Some(stage) = stage else { return Vec::new() };
    let words = |index: usize| match &file.instruction(index)?.kind {
        Kind::Shell(words) => Some(words.iter().map(|word| word.text.clone()).collect()),
        _ => None,
    };
    let own = stage.instructions.clone().rev().filter(|index| *index < at).find_map(words);
    let below = || file.ancestry(stage).nth(1).and_then(|below| words(below.shell.index()?));
    own.or_else(below).unwrap_or_default()
}

/// `RUN <<EOF` and nothing else: the body is the script, not the input of a program.
fn is_heredoc_alone(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("<<") && !text.contains(char::is_whitespace)
}

/// `#!/bin/bash` on the first line of a heredoc.
fn interpreter(script: &str) -> Option<&str> {
    let line = script.lines().next()?.trim().strip_prefix("#!")?.trim();
    let mut words = line.split_whitespace();
    let first = words.next()?;
    if first.ends_with("/env") { words.find(|word| !word.starts_with('-')) } else { Some(first) }
}
