//! The commands of a RUN that really run a given program.

use crate::build::run_scripts::Run;
use crate::syntax::shell::{Effective, Simple, Word};

/// A command that runs one of the given programs.
#[derive(Debug)]
pub struct Found<'a> {
    /// The command.
    pub command: &'a Simple,
    /// What it really runs.
    pub effective: Effective<'a>,
    /// The word that names the program.
    pub word: &'a Word,
}

/// The commands that run one of the programs, in order. A function of the script does not count as a program.
pub fn running<'a>(run: &Run<'a>, programs: &'a [&str]) -> impl Iterator<Item = Found<'a>> {
    let script = &run.run.script;
    script.commands.iter().filter_map(move |command| {
        let effective = command.effective();
        let word = effective.word.filter(|_| programs.contains(&effective.program.as_str()))?;
        let is_function = script.functions.iter().any(|function| function.value == effective.program);
        (!is_function).then_some(Found { command, effective, word })
    })
}
