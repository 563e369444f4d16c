//! Sources read once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::text::SourceError;
use super::{Entry, Kind, ReadError, Survey, Tree};
use crate::base::path;
use crate::base::source::Source;

/// A tree whose files are read and decoded once, whoever asks for their text.
#[derive(Debug)]
pub struct Cached {
    tree: Arc<dyn Tree>,
    sources: Mutex<HashMap<String, Result<Arc<Source>, SourceError>>>,
    submodules: OnceLock<Vec<String>>,
}

impl Cached {
    /// A tree of which nothing is read yet.
    pub fn new(tree: Arc<dyn Tree>) -> Cached {
        Cached { tree, sources: Mutex::default(), submodules: OnceLock::new() }
    }

    /// Forgets the texts of a folder that nobody will ask for again.
    pub fn forget(&self, folder: &str) {
        let mut sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        sources.retain(|file, _| !path::within(file, folder));
    }
}

impl Tree for Cached {
    fn source(&self, path: &str) -> Result<Arc<Source>, SourceError> {
        let sources = || self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = sources().get(path) {
            return known.clone();
        }
        // Two threads may both read a file; nobody waits for a disk with the lock held.
        let source = self.tree.source(path);
        sources().entry(path.to_owned()).or_insert(source).clone()
    }

    fn shown(&self, path: &str) -> String {
        self.tree.shown(path)
    }

    fn walk(&self, folder: &str) -> Vec<String> {
        self.tree.walk(folder)
    }

    fn survey(&self, folder: &str) -> Survey {
        self.tree.survey(folder)
    }

    fn list(&self, folder: &str) -> Vec<Entry> {
        self.tree.list(folder)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        self.tree.kind(path)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.tree.read(path)
    }

    fn executable(&self, path: &str) -> Option<bool> {
        self.tree.executable(path)
    }

    fn ignored(&self, path: &str) -> bool {
        self.tree.ignored(path)
    }

    fn tracked(&self, path: &str) -> Option<bool> {
        self.tree.tracked(path)
    }

    fn has_in_git(&self, path: &str, bytes: &[u8]) -> Option<bool> {
        self.tree.has_in_git(path, bytes)
    }

    fn submodules(&self) -> Vec<String> {
        self.submodules.get_or_init(|| self.tree.submodules()).clone()
    }

    fn in_unlisted_submodule(&self, path: &str) -> bool {
        self.tree.in_unlisted_submodule(path)
    }

    fn link(&self, path: &str) -> Option<String> {
        self.tree.link(path)
    }
}

#[cfg(test)]
pub mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::files::Memory;

    /// Files in memory that count how often each is read.
    #[derive(Debug, Default)]
    pub struct Counting {
        pub files: Memory,
        pub reads: Mutex<BTreeMap<String, usize>>,
    }

    impl Tree for Counting {
        fn shown(&self, path: &str) -> String {
            self.files.shown(path)
        }
        fn walk(&self, folder: &str) -> Vec<String> {
            self.files.walk(folder)
        }
        fn list(&self, folder: &str) -> Vec<Entry> {
            self.files.list(folder)
        }
        fn kind(&self, path: &str) -> Option<Kind> {
            self.files.kind(path)
        }
        fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
            *self.reads.lock().expect("nobody panics").entry(path.to_owned()).or_default() += 1;
            self.files.read(path)
        }
        fn executable(&self, path: &str) -> Option<bool> {
            self.files.executable(path)
        }
        fn ignored(&self, path: &str) -> bool {
            self.files.ignored(path)
        }
    }

    #[test]
    fn a_file_is_read_once_until_it_is_forgotten() {
        let files = Memory::from([("a/x", "1"), ("b", "2")]).file("c", b"\xff".as_slice());
        let counting = Arc::new(Counting { files, ..Counting::default() });
        let cached = Cached::new(Arc::<Counting>::clone(&counting));
        for _ in 0..3 {
            assert_eq!(cached.source("a/x").map(|it| it.text().to_owned()), Ok("1".to_owned()));
            assert!(cached.source("c").is_err() && cached.source("none").is_err());
        }
        let reads = |path: &str| counting.reads.lock().expect("nobody panics").get(path).copied();
        assert_eq!((reads("a/x"), reads("c"), reads("none")), (Some(1), Some(1), Some(1)));
        assert!(cached.source("b").is_ok());
        cached.forget("a");
        assert!(cached.source("a/x").is_ok() && cached.source("b").is_ok());
        assert_eq!((reads("a/x"), reads("b")), (Some(2), Some(1)));
    }
}
