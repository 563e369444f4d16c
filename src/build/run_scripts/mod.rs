//! The shell scripts of a Dockerfile's RUN instructions, parsed once and only when a rule asks for them.

mod shell;

use shell::Shells;

use super::dockerfile::{Dockerfile, Step};
use crate::base::source::{Span, Text};
use crate::build::base::is_windows;
use crate::syntax::dockerfile::ast::{Command, Heredoc, Kind};
use crate::syntax::shell as syntax;
use crate::syntax::shell::{Dialect, Script};

/// The script of one RUN, or of a RUN behind ONBUILD: the text behind the keyword, or the body of its heredoc.
#[derive(Debug)]
pub struct RunScript {
    /// Number of the instruction in the file.
    pub index: usize,
    /// Whether it stands behind ONBUILD.
    pub onbuild: bool,
    /// The text as the shell gets it: a heredoc alone is the script, others stand behind the line that reads them.
    pub text: Text,
    /// The program that reads it, by name or path: `/bin/sh`; on Windows, `cmd`.
    pub interpreter: String,
    /// The shell it is for.
    pub dialect: Dialect,
    /// The words of SHELL in force, or of a `# hadolint shell=` comment that tells the base image's; empty for
    /// the default.
    pub shell: Vec<String>,
    /// Whether a comment tells the shell.
    pub told: bool,
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
    let shells = Shells::new(file);
    file.steps().filter_map(|step| script(file, step, &shells)).collect()
}

fn script(file: &Dockerfile, step: Step, shells: &Shells) -> Option<RunScript> {
    let Kind::Run(Command::Shell(line)) = &step.instruction.kind else { return None };
    let said = shells.at(file, step.stage, step.index);
    let (shell, told) = said.map_or((Vec::new(), false), |said| (said.words.clone(), said.told));
    let (text, shebang) = text(line, &step.instruction.heredocs);
    let program = shebang.or(shell.first().cloned());
    let interpreter = program.unwrap_or_else(|| default_shell(step).to_owned());
    let dialect = Dialect::of(&interpreter);
    let script = if dialect == Dialect::Other { Script::default() } else { syntax::parse(&text, dialect) };
    Some(RunScript {
        index: step.index,
        onbuild: step.onbuild,
        text,
        interpreter,
        dialect,
        shell,
        told,
        script,
    })
}

/// The shell where nothing sets one. A backtick as escape character is for the backslashes of Windows.
fn default_shell(step: Step) -> &'static str {
    let windows = step.stage.is_some_and(|stage| is_windows(step.file, stage));
    if windows || step.file.tree.escape == '`' { "cmd" } else { "/bin/sh" }
}

/// What the shell gets to read, and the interpreter that a heredoc names on its first line.
fn text(line: &Text, heredocs: &[Heredoc]) -> (Text, Option<String>) {
    match heredocs {
        [] => (line.clone(), None),
        [only] if only.opener == line.span => {
            (only.body.clone(), syntax::interpreter(&only.body.text).map(str::to_owned))
        }
        _ => (with_heredocs(line, heredocs), None),
    }
}

/// A line that reads heredocs, with these behind it as a shell has them.
fn with_heredocs(line: &Text, heredocs: &[Heredoc]) -> Text {
    let mut whole = line.clone();
    for heredoc in heredocs {
        whole.push("\n", Span::new(whole.span.end, heredoc.body.span.start));
        whole.append(&heredoc.body);
        whole.push(&heredoc.name, heredoc.closer);
    }
    whole
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use crate::base::source::Source;
    use crate::build::dockerfile::BuildArgs;

    fn file(text: &str) -> Dockerfile {
        Dockerfile::new(Source::new("Dockerfile", "Dockerfile", text), &BuildArgs::open())
    }

    #[test]
    fn the_text_is_what_the_shell_gets() {
        for (run, text, interpreter) in [
            ("RUN a && \\\n  b\n", "a &&   b", "/bin/sh"),
            ("ONBUILD RUN a\n", "a", "/bin/sh"),
            ("RUN --network=none <<EOF\na\nb\nEOF\n", "a\nb\n", "/bin/sh"),
            ("RUN << EOF\na\nEOF\n", "a\n", "/bin/sh"),
            ("RUN <<EOF\n#!/usr/bin/env -S bash -e\na\nEOF\n", "#!/usr/bin/env -S bash -e\na\n", "bash"),
            ("RUN cat <<A >x\n1\nA\n", "cat <<A >x\n1\nA", "/bin/sh"),
            (
                "RUN cat <<A - <<-'B' && \\\n c\n1\nA\n\t2\nB\n",
                "cat <<A - <<-'B' &&  c\n1\nA\n2\nB",
                "/bin/sh",
            ),
            ("SHELL [\"bash\", \"-c\"]\nRUN a\n", "a", "bash"),
            ("FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN a\n", "a", "cmd"),
        ] {
            let file = file(&format!("FROM a\n{run}"));
            let script = file.runs().next().expect("a RUN").run;
            assert_eq!(
                (script.text.text.as_str(), script.interpreter.as_str()),
                (text, interpreter),
                "{run}"
            );
        }
    }

    #[test]
    fn heredocs_are_found_where_they_stand() {
        let file = file("FROM a\nRUN cat <<A - <<B\r\n1\nA\n2\nB\n");
        let script = file.runs().next().expect("a RUN").run;
        for (text, line) in [("cat", 2), ("1", 3), ("2", 5)] {
            let at = script.text.text.find(text).expect("it is there");
            let span = script.text.span(at..at + text.len());
            assert_eq!((file.source.slice(span), file.source.position(span.start).line), (text, line));
        }
        assert_eq!(script.script.errors, []);
    }
}
