//! Which shell runs a RUN: the last SHELL before it, in its stage or those below, or a comment that tells the base
//! image's.
//!
//! ```text
//! # hadolint shell=/bin/bash -o pipefail -c      before the first FROM: in every stage
//! FROM registry.example.org/base                 its SHELL is not known here
//! # hadolint shell=/bin/ash                      from here on in this stage, and in those based on it
//! SHELL ["/bin/bash", "-c"]                      so does this
//! # hadolint shell=/bin/ash                      right above FROM: in the new stage as well
//! FROM registry.example.org/other
//! ```

use std::ops::Range;

use crate::build::dockerfile::{Base, Dockerfile, Stage};
use crate::syntax::dockerfile::ast::Kind;

/// Everything a file says about its shells.
pub(super) struct Shells {
    /// Everything said, in order.
    said: Vec<Said>,
    /// What is in force at the end of each stage, as an index in `said`.
    ends: Vec<Option<usize>>,
    /// The same for stages that nothing else is said of.
    global: Option<usize>,
}

/// A shell that is set or told.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// Where, in bytes.
    at: usize,
    /// Its program and options.
    pub(super) words: Vec<String>,
    /// Whether a comment tells it; otherwise SHELL sets it.
    pub(super) told: bool,
}

impl Shells {
    pub(super) fn new(file: &Dockerfile) -> Shells {
        let mut shells = Shells { said: said(file), ends: Vec::new(), global: None };
        let first = file.stages.first().map_or(0, |stage| stage.instructions.start);
        shells.global = shells.last(0..start(file, first));
        for stage in &file.stages {
            let end = shells.within(file, stage, stage.instructions.end);
            shells.ends.push(end);
        }
        shells
    }

    /// The shell in force at an instruction; `None` where nothing is said of it.
    pub(super) fn at(&self, file: &Dockerfile, stage: Option<&Stage>, index: usize) -> Option<&Said> {
        self.said.get(stage.map_or(self.global, |stage| self.within(file, stage, index))?)
    }

    /// What is in force in a stage, before an instruction.
    fn within(&self, file: &Dockerfile, stage: &Stage, before: usize) -> Option<usize> {
        let below = match stage.base {
            Base::Stage(below) => self.ends.get(below).copied().flatten(),
            _ => None,
        };
        let above = stage.instructions.start.checked_sub(1).and_then(|above| file.instruction(above));
        let from = above.map_or(0, |above| above.span.end);
        self.last(from..start(file, before)).or(below).or(self.global)
    }

    /// The last thing said in a range.
    fn last(&self, range: Range<usize>) -> Option<usize> {
        let last = self.said.partition_point(|said| said.at < range.end).checked_sub(1)?;
        self.said.get(last).is_some_and(|said| said.at >= range.start).then_some(last)
    }
}

/// Where an instruction starts; past the last one, where that ends.
fn start(file: &Dockerfile, index: usize) -> usize {
    let last = || file.tree.instructions.last().map_or(0, |last| last.span.end);
    file.instruction(index).map_or_else(last, |instruction| instruction.span.start)
}

/// SHELL instructions and `# hadolint shell=` comments, those inside an instruction excluded.
fn said(file: &Dockerfile) -> Vec<Said> {
    let instructions = &file.tree.instructions;
    let set = instructions.iter().filter_map(|instruction| match &instruction.kind {
        Kind::Shell(words) => {
            let words = words.iter().map(|word| word.text.clone()).collect();
            Some(Said { at: instruction.span.start, words, told: false })
        }
        _ => None,
    });
    let told = file.tree.comments.iter().filter_map(|comment| {
        let (at, words) = (comment.span.start, words(&comment.text)?);
        let next = instructions.partition_point(|instruction| instruction.span.start <= at);
        let before = next.checked_sub(1).and_then(|before| file.instruction(before));
        let outside = before.is_none_or(|before| !before.span.contains(at));
        outside.then_some(Said { at, words, told: true })
    });
    let mut said: Vec<_> = set.chain(told).collect();
    said.sort_by_key(|said| said.at);
    said
}

/// `hadolint shell=/bin/bash -c`.
fn words(comment: &str) -> Option<Vec<String>> {
    let rest = comment.strip_prefix("hadolint")?;
    let rest = rest.strip_prefix([' ', '\t'])?.trim_start().strip_prefix("shell")?;
    let words: Vec<String> =
        rest.trim_start().strip_prefix('=')?.split_whitespace().map(str::to_owned).collect();
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use crate::base::source::Source;
    use crate::build::dockerfile::{BuildArgs, Dockerfile};

    fn shells(text: &str) -> Vec<String> {
        let file = Dockerfile::new(Source::new("Dockerfile", "Dockerfile", text), &BuildArgs::open());
        file.runs().map(|run| run.run.shell.join(" ")).collect()
    }

    #[test]
    fn the_last_word_on_the_shell_counts() {
        let bash = "# hadolint shell=/bin/bash\n";
        let cases: [(String, &[&str]); 10] = [
            ("FROM a\nRUN x\n".into(), &[""]),
            (format!("FROM a\nRUN x\n{bash}RUN y\nRUN z\n"), &["", "/bin/bash", "/bin/bash"]),
            (
                format!("FROM a\n{bash}RUN x\nSHELL [\"/bin/ash\"]\nRUN y\n{bash}RUN z\n"),
                &["/bin/bash", "/bin/ash", "/bin/bash"],
            ),
            (format!("{bash}ARG V\nFROM a\nRUN x\nFROM b\nRUN y\n"), &["/bin/bash", "/bin/bash"]),
            (
                format!("FROM a AS a\n{bash}RUN x\nFROM b\nRUN y\nFROM a\nRUN z\n"),
                &["/bin/bash", "", "/bin/bash"],
            ),
            (
                format!("FROM a AS a\nRUN x\n{bash}FROM b\nRUN y\nFROM a\nRUN z\n"),
                &["", "/bin/bash", "/bin/bash"],
            ),
            (
                format!("FROM a AS a\nSHELL [\"s\"]\nFROM a\nRUN x\n{bash}ONBUILD RUN y\n"),
                &["s", "/bin/bash"],
            ),
            (format!("FROM a\nRUN x \\\n{bash}  y\nRUN z\n"), &["", ""]),
            (
                "FROM a\n#hadolint\tshell = /bin/bash  -eo pipefail -c \nRUN x\n".into(),
                &["/bin/bash -eo pipefail -c"],
            ),
            ("FROM a\n# hadolint shell=\n# hadolintshell=b\n# hadolint ignore=DL3006\nRUN x\n".into(), &[""]),
        ];
        for (text, expected) in cases {
            assert_eq!(shells(&text), expected, "{text}");
        }
    }

    #[test]
    fn a_comment_only_tells() {
        let text = "FROM a\n# hadolint shell=bash\nRUN x\nSHELL [\"bash\"]\nRUN y\n";
        let file = Dockerfile::new(Source::new("Dockerfile", "Dockerfile", text), &BuildArgs::open());
        let told: Vec<bool> = file.runs().map(|run| run.run.told).collect();
        assert_eq!(told, [true, false]);
    }
}
