//! The names of what COPY and ADD put into one folder of an image.

use std::ops::Range;

use super::lookup::Target;
use super::{Found, Image, workdir_at};
use crate::base::path;
use crate::build::dockerfile;
use crate::build::dockerfile::{Base, Stage, Step};
use crate::build::sources::is_remote;
use crate::syntax::dockerfile::ast::{Kind as Instruction, Transfer};
use crate::syntax::gomatch;
use crate::syntax::gomatch::Pattern;

/// Stages that copy from one another.
const DEEPEST: usize = 8;
/// Names that are listed.
const MOST: usize = 500;

/// What lies in a folder of an image.
#[derive(Debug, Default)]
pub struct Listing {
    /// Names of what may lie there, sorted.
    pub names: Vec<String>,
    /// Whether there may be more: a RUN, another image or a place that is not known.
    pub open: bool,
}

impl Image<'_> {
    /// Lists an absolute folder of a stage before one of its instructions.
    pub(super) fn list(&self, stage: &Stage, folder: &str) -> Listing {
        let mut found = Listing::default();
        self.add(stage, folder, 0, &mut found);
        found.names.sort();
        found.names.dedup();
        found
    }

    fn add(&self, stage: &Stage, folder: &str, depth: usize, found: &mut Listing) {
        if depth > DEEPEST || found.names.len() > MOST || !self.reader.may_look() {
            found.open = true;
            return;
        }
        for index in stage.instructions.clone() {
            let Some(step) = self.file.step(index) else { continue };
            match &step.instruction.kind {
                Instruction::Run(_) => found.open |= self.fills(index, folder),
                Instruction::Copy(transfer) | Instruction::Add(transfer) => {
                    self.transfer(&step, transfer, folder, depth, found);
                }
                _ => {}
            }
        }
        if let Base::Stage(below) = stage.base
            && let Some(below) = self.file.stages.get(below)
        {
            self.add(below, folder, depth + 1, found);
        }
    }

    fn transfer(&self, step: &Step, transfer: &Transfer, folder: &str, depth: usize, found: &mut Listing) {
        let workdir = step.stage.and_then(|stage| workdir_at(self.file, stage, step.index));
        let Some(target) = Target::of(step, transfer, workdir.as_deref()) else {
            found.open = true;
            return;
        };
        let (here, there) = (folder.trim_start_matches('/'), target.path.trim_start_matches('/'));
        if let Some(inside) = path::below(there, here).filter(|inside| !inside.is_empty()) {
            found.names.extend(inside.split('/').next().map(str::to_owned));
            return;
        }
        let Some(rest) = path::below(here, there) else { return };
        let from = step.instruction.flags.iter().find(|flag| flag.name.value == "from");
        for word in &transfer.sources {
            match (step.value(&word.value), from.map(|flag| flag.value.as_ref())) {
                (None, _) | (_, Some(None)) => found.open = true,
                (Some(source), Some(Some(stage))) => {
                    let earlier = |stage: &&Stage| step.stage.is_some_and(|own| stage.index < own.index);
                    match self.file.stage_named(&stage.value).filter(earlier) {
                        Some(stage) => self.of_stage(stage, &source, rest, depth, found),
                        None => found.open = true,
                    }
                }
                (Some(source), None) if is_remote(&source) => found.open = true,
                (Some(source), None) => self.of_context(&source, rest, found),
            }
        }
    }

    fn of_stage(&self, stage: &Stage, source: &str, rest: &str, depth: usize, found: &mut Listing) {
        let Some(source) = dockerfile::join(Some("/"), source) else { return };
        if rest.is_empty() && matches!(self.find(stage, &source, usize::MAX, depth + 1), Found::File(_)) {
            found.names.push(path::name(&source).to_owned());
            return;
        }
        let below = path::join(source.trim_end_matches('/'), rest);
        self.add(stage, below.trim_end_matches('/'), depth + 1, found);
    }

    fn of_context(&self, source: &str, rest: &str, found: &mut Listing) {
        let clean = gomatch::clean(&format!("/{source}")).trim_start_matches('/').to_owned();
        let in_context = |path: &str| path::join(&self.context.folder, path).trim_end_matches('/').to_owned();
        let names = |folder: &str| self.reader.tree.list(folder).into_iter().map(|entry| entry.name);
        if gomatch::has_wildcard(&clean) {
            // A pattern below another one is nobody's way to copy a configuration.
            let folder = path::parent(&clean).unwrap_or("");
            let pattern = Pattern::new(path::name(&clean));
            let fitting = names(&in_context(folder)).filter(|name| pattern.matches(name) == Ok(true));
            match gomatch::has_wildcard(folder) || !rest.is_empty() {
                true => found.open = true,
                false => found.names.extend(fitting),
            }
            return;
        }
        let whole = in_context(&clean);
        match self.reader.kind(&whole) {
            Some(crate::files::Kind::Folder) => {
                found.names.extend(names(&in_context(&path::join(&clean, rest))))
            }
            Some(crate::files::Kind::File) if rest.is_empty() => {
                found.names.push(path::name(&clean).to_owned())
            }
            _ => {}
        }
    }

    /// Whether a RUN may put files into a folder: it names it, and not only to remove what is there.
    fn fills(&self, index: usize, folder: &str) -> bool {
        self.named(index..index + 1, folder).any(|program| program != "rm")
    }

    /// Whether a RUN of a stage, or of those below it, names a path of which this is a part.
    pub(super) fn touches(&self, stage: &Stage, part: &str) -> bool {
        let mut stages = self.file.ancestry(stage);
        stages.any(|stage| self.named(stage.instructions.clone(), part).next().is_some())
    }

    /// Whether a RUN of a stage, or of those below it, may change a file by a pattern, or by a folder it lies in.
    pub(super) fn sweeps(&self, stage: &Stage, file: &str) -> bool {
        let around = |word: &str| {
            let head = word.split('*').next().unwrap_or("").trim_end_matches('/');
            let system = SYSTEM.iter().any(|folder| head.starts_with(folder));
            system && head.len() < file.len() && path::within(file, head)
        };
        let mut stages = self.file.ancestry(stage);
        stages.any(|stage| self.naming(stage.instructions.clone(), around).next().is_some())
    }

    /// Whether a RUN of a stage, or of those below it, has the system install a package.
    pub(super) fn installs(&self, stage: &Stage, package: &str) -> bool {
        let is_package = |word: &str| {
            let rest = word.strip_prefix(package);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '=', '~']))
        };
        let mut stages = self.file.ancestry(stage);
        stages.any(|stage| {
            let mut programs = self.naming(stage.instructions.clone(), is_package);
            programs.any(|program| INSTALLERS.contains(&program.as_str()))
        })
    }

    /// The programs in RUN that may change what is at a path of which this is a part.
    fn named(&self, instructions: Range<usize>, part: &str) -> impl Iterator<Item = String> {
        self.naming(instructions, move |word| word.contains(part))
    }

    /// The programs in RUN that have such a word, and do more than to look at files.
    fn naming(&self, instructions: Range<usize>, is: impl Fn(&str) -> bool) -> impl Iterator<Item = String> {
        let commands = self.file.runs_in(instructions).flat_map(|run| run.run.script.commands.iter());
        commands.filter_map(move |command| {
            let program = command.effective().program;
            let mut words = command.words.iter().map(|word| word.text());
            let mut into = command.redirections.iter().map(|it| it.target.text());
            let harmless = HARMLESS.contains(&program.as_str()) && command.redirections.is_empty();
            let names = !harmless && (words.any(&is) || into.any(&is));
            names.then_some(program)
        })
    }
}

/// Folders of the system's own configurations.
const SYSTEM: &[&str] = &["/etc/", "/usr/local/"];
/// Programs that install packages of the system.
const INSTALLERS: &[&str] = &["apt-get", "apt", "aptitude", "apk", "apt-fast"];

/// Programs that put no files anywhere.
const HARMLESS: &[&str] = &["mkdir", "chown", "chmod", "chgrp", "touch", "ls", "cat", "test", "["];
