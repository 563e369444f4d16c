//! Which stages a build makes.

use std::collections::BTreeSet;

use super::{Base, Dockerfile};
use crate::build::Builder;
use crate::syntax::dockerfile::ast;

impl Dockerfile {
    /// The stages that a stage is made from: the one it is based on, and those that COPY and mounts take files from.
    pub fn needs(&self, index: usize) -> Vec<usize> {
        let Some(stage) = self.stages.get(index) else { return Vec::new() };
        let base = match stage.base {
            Base::Stage(index) => Some(index),
            _ => None,
        };
        let named = |flag: &ast::Flag| {
            let value = flag.value.as_ref()?.value.as_str();
            let name = if flag.name.value == "from" {
                value
            } else {
                value.split(',').find_map(|part| part.strip_prefix("from="))?
            };
            self.stage_named(name).map(|stage| stage.index)
        };
        let flags = self.steps_of(stage).flat_map(|step| &step.instruction.flags);
        flags.filter_map(named).chain(base).filter(|needed| *needed < index).collect()
    }

    /// The stages that are made where some are built, in order: by BuildKit those and all they are made from, by the
    /// classic builder every stage up to the last of them, needed or not.
    pub fn made(&self, built: &[usize], builder: Builder) -> BTreeSet<usize> {
        if builder == Builder::Classic {
            return built.iter().max().map_or_else(BTreeSet::new, |last| (0..=*last).collect());
        }
        let mut made = BTreeSet::new();
        let mut waiting = built.to_vec();
        while let Some(index) = waiting.pop() {
            if made.insert(index) {
                waiting.extend(self.needs(index));
            }
        }
        made
    }
}
