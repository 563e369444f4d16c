//! What ShellCheck says of the scripts of RUN: what it is given to read, and where its findings stand in the file.
//!
//! ```text
//! #!/bin/bash -e              the shell in force
//! export http_proxy=1         variables that are set when the script starts
//! export VERSION=1
//! curl -O $VERSION.tgz        the script: what is found before it is nobody's
//!         ^^^^^^^^ SC2086
//! ```

#[cfg(not(feature = "shellcheck"))]
#[path = "absent.rs"]
mod builtin;
#[cfg(feature = "shellcheck")]
mod builtin;
pub mod codes;
#[cfg(feature = "shellcheck")]
mod renumbered;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::dockerfile::Dockerfile;
use super::run_scripts::{Run, RunScript};
use crate::base::diagnostic::Severity;
use crate::base::source::Span;
use crate::syntax::shell;

/// One finding of ShellCheck at its place in the Dockerfile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// `SC2086`.
    pub code: &'static str,
    /// Its level; ShellCheck's lowest, style, is one with info here.
    pub severity: Severity,
    /// The fact: lower case, no final stop.
    pub message: String,
    /// What to do, where the engine says so.
    pub help: Option<String>,
    /// The words meant.
    pub span: Span,
}

/// One finding as an engine gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The number behind `SC`.
    pub code: u32,
    /// Its level.
    pub severity: Severity,
    /// The message as the engine has it.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Bytes of [`Subject::text`].
    pub range: Range<usize>,
}

/// A shell that ShellCheck knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    /// `sh`.
    Sh,
    /// `bash`.
    Bash,
    /// `dash`, and `ash` that is checked as such.
    Dash,
    /// `ksh`.
    Ksh,
}

impl Shell {
    const ALL: [(&'static str, Shell); 8] = [
        ("sh", Shell::Sh),
        ("bash", Shell::Bash),
        ("rbash", Shell::Bash),
        ("dash", Shell::Dash),
        ("ash", Shell::Dash),
        ("busybox", Shell::Dash),
        ("ksh", Shell::Ksh),
        ("ksh93", Shell::Ksh),
    ];

    /// The shell behind a program's name or path; `None` for PowerShell, zsh, Python and whatever else runs scripts.
    pub fn of(program: &str) -> Option<Shell> {
        let name = program.rsplit('/').next().unwrap_or(program);
        Shell::ALL.iter().find(|(known, _)| *known == name).map(|(_, shell)| *shell)
    }

    /// Its path, for the first line.
    const fn path(self) -> &'static str {
        match self {
            Shell::Sh => "/bin/sh",
            Shell::Bash => "/bin/bash",
            Shell::Dash => "/bin/dash",
            Shell::Ksh => "/bin/ksh",
        }
    }
}

/// A script as ShellCheck gets it.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The shell.
    pub shell: Shell,
    /// Whether the shell stops at the first command that fails.
    pub errexit: bool,
    /// Whether a pipe fails with any of its commands.
    pub pipefail: bool,
    /// All of it.
    pub text: String,
    /// Where the script begins in it.
    start: usize,
    script: &'a RunScript,
    /// The bytes left out at the start of the script.
    skipped: usize,
}

/// Variables that docker build sets in every RUN where they are passed.
const PROXIES: [&str; 8] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "FTP_PROXY",
    "ftp_proxy",
    "NO_PROXY",
    "no_proxy",
];

/// The scripts of a file that ShellCheck can read.
pub fn subjects(file: &Dockerfile) -> impl Iterator<Item = Subject<'_>> {
    file.runs().filter_map(subject)
}

/// What the built-in engine finds in a file; nothing where it is left out of the program.
pub fn builtin(file: &Dockerfile) -> Vec<Remark> {
    builtin::check(file)
}

fn subject(run: Run<'_>) -> Option<Subject<'_>> {
    let script = run.run;
    let shell = Shell::of(&script.interpreter).filter(|_| !shell::is_too_much(&script.text))?;
    let skipped = shebang(&script.text.text);
    let options = options(script, skipped);
    let errexit = options.iter().any(|word| is_flag(word) && word.contains('e'));
    let pipefail = options.contains(&"pipefail");
    let mut text = format!("#!{}{}\n", shell.path(), if errexit { " -e" } else { "" });
    for name in PROXIES.into_iter().chain(run.step.variables()).filter(|name| is_name(name)) {
        text.push_str("export ");
        text.push_str(name);
        text.push_str("=1\n");
    }
    let start = text.len();
    text.push_str(script.text.text.get(skipped..).unwrap_or(""));
    Some(Subject { shell, errexit, pipefail, text, start, script, skipped })
}

/// What the shell is started with, by the script's first line or else by SHELL: `-eo`, `pipefail`, `-c`.
fn options(script: &RunScript, shebang: usize) -> Vec<&str> {
    match script.text.text.get(..shebang) {
        Some(line) if !line.is_empty() => line.split_whitespace().skip(1).collect(),
        _ => script.shell.iter().skip(1).map(String::as_str).collect(),
    }
}

/// `-eo`, and not `--norc`.
fn is_flag(word: &str) -> bool {
    word.starts_with('-') && !word.starts_with("--")
}

/// The length of a first line that names the interpreter, which stands above the variables already.
fn shebang(script: &str) -> usize {
    if script.starts_with("#!") { script.find('\n').unwrap_or(script.len()) } else { 0 }
}

fn is_name(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
        && !name.is_empty()
}

impl Subject<'_> {
    /// The findings that are about the script, at their places in the file.
    pub fn remarks(&self, findings: Vec<Finding>) -> Vec<Remark> {
        findings.into_iter().filter_map(|finding| self.remark(finding)).collect()
    }

    fn remark(&self, finding: Finding) -> Option<Remark> {
        let code = codes::name(finding.code).filter(|_| !codes::is_beside_the_point(finding.code))?;
        let start = finding.range.start.checked_sub(self.start)? + self.skipped;
        let end = finding.range.end.saturating_sub(self.start) + self.skipped;
        let message = codes::sentence(&finding.message);
        let span = self.script.text.span(start..end.max(start));
        Some(Remark { code, severity: finding.severity, message, help: finding.help, span })
    }

    /// The byte at a line and a column, both from 1, columns in characters; the end of the line where it is shorter.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let mut lines = self.text.split_inclusive('\n');
        let before: usize = lines.by_ref().take(line.saturating_sub(1)).map(str::len).sum();
        let line = lines.next().unwrap_or("").trim_end_matches(['\r', '\n']);
        let within = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
        before + within
    }
}
