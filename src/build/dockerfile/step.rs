//! An instruction with what surrounds it.

use super::{Dockerfile, Stage};
use crate::base::source::{Place, Span};
use crate::syntax::dockerfile::ast::{Instruction, Kind};

/// An instruction with what surrounds it.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// The file it stands in.
    pub file: &'a Dockerfile,
    /// Its stage; none before the first FROM.
    pub stage: Option<&'a Stage>,
    /// Its number in the file; that of the ONBUILD around it where there is one.
    pub index: usize,
    /// The instruction.
    pub instruction: &'a Instruction,
    /// Whether it stands behind ONBUILD.
    pub onbuild: bool,
}

impl<'a> Step<'a> {
    /// The step, and behind it the one inside its ONBUILD.
    pub fn with_onbuild(self) -> impl Iterator<Item = Step<'a>> {
        let inner = match &self.instruction.kind {
            Kind::Onbuild(inner) => Some(Step { instruction: inner, onbuild: true, ..self }),
            _ => None,
        };
        std::iter::once(self).chain(inner)
    }

    /// A range of this file.
    pub fn place(&self, span: Span) -> Place {
        Place::new(&self.file.source, span)
    }

    /// The keyword in upper case.
    pub fn keyword(&self) -> String {
        self.instruction.keyword.value.to_ascii_uppercase()
    }

    /// The name or number of the user in force, as written; `None` where the base image's own is.
    pub fn user(&self) -> Option<&'a str> {
        let stage = self.stage?;
        let set = |at: usize| match &self.file.instruction(at)?.kind {
            Kind::User(word) => word.value.split(':').next(),
            _ => None,
        };
        let own = (stage.instructions.start..self.index).rev().find_map(set);
        own.or_else(|| set(self.file.ancestry(stage).nth(1)?.user.index()?))
    }

    /// The names of the variables that ARG and ENV define for it, in its stage or those below, sorted.
    pub fn variables(&self) -> Vec<&'a str> {
        let stages = self.stage.into_iter().flat_map(|stage| self.file.ancestry(stage));
        let limits = std::iter::once(self.index).chain(std::iter::repeat(usize::MAX));
        let names = stages.zip(limits).flat_map(|(stage, limit)| stage.scope.names_before(limit));
        let mut names: Vec<&'a str> = names.collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// A word with its variables and quotes resolved as they stand here; `None` where that cannot be known.
    pub fn value(&self, word: &str) -> Option<String> {
        self.file.value(self.stage, self.index, word)
    }
}
