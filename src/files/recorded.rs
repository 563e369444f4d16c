//! Which files of a tree something depends on: everything that it asked the tree about.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::commit::Change;
use super::text::SourceError;
use super::{Entry, Kind, ReadError, Survey, Tree};
use crate::base::path;
use crate::base::source::Source;

/// A tree that remembers what it is asked.
#[derive(Debug)]
pub struct Recorded {
    base: Arc<dyn Tree>,
    asked: Mutex<Asked>,
}

#[derive(Debug, Default)]
struct Asked {
    /// Paths of which it was asked whether they are there.
    named: HashSet<String>,
    /// Paths of which it was asked what is in them, or their modes.
    read: HashSet<String>,
    /// Folders whose entries were listed.
    listed: HashSet<String>,
    /// Folders of which everything below was listed.
    walked: HashSet<String>,
}

/// Files of git that decide what other files are.
const GITS_OWN: [&str; 3] = [".gitignore", ".gitattributes", ".gitmodules"];

impl Recorded {
    /// The files of `base`, nothing asked yet.
    pub fn new(base: Arc<dyn Tree>) -> Recorded {
        Recorded { base, asked: Mutex::default() }
    }

    /// Whether any of the answers given so far could be another one after a change.
    pub fn depends_on(&self, change: &Change) -> bool {
        let asked = self.asked();
        let own = GITS_OWN.contains(&path::name(&change.path));
        let mut above = path::ancestors(&change.path).skip(1);
        asked.read.contains(&change.path)
            || (own && !(asked.named.is_empty() && asked.read.is_empty()))
            || (change.listed && asked.named.contains(&change.path))
            || (change.listed
                && above.any(|folder| asked.listed.contains(folder) || asked.walked.contains(folder)))
    }

    fn asked(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn name(&self, path: &str) {
        self.asked().named.insert(path.to_owned());
    }

    fn look_into(&self, path: &str) {
        self.asked().read.insert(path.to_owned());
    }
}

impl Tree for Recorded {
    fn source(&self, path: &str) -> Result<Arc<Source>, SourceError> {
        self.look_into(path);
        self.base.source(path)
    }

    fn shown(&self, path: &str) -> String {
        self.base.shown(path)
    }

    fn walk(&self, folder: &str) -> Vec<String> {
        self.survey(folder).files
    }

    fn survey(&self, folder: &str) -> Survey {
        self.asked().walked.insert(folder.to_owned());
        self.base.survey(folder)
    }

    fn list(&self, folder: &str) -> Vec<Entry> {
        self.asked().listed.insert(folder.to_owned());
        self.base.list(folder)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        self.name(path);
        self.base.kind(path)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.look_into(path);
        self.base.read(path)
    }

    fn executable(&self, path: &str) -> Option<bool> {
        self.look_into(path);
        self.base.executable(path)
    }

    fn ignored(&self, path: &str) -> bool {
        self.base.ignored(path)
    }

    fn tracked(&self, path: &str) -> Option<bool> {
        self.name(path);
        self.base.tracked(path)
    }

    fn has_in_git(&self, path: &str, bytes: &[u8]) -> Option<bool> {
        self.look_into(path);
        self.base.has_in_git(path, bytes)
    }

    fn submodules(&self) -> Vec<String> {
        self.base.submodules()
    }

    fn in_submodule(&self, path: &str) -> bool {
        self.base.in_submodule(path)
    }

    fn link(&self, path: &str) -> Option<String> {
        self.look_into(path);
        self.base.link(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;

    #[test]
    fn what_was_asked_is_depended_on() {
        let base = Memory::from([("a/Dockerfile", "FROM a\n"), ("a/src/x", ""), ("b/y", "")]);
        let tree = Recorded::new(Arc::new(base));
        let depends = |path: &str, listed| tree.depends_on(&Change { path: path.to_owned(), listed });
        assert!(!depends("a/Dockerfile", false) && !depends(".gitignore", false));
        let _ = (tree.read("a/Dockerfile"), tree.kind("a/none"), tree.list("a/src"), tree.walk("b"));
        for (path, listed, expected) in [
            ("a/Dockerfile", false, true),
            ("a/none", true, true),
            ("a/none", false, false),
            ("a/src/x", false, false),
            ("a/src/new", true, true),
            ("a/src/new/file", true, true),
            ("a/other", true, false),
            ("b/c/d", true, true),
            ("b/y", false, false),
            ("c", true, false),
            ("a/.gitignore", false, true),
        ] {
            assert_eq!(depends(path, listed), expected, "{path} {listed}");
        }
    }
}
