//! What the commands before a program may have done to files.

use super::program::spelling;
use crate::build::dockerfile;
use crate::build::filesystem::{WRITES, is_writer};
use crate::syntax::shell::{Operator, Simple};

/// Words that are remembered.
const MOST: usize = 1000;
/// Programs that only look at the files they are given.
const READERS: &[&str] =
    &["cat", "ls", "echo", "test", "[", "nginx", "mkdir", "chown", "chmod", "grep", "head", "tail"];

/// The commands before a program, by the files they name.
#[derive(Debug, Default)]
pub struct Past {
    named: Words,
    written: Words,
    /// `envsubst <from >to`, both absolute.
    templates: Vec<(String, String)>,
}

/// Words of commands that may be paths.
#[derive(Debug, Default)]
struct Words {
    words: Vec<String>,
    /// There were more than are remembered.
    more: bool,
}

impl Words {
    fn extend(&mut self, words: impl IntoIterator<Item = String>) {
        let mut words = words.into_iter();
        self.words.extend(words.by_ref().take(MOST - self.words.len().min(MOST)));
        self.more |= words.next().is_some();
    }

    fn name(&self, file: &str) -> bool {
        self.more || self.words.iter().any(|word| word.contains(file))
    }
}

impl Past {
    /// Remembers a command that runs in a folder.
    pub fn add(&mut self, command: &Simple, folder: Option<&str>) {
        let into = command.redirections.iter().filter(|it| WRITES.contains(&it.operator));
        let targets: Vec<String> = into.map(|it| spelling(&it.target)).collect();
        let program = command.effective().program;
        let template = (program == "envsubst").then(|| template(command)).flatten();
        let place = |path: &str| dockerfile::join(folder, path);
        if let (Some(from), [to]) = (template.and_then(|from| place(&from)), targets.as_slice())
            && let (Some(to), true) = (place(to), self.templates.len() < MOST)
        {
            self.templates.push((from, to));
            return;
        }
        let words = || command.words.iter().skip(1).map(spelling);
        if is_writer(command) {
            self.written.extend(words());
        }
        if !READERS.contains(&program.as_str()) {
            self.named.extend(words());
        }
        self.written.extend(targets.iter().cloned());
        self.named.extend(targets);
    }

    /// Whether a command may have written a file of that name.
    pub fn writes(&self, name: &str) -> bool {
        self.written.name(name)
    }

    /// Whether a command was given a file of that name, or said where to write it.
    pub fn names(&self, name: &str) -> bool {
        self.named.name(name)
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
