//! What COPY, ADD and RUN leave at a path of an image.

use super::{Found, Image, workdir_at};
use crate::base::path;
use crate::build::context::Sight;
use crate::build::dockerfile;
use crate::build::dockerfile::{Base, Stage, Step};
use crate::build::run_scripts::Run;
use crate::build::sources::{is_archive, is_remote};
use crate::files::Kind;
use crate::syntax::dockerfile::ast::{Kind as Instruction, Transfer};
use crate::syntax::gomatch;
use crate::syntax::gomatch::Pattern;
use crate::syntax::shell::{Operator, Simple};

/// Stages that copy from one another.
const DEEPEST: usize = 16;

impl Image<'_> {
    /// What a stage has at an absolute path before one of its instructions.
    pub(super) fn find(&self, stage: &Stage, path: &str, before: usize, depth: usize) -> Found {
        if depth > DEEPEST || !self.reader.may_look() {
            return Found::Unknown("is one of too many files to follow");
        }
        let mut changed = false;
        for index in stage.instructions.clone().rev().filter(|index| *index < before) {
            let Some(step) = self.file.step(index) else { continue };
            match &step.instruction.kind {
                Instruction::Run(_) => changed |= self.changes(index, path),
                Instruction::Copy(transfer) | Instruction::Add(transfer) => {
                    match self.copied(&step, transfer, path, depth) {
                        Found::Missing => {}
                        Found::File(_) if changed => return Found::Unknown("is changed by a RUN"),
                        found => return found,
                    }
                }
                _ => {}
            }
        }
        if changed {
            return Found::Unknown("is created by a RUN");
        }
        match stage.base {
            Base::Stage(below) => self
                .file
                .stages
                .get(below)
                .map_or(Found::Missing, |below| self.find(below, path, usize::MAX, depth + 1)),
            _ => Found::Missing,
        }
    }

    /// Whether a RUN writes a file of that name.
    fn changes(&self, index: usize, path: &str) -> bool {
        let name = path::name(path);
        self.file.runs_in(index..index + 1).any(|run| writes(&run, name))
    }

    /// Where a COPY or ADD puts its sources, where that is known.
    pub(super) fn target(&self, step: &Step, transfer: &Transfer) -> Option<Target> {
        let folder = step.stage.and_then(|stage| workdir_at(self.file, stage, step.index));
        Target::of(step, transfer, folder.as_deref())
    }

    /// What one COPY or ADD puts at a path.
    pub(super) fn copied(&self, step: &Step, transfer: &Transfer, path: &str, depth: usize) -> Found {
        let Some(target) = self.target(step, transfer) else {
            return Found::Unknown("may be copied to an unknown path");
        };
        let Some(rest) = target.rest(path) else { return Found::Missing };
        let from = step.instruction.flags.iter().find(|flag| flag.name.value == "from");
        let added = matches!(step.instruction.kind, Instruction::Add(_));
        let mut open = Found::Missing;
        for word in &transfer.sources {
            let found = match (step.value(&word.value), from.and_then(|flag| flag.value.as_ref())) {
                (None, _) => Found::Unknown("may be copied from an unknown path"),
                (Some(source), Some(stage)) => {
                    self.in_stage(step, &stage.value, &source, rest, &target, depth)
                }
                (Some(source), None) if is_remote(&source) => target.fetched(&source, rest),
                (Some(source), None) if added && is_archive(&source) => {
                    Found::Unknown("may come from an archive that ADD unpacks")
                }
                (Some(source), None) => self.in_context(&source, rest, &target),
            };
            match found {
                Found::Missing => {}
                Found::Unknown(_) => open = found,
                found => return found,
            }
        }
        open
    }

    fn in_stage(
        &self,
        step: &Step,
        name: &str,
        source: &str,
        rest: &str,
        target: &Target,
        depth: usize,
    ) -> Found {
        let Some(stage) = self.earlier(step, name) else {
            return Found::Unknown("may come from another image");
        };
        let Some(source) = dockerfile::join(Some("/"), source) else { return Found::Missing };
        for candidate in target.candidates(&source, rest) {
            match self.find(stage, &candidate, usize::MAX, depth + 1) {
                Found::Missing => {}
                // A folder is not copied, what it holds is.
                Found::Folder(_) if !rest.is_empty() && candidate == source => {}
                Found::File(_) if rest.is_empty() && target.folder => {}
                found => return found,
            }
        }
        Found::Missing
    }

    /// The stage before this one that `--from` names.
    pub(super) fn earlier(&self, step: &Step, name: &str) -> Option<&Stage> {
        let before = |stage: &&Stage| step.stage.is_some_and(|own| stage.index < own.index);
        self.file.stage_named(name).filter(before)
    }

    fn in_context(&self, source: &str, rest: &str, target: &Target) -> Found {
        let tree = self.reader.tree;
        let clean = gomatch::clean(&format!("/{source}")).trim_start_matches('/').to_owned();
        let candidates = if gomatch::has_wildcard(&clean) {
            fitting(&clean, rest).into_iter().collect()
        } else {
            target.candidates(&clean, rest)
        };
        for candidate in candidates {
            let place = path::join(&self.context.folder, &candidate);
            let place = place.trim_end_matches('/');
            let Some(kind) = self.reader.kind(place) else {
                if tree.in_submodule(place) {
                    return Found::Unknown("is in a git submodule");
                }
                continue;
            };
            // A folder is not copied, what it holds is.
            if kind == Kind::Folder && !rest.is_empty() && candidate == clean {
                continue;
            }
            // What git does not have is followed as well: whether it gets to Heroku is another question.
            let seen = matches!(self.context.sees(tree, &candidate), Sight::Found | Sight::NotInGit { .. });
            if !seen && !candidate.is_empty() {
                return Found::Missing;
            }
            // In a folder a file lies under its own name.
            if kind == Kind::File && rest.is_empty() && target.folder {
                continue;
            }
            return match kind {
                Kind::Folder => Found::Folder(place.to_owned()),
                Kind::File => {
                    self.reader.read(place).map_or(Found::Unknown("cannot be read as text"), Found::File)
                }
                Kind::Other => Found::Unknown("is a link out of the repository"),
            };
        }
        Found::Missing
    }

    /// The folders that ENV adds to `PATH`.
    pub(super) fn search_path(&self) -> Vec<String> {
        let mut found = Vec::new();
        for stage in self.file.ancestry(self.stage) {
            for step in self.file.steps_of(stage) {
                let Instruction::Env(pairs) = &step.instruction.kind else { continue };
                let own = pairs.iter().filter(|pair| pair.key.value == "PATH");
                for part in
                    own.filter_map(|pair| pair.value.as_ref()).flat_map(|value| value.value.split(':'))
                {
                    let folder = step.value(part.trim_matches(['"', '\'']));
                    found.extend(folder.filter(|folder| folder.starts_with('/')));
                }
            }
        }
        found
    }
}

