//! What the commands before a program may have done to files.

use super::program::spelling;
use crate::model::dockerfile;
use crate::model::filesystem::{WRITES, is_writer};
use crate::syntax::shell::{Operator, Simple};

/// Commands that are remembered.
const MOST: usize = 200;
/// Programs that only look at the files they are given.
const READERS: &[&str] =
    &["cat", "ls", "echo", "test", "[", "nginx", "mkdir", "chown", "chmod", "grep", "head", "tail"];

/// The commands before a program, by the files they name.
#[derive(Debug, Default)]
pub struct Past {
    commands: Vec<Done>,
    /// `envsubst <from >to`, both absolute.
    templates: Vec<(String, String)>,
}

#[derive(Debug)]
struct Done {
    /// All it names.
    named: Vec<String>,
    /// What of that it may write.
    written: Vec<String>,
}

impl Past {
    /// Remembers a command that runs in a folder.
    pub fn add(&mut self, command: &Simple, folder: Option<&str>) {
        let into = command.redirections.iter().filter(|it| WRITES.contains(&it.operator));
        let targets: Vec<String> = into.map(|it| spelling(&it.target)).collect();
        let program = command.effective().program;
        let words = command.words.iter().skip(1).map(spelling);
        let reads = READERS.contains(&program.as_str());
        let named: Vec<String> = words.filter(|_| !reads).chain(targets.iter().cloned()).collect();
        if self.commands.len() == MOST || named.is_empty() {
            return;
        }
        let template = (program == "envsubst").then(|| template(command)).flatten();
        let place = |path: &str| dockerfile::join(folder, path);
        if let (Some(from), [to]) = (template.and_then(|from| place(&from)), targets.as_slice())
            && let Some(to) = place(to)
        {
            self.templates.push((from, to));
            return;
        }
        let written = if is_writer(command) { named.clone() } else { targets };
        self.commands.push(Done { named, written });
    }

    /// Whether a command may have written a file of that name.
    pub fn writes(&self, name: &str) -> bool {
        self.commands.iter().flat_map(|done| &done.written).any(|word| word.contains(name))
    }

    /// Whether a command was given a file of that name, or said where to write it.
    pub fn names(&self, name: &str) -> bool {
        self.commands.iter().flat_map(|done| &done.named).any(|word| word.contains(name))
    }

    /// The template whose variables were put in to make a file, both by their absolute paths.
    pub fn template(&self, path: &str) -> Option<&str> {
        self.templates.iter().rev().find(|(_, to)| to == path).map(|(from, _)| from.as_str())
    }
}

/// The template that `envsubst` reads, where it puts `PORT` in.
fn template(command: &Simple) -> Option<String> {
    let only = command.effective().args.first().map(spelling);
    if only.is_some_and(|only| !only.contains("PORT")) {
        return None;
    }
    let read = command.redirections.iter().find(|it| it.operator == Operator::Read)?;
    Some(read.target.literal()?.into_owned())
}
