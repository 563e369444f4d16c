//! Trees that remember. A disk is asked once for each thing; who asked for which file's text is written down, so that an
//! edit costs only what read that file.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::files::{Entry, Kind, ReadError, Survey, Tree};

/// A tree that asks the one beneath it once for each thing. Another one has to be made when files change.
#[derive(Debug)]
pub struct Remember {
    base: Box<dyn Tree>,
    surveys: Memo<Survey>,
    lists: Memo<Vec<Entry>>,
    kinds: Memo<Option<Kind>>,
    texts: Memo<Result<Vec<u8>, ReadError>>,
    executables: Memo<Option<bool>>,
    ignored: Memo<bool>,
    tracked: Memo<Option<bool>>,
    links: Memo<Option<String>>,
    submodules: OnceLock<Vec<String>>,
}

#[derive(Debug)]
struct Memo<T>(Mutex<HashMap<String, T>>);

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo(Mutex::default())
    }
}

impl<T: Clone> Memo<T> {
    fn get(&self, path: &str, ask: impl FnOnce() -> T) -> T {
        if let Some(known) = lock(&self.0).get(path) {
            return known.clone();
        }
        let answer = ask();
        lock(&self.0).insert(path.to_owned(), answer.clone());
        answer
    }

    fn forget(&self, path: &str) -> bool {
        lock(&self.0).remove(path).is_some()
    }

    fn knows(&self, path: &str) -> bool {
        lock(&self.0).contains_key(path)
    }
}

fn lock<K: Eq + Hash, V>(memo: &Mutex<HashMap<K, V>>) -> std::sync::MutexGuard<'_, HashMap<K, V>> {
    memo.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Remember {
    /// Remembers what `base` says.
    pub fn new(base: impl Tree + 'static) -> Remember {
        Remember {
            base: Box::new(base),
            surveys: Memo::default(),
            lists: Memo::default(),
            kinds: Memo::default(),
            texts: Memo::default(),
            executables: Memo::default(),
            ignored: Memo::default(),
            tracked: Memo::default(),
            links: Memo::default(),
            submodules: OnceLock::new(),
        }
    }

    /// Whether anybody has asked for the text of a file.
    pub fn knows(&self, path: &str) -> bool {
        self.texts.knows(path) || self.executables.knows(path)
    }

    /// Forgets the text of a file; whether anybody has asked for it.
    pub fn forget(&self, path: &str) -> bool {
        let text = self.texts.forget(path);
        self.executables.forget(path) || text
    }
}

impl Tree for Remember {
    fn shown(&self, path: &str) -> String {
        self.base.shown(path)
    }

    fn walk(&self, folder: &str) -> Vec<String> {
        self.survey(folder).files
    }

    fn survey(&self, folder: &str) -> Survey {
        self.surveys.get(folder, || self.base.survey(folder))
    }

    fn list(&self, folder: &str) -> Vec<Entry> {
        self.lists.get(folder, || self.base.list(folder))
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        self.kinds.get(path, || self.base.kind(path))
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.texts.get(path, || self.base.read(path))
    }

    fn executable(&self, path: &str) -> Option<bool> {
        self.executables.get(path, || self.base.executable(path))
    }

    fn ignored(&self, path: &str) -> bool {
        self.ignored.get(path, || self.base.ignored(path))
    }

    fn tracked(&self, path: &str) -> Option<bool> {
        self.tracked.get(path, || self.base.tracked(path))
    }

    fn has_in_git(&self, path: &str, bytes: &[u8]) -> Option<bool> {
        self.base.has_in_git(path, bytes)
    }

    fn submodules(&self) -> Vec<String> {
        self.submodules.get_or_init(|| self.base.submodules()).clone()
    }

    fn link(&self, path: &str) -> Option<String> {
        self.links.get(path, || self.base.link(path))
    }
}

/// A tree that writes down whose texts are read through it.
#[derive(Debug)]
pub struct Recorder<'t> {
    base: &'t dyn Tree,
    read: Mutex<HashSet<String>>,
}

impl<'t> Recorder<'t> {
    /// Writes down what is read of `base`.
    pub fn new(base: &'t dyn Tree) -> Recorder<'t> {
        Recorder { base, read: Mutex::default() }
    }

    /// The paths of all texts that were asked for.
    pub fn into_read(self) -> HashSet<String> {
        self.read.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, path: &str) {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if !read.contains(path) {
            read.insert(path.to_owned());
        }
    }
}

impl Tree for Recorder<'_> {
    fn shown(&self, path: &str) -> String {
        self.base.shown(path)
    }

    fn walk(&self, folder: &str) -> Vec<String> {
        self.base.walk(folder)
    }

    fn survey(&self, folder: &str) -> Survey {
        self.base.survey(folder)
    }

    fn list(&self, folder: &str) -> Vec<Entry> {
        self.base.list(folder)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        self.base.kind(path)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.note(path);
        self.base.read(path)
    }

    fn executable(&self, path: &str) -> Option<bool> {
        self.note(path);
        self.base.executable(path)
    }

    fn ignored(&self, path: &str) -> bool {
        self.base.ignored(path)
    }

    fn tracked(&self, path: &str) -> Option<bool> {
        self.base.tracked(path)
    }

    fn has_in_git(&self, path: &str, bytes: &[u8]) -> Option<bool> {
        self.note(path);
        self.base.has_in_git(path, bytes)
    }

    fn submodules(&self) -> Vec<String> {
        self.base.submodules()
    }

    fn in_submodule(&self, path: &str) -> bool {
        self.base.in_submodule(path)
    }

    fn link(&self, path: &str) -> Option<String> {
        self.base.link(path)
    }
}

/// A tree that several states share.
pub type Shared = Arc<Remember>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;

    #[test]
    fn what_is_read_is_written_down() {
        let tree = Memory::from([("Dockerfile", "FROM a"), ("b", "")]);
        let recorder = Recorder::new(&tree);
        assert_eq!(recorder.kind("b"), Some(Kind::File));
        assert_eq!(recorder.read("Dockerfile").as_deref(), Ok(b"FROM a".as_slice()));
        assert_eq!(recorder.read("missing"), Err(ReadError::Missing));
        let mut read: Vec<String> = recorder.into_read().into_iter().collect();
        read.sort();
        assert_eq!(read, ["Dockerfile", "missing"]);
    }

    #[test]
    fn what_is_forgotten_is_asked_again() {
        let tree = Remember::new(Memory::from([("a", "1")]));
        assert!(!tree.forget("a"), "nobody has asked yet");
        assert_eq!(tree.read("a").as_deref(), Ok(b"1".as_slice()));
        assert!(tree.forget("a"));
        assert!(!tree.forget("a"));
    }
}
