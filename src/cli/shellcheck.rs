//! ShellCheck's findings from the program `shellcheck`: run once for each script, never for long.

use std::io::{self, Read, Write};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use rayon::prelude::*;
use serde::Deserialize;

use crate::base::diagnostic::Severity;
use crate::build::dockerfile::Dockerfile;
use crate::build::shellcheck;
use crate::build::shellcheck::{Finding, Remark, Subject};
use crate::project::Project;

/// How to run the program.
#[derive(Debug, Clone, Copy)]
struct Program {
    name: &'static str,
    arguments: &'static [&'static str],
    limit: Duration,
}

/// It gives the same answer whatever stands in a configuration of its own, and counts a tab as one column.
const SHELLCHECK: Program = Program {
    name: "shellcheck",
    arguments: &["--norc", "--format", "json1", "-"],
    limit: Duration::from_secs(20),
};
/// The most that it may write, in bytes.
const LONGEST: u64 = 64 << 20;
/// How long its complaints may take once it has stopped.
const SOON: Duration = Duration::from_secs(1);

/// Why there are no findings.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no such program.
    #[error("the program `{0}` is not installed, or not where programs are looked for")]
    Missing(&'static str),
    /// It cannot be started, or its answer not be read.
    #[error("the program `{0}` cannot be run: {1}")]
    Run(&'static str, io::Error),
    /// It takes too long.
    #[error("the program `{0}` was stopped: it took more than {1} seconds for one script")]
    Slow(&'static str, u64),
    /// It says something else.
    #[error("the program `{0}` gave no answer that can be read: {1}")]
    Answer(&'static str, String),
}

/// Gives every Dockerfile of a project that was asked for what the program says of its scripts; nothing after a
/// failure.
pub fn ask(project: &Project) -> Result<(), Failure> {
    let outcome = ask_with(SHELLCHECK, project);
    project.dockerfiles.iter().for_each(|file| file.give_remarks(Vec::new()));
    outcome
}

fn ask_with(program: Program, project: &Project) -> Result<(), Failure> {
    for file in project.dockerfiles.iter().filter(|file| project.is_asked(&file.source)) {
        file.give_remarks(remarks(program, file)?);
    }
    Ok(())
}

fn remarks(program: Program, file: &Dockerfile) -> Result<Vec<Remark>, Failure> {
    let subjects: Vec<Subject> = shellcheck::subjects(file).collect();
    let remarks: Result<Vec<_>, Failure> = subjects
        .par_iter()
        .map(|subject| {
            let answer = answer(program, &subject.text)?;
            Ok(subject.remarks(answer.comments.iter().map(|comment| comment.finding(subject)).collect()))
        })
        .collect();
    Ok(remarks?.into_iter().flatten().collect())
}

/// What `--format json1` writes.
#[derive(Deserialize)]
struct Answer {
    comments: Vec<Comment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Comment {
    line: usize,
    end_line: usize,
    column: usize,
    end_column: usize,
    level: String,
    code: u32,
    message: String,
}

impl Comment {
    fn finding(&self, subject: &Subject) -> Finding {
        let severity = match self.level.as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Info,
        };
        let range = subject.offset(self.line, self.column)..subject.offset(self.end_line, self.end_column);
        Finding { code: self.code, severity, message: self.message.clone(), help: None, range }
    }
}

fn answer(program: Program, script: &str) -> Result<Answer, Failure> {
    let mut command = Command::new(program.name);
    command.args(program.arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::Missing(program.name),
        _ => Failure::Run(program.name, error),
    })?;
    let (output, complaint) = (listen(child.stdout.take()), listen(child.stderr.take()));
    tell(child.stdin.take(), script.to_owned());
    let said = output.recv_timeout(program.limit);
    let _ = child.kill().and_then(|()| child.wait());
    let said = said.map_err(|_| Failure::Slow(program.name, program.limit.as_secs()))?;
    let said = said.map_err(|error| Failure::Run(program.name, error))?;
    serde_json::from_slice(&said).map_err(|error| {
        let complaint = complaint.recv_timeout(SOON).ok().and_then(Result::ok).unwrap_or_default();
        Failure::Answer(program.name, first_line(&complaint).unwrap_or_else(|| error.to_string()))
    })
}

/// Writes the script aside, so that a program that does not read holds up nobody. It has its reasons, which its answer
/// tells.
fn tell(stdin: Option<ChildStdin>, script: String) {
    thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(script.as_bytes())));
}

