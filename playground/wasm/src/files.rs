//! The files of a request as the linter reads them.

use std::collections::{BTreeMap, BTreeSet};

use dynolint::{Entry, Kind, Memory, ReadError, Tree};

use crate::protocol::File;

/// Files in memory; of some only the name is known, and of most not whether they are executable.
#[derive(Debug)]
pub struct Files {
    memory: Memory,
    executable: BTreeMap<String, bool>,
    named: BTreeSet<String>,
}

impl Files {
    /// The files of a request, `texts` in place of their own.
    pub fn new(files: &[File], texts: &BTreeMap<String, String>) -> Files {
        let text = |file: &File| texts.get(&file.path).or(file.text.as_ref()).cloned().unwrap_or_default();
        Files {
            memory: files.iter().map(|file| (&file.path, text(file))).collect(),
            executable: files.iter().filter_map(|file| Some((file.path.clone(), file.executable?))).collect(),
            named: files.iter().filter(|file| file.text.is_none()).map(|file| file.path.clone()).collect(),
        }
    }
}

impl Tree for Files {
    fn shown(&self, path: &str) -> String {
        self.memory.shown(path)
    }

    fn walk(&self, folder: &str) -> Vec<String> {
        self.memory.walk(folder)
    }

    fn list(&self, folder: &str) -> Vec<Entry> {
        self.memory.list(folder)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        self.memory.kind(path)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match self.named.contains(path) {
            true => Err(ReadError::Io("the playground has only its name".to_owned())),
            false => self.memory.read(path),
        }
    }

    fn executable(&self, path: &str) -> Option<bool> {
        self.executable.get(path).copied()
    }

    fn ignored(&self, path: &str) -> bool {
        self.memory.ignored(path)
    }

    fn tracked(&self, path: &str) -> Option<bool> {
        self.memory.tracked(path)
    }
}