/// The target of a COPY.
pub(super) struct Target {
    /// Absolute.
    pub path: String,
    /// Whether it is surely a folder.
    folder: bool,
}

impl Target {
    /// The target in a working directory; `None` where it is not known.
    pub fn of(step: &Step, transfer: &Transfer, folder: Option<&str>) -> Option<Target> {
        let target = step.value(&transfer.target.value)?;
        let path = dockerfile::join(folder, &target)?;
        Some(Target { folder: transfer.sources.len() > 1 || is_folder(&target), path })
    }

    /// A path of the image as seen from the target: `""` for the target itself.
    pub(super) fn rest<'p>(&self, path: &'p str) -> Option<&'p str> {
        path::below(path.trim_start_matches('/'), self.path.trim_start_matches('/'))
    }

    /// Where `rest` below the target may come from: below a source that is a folder, or the source itself.
    pub(super) fn candidates(&self, source: &str, rest: &str) -> Vec<String> {
        let below = path::join(source.trim_end_matches('/'), rest);
        match rest {
            "" if self.folder => vec![source.to_owned()],
            "" => vec![source.to_owned()],
            rest if rest == path::name(source) => vec![source.to_owned(), below],
            _ => vec![below],
        }
    }
}

impl Target {
    /// What ADD puts there of a URL: a file under its last name, or a whole repository.
    fn fetched(&self, source: &str, rest: &str) -> Found {
        let name = path::name(source.split(['?', '#']).next().unwrap_or(source));
        let repository = source.starts_with("git@") || name.ends_with(".git") || source.contains(".git#");
        match repository || rest == name || (rest.is_empty() && !self.folder) {
            true => Found::Unknown("is downloaded"),
            false => Found::Missing,
        }
    }
}

/// `.`, `./` and `/app/` are folders whatever is copied there.
fn is_folder(target: &str) -> bool {
    target.ends_with('/') || target == "." || target.ends_with("/.")
}

/// The file that a pattern for files takes to a target.
fn fitting(pattern: &str, rest: &str) -> Option<String> {
    let folder = path::parent(pattern).unwrap_or("");
    let last = Pattern::new(path::name(pattern));
    let plain = !rest.is_empty() && !rest.contains('/') && !gomatch::has_wildcard(folder);
    (plain && last.matches(rest) == Ok(true)).then(|| path::join(folder, rest))
}

/// Programs that write or move the files they are given.
const WRITERS: &[&str] = &[
    "sed", "perl", "awk", "mv", "cp", "ln", "rm", "install", "tee", "curl", "wget", "envsubst", "patch",
    "rsync", "unzip", "tar",
];

fn writes(run: &Run, name: &str) -> bool {
    run.run.script.commands.iter().any(|command| {
        let by_name = is_writer(command);
        let into = command.redirections.iter().filter(|it| WRITES.contains(&it.operator));
        (by_name && command.words.iter().any(|word| word.text().contains(name)))
            || into.into_iter().any(|it| it.target.text().contains(name))
    })
}

/// Whether a program writes or moves the files it is given.
pub fn is_writer(command: &Simple) -> bool {
    WRITERS.contains(&command.effective().program.as_str()) && !mends_line_ends(command)
}

/// The redirections that write a file.
pub const WRITES: [Operator; 4] =
    [Operator::Write, Operator::Append, Operator::ReadWrite, Operator::WriteBoth];

/// `sed -i 's/\r$//' start.sh` changes nothing that is followed.
fn mends_line_ends(command: &Simple) -> bool {
    command.words.iter().any(|word| word.text().contains("s/\\r"))
}