/// Reads a stream aside, so that one that never ends holds up nobody.
fn listen(stream: Option<impl Read + Send + 'static>) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut text = Vec::new();
        let read = stream.map_or(Ok(0), |stream| stream.take(LONGEST).read_to_end(&mut text));
        sender.send(read.map(|_| text))
    });
    receiver
}

fn first_line(complaint: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(complaint);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(line.chars().take(200).collect())
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::files::Memory;

    /// What `sh -c` with a script makes of `RUN true && echo $x`: `line:column code severity message`, or why not.
    fn asked(script: &str) -> Result<Vec<String>, String> {
        let arguments: Vec<&'static str> = vec!["-c", script.to_owned().leak()];
        asked_of(Program { name: "sh", arguments: arguments.leak(), limit: Duration::from_secs(2) })
    }

    fn asked_of(program: Program) -> Result<Vec<String>, String> {
        let tree = Memory::from([("Dockerfile", "FROM a\nRUN true && \\\n  echo $x\n")]);
        let project = crate::internals::load(&tree, &[String::new()]).pop().unwrap();
        ask_with(program, &project).map_err(|failure| failure.to_string())?;
        let file = project.dockerfiles.first().unwrap();
        let line = |one: &Remark| {
            let at = file.source.position(one.span.start);
            format!("{}:{} {} {} {}", at.line, at.column, one.code, one.severity.as_str(), one.message)
        };
        Ok(file.remarks().iter().map(line).collect())
    }

    const COMMENT: &str = r#"{"file":"-","line":10,"endLine":10,"column":16,"endColumn":18,"level":"LEVEL","code":2086,"message":"Double quote it.","fix":null}"#;

    #[test]
    fn an_answer_is_read() {
        let answer = |level: &str| {
            format!("cat >/dev/null; echo '{{\"comments\":[{}]}}'; exit 1", COMMENT.replace("LEVEL", level))
        };
        for (level, severity) in
            [("error", "error"), ("warning", "warning"), ("info", "info"), ("style", "info")]
        {
            assert_eq!(asked(&answer(level)), Ok(vec![format!("3:8 SC2086 {severity} double quote it")]));
        }
        assert_eq!(asked("echo '{\"comments\":[]}'"), Ok(Vec::new()));
    }

    #[test]
    fn failures_are_told() {
        let no_answer = "the program `sh` gave no answer that can be read: ";
        assert_eq!(
            asked("echo 'unrecognized option' >&2; exit 4"),
            Err(format!("{no_answer}unrecognized option"))
        );
        assert_eq!(asked("exit 0"), Err(format!("{no_answer}EOF while parsing a value at line 1 column 0")));
        assert_eq!(
            asked("echo '[]'"),
            Err(format!(
                "{no_answer}invalid length 0, expected struct Answer with 1 element at line 1 column 2"
            ))
        );
        let slow = "the program `sh` was stopped: it took more than 2 seconds for one script";
        assert_eq!(asked("sleep 600"), Err(slow.into()));
        assert_eq!(
            asked("exec >/dev/null sleep 600"),
            Err(format!("{no_answer}EOF while parsing a value at line 1 column 0"))
        );
        let program = Program { name: "no-such-program", arguments: &[], limit: Duration::from_secs(2) };
        let missing = "the program `no-such-program` is not installed, or not where programs are looked for";
        assert_eq!(asked_of(program), Err(missing.into()));
    }
}
