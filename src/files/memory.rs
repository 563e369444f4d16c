//! Files in memory: for tests and the browser.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::ignores;
use super::ignores::Rules;
use super::{Entry, Kind, MAX_FILE, ReadError, Tree};
use crate::base::path;

/// A folder of files in memory. Folders are where files lie; a `.gitignore` among the files holds.
///
/// ```
/// use dynolint::{Memory, Tree};
///
/// let tree = Memory::from([("Dockerfile", "FROM scratch\n")]).program("bin/start", "#!/bin/sh\n");
/// assert_eq!(tree.walk(""), ["Dockerfile", "bin/start"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<String, File>,
    rules: BTreeMap<String, Rules>,
}

#[derive(Debug, Clone)]
struct File {
    bytes: Vec<u8>,
    executable: bool,
}

impl Memory {
    /// The files with one more, in place of one at the same path. A path that leaves the root is not taken.
    #[must_use]
    pub fn file(mut self, path: impl AsRef<str>, bytes: impl Into<Vec<u8>>) -> Memory {
        self.insert(path.as_ref(), bytes.into(), false);
        self.read_rules();
        self
    }

    /// As [`Memory::file`], with the executable bit set.
    #[must_use]
    pub fn program(mut self, path: impl AsRef<str>, bytes: impl Into<Vec<u8>>) -> Memory {
        self.insert(path.as_ref(), bytes.into(), true);
        self.read_rules();
        self
    }

    fn insert(&mut self, path: &str, bytes: Vec<u8>, executable: bool) {
        if let Some(path) = path::resolve("", path).filter(|path| !path.is_empty()) {
            self.files.insert(path, File { bytes, executable });
        }
    }

    /// Lays the patterns over each other: a folder comes before those below it, so its rules are there for them.
    fn read_rules(&mut self) {
        let mut files: Vec<(&str, &[u8])> = self
            .files
            .iter()
            .filter(|(path, _)| path::name(path) == ignores::GITIGNORE)
            .map(|(path, file)| (path::parent(path).unwrap_or(""), file.bytes.as_slice()))
            .collect();
        files.sort_unstable_by_key(|(folder, _)| folder.len());
        let mut rules = BTreeMap::new();
        for (folder, bytes) in files {
            let own = rules_of(&rules, folder).over(folder, bytes);
            rules.insert(folder.to_owned(), own);
        }
        self.rules = rules;
    }

    /// The paths below a folder.
    fn below<'m>(&'m self, folder: &'m str) -> impl Iterator<Item = &'m str> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        self.files
            .range::<str, _>((Bound::Included(start.as_str()), Bound::Unbounded))
            .map(|(path, _)| path.as_str())
            .take_while(move |path| path::within(path, folder))
    }
}

impl<P: AsRef<str>, B: Into<Vec<u8>>, const N: usize> From<[(P, B); N]> for Memory {
    fn from(files: [(P, B); N]) -> Memory {
        files.into_iter().collect()
    }
}

impl<P: AsRef<str>, B: Into<Vec<u8>>> FromIterator<(P, B)> for Memory {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Memory {
        let mut memory = Memory::default();
        for (path, bytes) in files {
            memory.insert(path.as_ref(), bytes.into(), false);
        }
        memory.read_rules();
        memory
    }
}

impl Tree for Memory {
    fn shown(&self, path: &str) -> String {
        if path.is_empty() { ".".to_owned() } else { path.to_owned() }
    }

    fn walk(&self, folder: &str) -> Vec<String> {
        let rules = |folder: &str| rules_of(&self.rules, folder);
        self.below(folder)
            .filter(|file| ignores::reached(file, false, folder, rules))
            .map(str::to_owned)
            .collect()
    }

    fn list(&self, folder: &str) -> Vec<Entry> {
        let mut names = BTreeSet::new();
        for file in self.below(folder) {
            let rest = path::below(file, folder).unwrap_or("");
            names.insert(rest.split_once('/').map_or((rest, false), |(name, _)| (name, true)));
        }
        let kind = |is_folder| if is_folder { Kind::Folder } else { Kind::File };
        names.into_iter().map(|(name, folder)| Entry { name: name.to_owned(), kind: kind(folder) }).collect()
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        if self.files.contains_key(path) {
            return Some(Kind::File);
        }
        (path.is_empty() || self.below(path).next().is_some()).then_some(Kind::Folder)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match self.files.get(path) {
            Some(file) if file.bytes.len() as u64 > MAX_FILE => {
                Err(ReadError::TooLarge(file.bytes.len() as u64))
            }
            Some(file) => Ok(file.bytes.clone()),
            None if self.kind(path).is_some() => Err(ReadError::NotAFile),
            None => Err(ReadError::Missing),
        }
    }

    fn executable(&self, path: &str) -> Option<bool> {
        self.files.get(path).map(|file| file.executable)
    }

    fn ignored(&self, path: &str) -> bool {
        ignores::ignored(path, self.kind(path) == Some(Kind::Folder), |folder| rules_of(&self.rules, folder))
    }

    /// With a `.gitignore` the files are those of a work tree in which everything else is committed.
    fn tracked(&self, path: &str) -> Option<bool> {
        let in_git = !self.rules.is_empty();
        in_git.then(|| self.kind(path).is_some() && !self.ignored(path))
    }
}

/// The rules of the nearest folder that has some.
fn rules_of(rules: &BTreeMap<String, Rules>, folder: &str) -> Rules {
    path::ancestors(folder).find_map(|folder| rules.get(folder)).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Memory {
        Memory::from([
            ("Dockerfile", "FROM scratch"),
            ("./a/b/c.txt", "c"),
            ("a/.gitignore", "*.txt\n!kept.txt\n"),
            ("a/kept.txt", ""),
            ("ab", ""),
            ("node_modules/x/Dockerfile", ""),
            ("../out", ""),
        ])
    }

    #[test]
    fn walks_what_git_sees() {
        assert_eq!(tree().walk(""), ["Dockerfile", "a/.gitignore", "a/kept.txt", "ab"]);
        assert_eq!(tree().walk("a"), ["a/.gitignore", "a/kept.txt"]);
        assert_eq!(tree().walk("node_modules"), ["node_modules/x/Dockerfile"]);
        assert!(tree().walk("Dockerfile").is_empty() && tree().walk("x").is_empty());
        assert!(tree().ignored("a/b/c.txt") && !tree().ignored("a/b"));
    }

    #[test]
    fn lists_files_and_folders() {
        let names = |folder| tree().list(folder).into_iter().map(|entry| entry.name).collect::<Vec<_>>();
        assert_eq!(names(""), ["Dockerfile", "a", "ab", "node_modules"]);
        assert_eq!(names("a"), [".gitignore", "b", "kept.txt"]);
        assert_eq!(tree().kind("a/b"), Some(Kind::Folder));
        assert_eq!(tree().kind("dockerfile"), None);
        assert_eq!(tree().kind(""), Some(Kind::Folder));
    }

    #[test]
    fn reads_files_only() {
        assert_eq!(tree().read("Dockerfile").as_deref(), Ok(b"FROM scratch".as_slice()));
        assert_eq!(tree().read("a"), Err(ReadError::NotAFile));
        assert_eq!(tree().read("x"), Err(ReadError::Missing));
        let large = Memory::default().file("x", vec![0; 5 << 20]);
        assert_eq!(large.read("x"), Err(ReadError::TooLarge(5 << 20)));
        let tree = Memory::from([("x", "")]).program("y", "");
        assert_eq!(["x", "y", "z"].map(|path| tree.executable(path)), [Some(false), Some(true), None]);
    }
}
