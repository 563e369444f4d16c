//! The stages that what an image holds at a path may be made in.

use super::{Files, Image, workdir_at};
use crate::base::path;
use crate::build::dockerfile;
use crate::build::dockerfile::{Dockerfile, Stage, Step};
use crate::syntax::dockerfile::ast::{Kind as Instruction, Transfer};
use crate::syntax::gomatch;

/// Stages that copy from one another.
const DEEPEST: usize = 8;
/// The most places that are returned.
const MOST: usize = 32;

/// A place in a stage.
#[derive(Debug, Clone)]
pub struct Origin<'a> {
    /// The Dockerfile.
    pub file: &'a Dockerfile,
    /// The stage.
    pub stage: &'a Stage,
    /// The absolute path in it; below a pattern the pattern itself.
    pub path: String,
}

impl<'a> Files<'a> {
    /// Where what the image has at an absolute path may be made: in the stage itself, those below it, and those it is
    /// copied from, the likeliest first.
    pub fn origins(&self, path: &str) -> Vec<Origin<'a>> {
        let mut found = Vec::new();
        if let Some(image) = self.image {
            image.collect(image.stage, path, 0, &mut found);
        }
        found
    }

    /// The files of another stage of the same Dockerfile.
    pub fn of_stage(&self, stage: &'a Stage) -> Files<'a> {
        Files { image: self.image.map(|image| Image { stage, ..image }) }
    }

    /// The paths at which a program of a bare name may be.
    pub fn program_paths(&self, name: &str) -> Vec<String> {
        let own = self.image.map_or_else(Vec::new, |image| image.search_path());
        let folders = own.iter().map(String::as_str).chain(super::PROGRAMS.iter().copied());
        folders.map(|folder| path::join(folder, name)).collect()
    }
}

impl<'a> Image<'a> {
    fn collect(&self, stage: &'a Stage, path: &str, depth: usize, found: &mut Vec<Origin<'a>>) {
        if depth > DEEPEST || found.len() >= MOST {
            return;
        }
        let mut copied: Vec<(&'a Stage, String, bool)> = Vec::new();
        for below in self.file.ancestry(stage) {
            for step in self.file.steps_of(below) {
                if let Instruction::Copy(transfer) = &step.instruction.kind {
                    copied.extend(self.sources(&step, transfer, path));
                }
            }
        }
        // A file that is named is likelier than a folder, and what is copied last stays.
        copied.reverse();
        copied.sort_by_key(|(_, _, named)| !named);
        for (from, source, _) in copied {
            self.collect(from, &source, depth + 1, found);
        }
        found.push(Origin { file: self.file, stage, path: path.to_owned() });
    }

    /// The places of other stages that one COPY may take to a path, and whether it names the file.
    fn sources(&self, step: &Step<'a>, transfer: &Transfer, path: &str) -> Vec<(&'a Stage, String, bool)> {
        let from = step.instruction.flags.iter().find(|flag| flag.name.value == "from");
        let name = from.and_then(|flag| flag.value.as_ref()).and_then(|name| step.value(&name.value));
        let Some(stage) = name.and_then(|name| self.file.stage_named(&name)) else { return Vec::new() };
        let own = step.stage.filter(|own| stage.index < own.index);
        let folder = own.and_then(|own| workdir_at(self.file, own, step.index));
        let target = step.value(&transfer.target.value);
        let target = target.and_then(|target| dockerfile::join(folder.as_deref(), &target));
        let (Some(_), Some(target)) = (own, target) else { return Vec::new() };
        let Some(rest) = path::below(path.trim_start_matches('/'), target.trim_start_matches('/')) else {
            return Vec::new();
        };
        let sources = transfer.sources.iter().filter_map(|word| step.value(&word.value));
        sources
            .filter_map(|source| Some(mapped(stage, &dockerfile::join(Some("/"), &source)?, rest)))
            .collect()
    }
}

fn mapped<'a>(stage: &'a Stage, source: &str, rest: &str) -> (&'a Stage, String, bool) {
    let named = rest.is_empty() || path::name(source) == rest;
    let pattern = gomatch::has_wildcard(source);
    let below =
        if named || pattern { source.to_owned() } else { path::join(source.trim_end_matches('/'), rest) };
    (stage, below, named)
}
