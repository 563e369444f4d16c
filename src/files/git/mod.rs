//! What git knows, read from its own files: the `git` program is not run, and nothing is written.

mod modules;
mod objects;
mod revision;
#[cfg(test)]
pub(super) mod sample;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use gix_index::entry::Mode;

pub(super) use modules::listed as listed_submodules;
pub(super) use objects::Objects;
pub(super) use revision::{resolve, tree};

/// Why a commit cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    /// No `.git` there or above, and no bare repository.
    #[error("{0} is not in a git repository")]
    NoRepository(String),
    /// A kind of repository that is not supported.
    #[error("git repositories with {0} are not supported")]
    Unsupported(&'static str),
    /// No branch, tag or commit has that name.
    #[error("unknown commit '{0}'")]
    Unknown(String),
    /// An abbreviated id that several objects begin with.
    #[error("'{0}' is ambiguous: several commits start with it")]
    Ambiguous(String),
    /// A way of naming a commit that is not supported: `main@{1}`, `:/text`.
    #[error("'{0}' is not supported: use a branch, a tag or a commit ID, with '~1' or '^2' if needed")]
    Form(String),
    /// The repository cannot be read, or lacks an object.
    #[error("cannot read the git repository: {0}")]
    Broken(String),
}

/// A folder as a path from the root of the work tree around it; `""` for the root, and outside of every work tree.
pub fn below_work_tree(folder: &Path) -> String {
    let root = folder.ancestors().find(|above| above.join(".git").exists());
    let below = root.and_then(|root| folder.strip_prefix(root).ok()).unwrap_or(Path::new(""));
    below.to_string_lossy().replace('\\', "/")
}

/// Where the files of a repository are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repository {
    /// Holds `HEAD` and `index`; of its own for each linked work tree.
    pub(super) folder: PathBuf,
    /// Holds `objects`, `refs` and `config`.
    pub(super) common: PathBuf,
}

impl Repository {
    /// The repository of a work tree or bare repository at or above a place.
    pub(super) fn around(place: &Path) -> Result<Repository, GitError> {
        let found = place.ancestors().find_map(Repository::at);
        let found = found.ok_or_else(|| GitError::NoRepository(place.to_string_lossy().into_owned()))?;
        found.check_format()?;
        Ok(found)
    }

    /// The repository whose work tree's root, git folder or bare folder a place is.
    pub(super) fn at(place: &Path) -> Option<Repository> {
        let inner = place.join(".git");
        let folder = if inner.is_dir() {
            inner
        } else if inner.is_file() {
            place.join(first_line(&inner)?.strip_prefix("gitdir:")?.trim())
        } else {
            place.to_path_buf()
        };
        let common = match first_line(&folder.join("commondir")) {
            Some(common) => folder.join(common),
            None => folder.clone(),
        };
        let whole =
            folder.join("HEAD").is_file() && common.join("objects").is_dir() && common.join("refs").is_dir();
        whole.then_some(Repository { folder, common })
    }

    fn check_format(&self) -> Result<(), GitError> {
        let config = fs::read(self.common.join("config")).unwrap_or_default();
        let config = String::from_utf8_lossy(&config).to_lowercase();
        match (extension(&config, "objectformat"), extension(&config, "refstorage")) {
            (Some(format), _) if format != "sha1" => Err(GitError::Unsupported("SHA-256 object IDs")),
            (_, Some(storage)) if storage != "files" => Err(GitError::Unsupported("the reftable format")),
            _ => Ok(()),
        }
    }
}

/// The index of a repository, or one in another file; one without entries where there is none.
pub(super) fn index(repository: &Repository, place: Option<&Path>) -> Result<gix_index::File, GitError> {
    let options = gix_index::decode::Options { thread_limit: Some(1), ..Default::default() };
    let place = place.map_or_else(|| repository.folder.join("index"), Path::to_path_buf);
    gix_index::File::at_or_default(place, gix_hash::Kind::Sha1, true, options)
        .map_err(|error| GitError::Broken(format!("the index: {error}")))
}

/// What git has of a work tree: the files of its index, which the next commit will hold.
pub struct Index {
    file: gix_index::File,
    submodules: OnceLock<Vec<String>>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Index").field("entries", &self.file.entries().len()).finish()
    }
}

impl Index {
    /// The index of the work tree whose root is `root`; `None` where there is no git, or none that can be read. In a
    /// repository without an index nothing is tracked.
    pub fn open(root: &Path) -> Option<Index> {
        if !root.join(".git").exists() {
            return None;
        }
        let repository = Repository::at(root)?;
        repository.check_format().ok()?;
        index(&repository, None).ok().map(|file| Index { file, submodules: OnceLock::new() })
    }

    /// Whether git has a file, or anything in a folder. What lies in a submodule counts, and what lies in a folder
    /// that a sparse index does not spell out.
    pub fn tracked(&self, path: &str) -> bool {
        path.is_empty()
            || self.mode(path).is_some()
            || self.file.path_is_directory(path.as_bytes().into())
            || self.collapsed(path)
    }

    /// Whether git has a file as executable; `None` when it has no such file.
    pub fn executable(&self, path: &str) -> Option<bool> {
        match self.mode(path)? {
            Mode::FILE_EXECUTABLE => Some(true),
            Mode::FILE => Some(false),
            _ => None,
        }
    }

    /// Whether git has a file with these bytes.
    pub fn has(&self, path: &str, bytes: &[u8]) -> bool {
        let id = gix_object::compute_hash(gix_hash::Kind::Sha1, gix_object::Kind::Blob, bytes);
        let entry = self.file.entry_by_path(path.as_bytes().into());
        id.is_ok_and(|id| entry.is_some_and(|entry| entry.id == id))
    }

    /// The paths of all submodules.
    pub fn submodules(&self) -> &[String] {
        self.submodules.get_or_init(|| {
            let entries = self.file.entries().iter().filter(|entry| entry.mode == Mode::COMMIT);
            entries.map(|entry| entry.path(&self.file).to_string()).collect()
        })
    }

    /// Whether a path is that of a submodule.
    pub fn submodule(&self, path: &str) -> bool {
        self.mode(path) == Some(Mode::COMMIT)
    }

    fn mode(&self, path: &str) -> Option<Mode> {
        self.file.entry_by_path(path.as_bytes().into()).map(|entry| entry.mode)
    }

    /// Whether one entry stands for a folder on the way: a submodule, or one of a sparse index.
    fn collapsed(&self, path: &str) -> bool {
        let above = path.match_indices('/').filter_map(|(at, _)| Some((path.get(..at)?, path.get(..=at)?)));
        above
            .into_iter()
            .any(|(folder, slashed)| self.submodule(folder) || self.mode(slashed) == Some(Mode::DIR))
    }
}

/// Whether the bytes of a file are a pointer of Git LFS, which stands for the file where LFS is not installed.
pub fn is_lfs_pointer(bytes: &[u8]) -> bool {
    const LONGEST: usize = 1024;
    let text = bytes.strip_prefix(b"version https://git-lfs.github.com/spec/v");
    text.is_some_and(|rest| bytes.len() < LONGEST && rest.windows(12).any(|part| part == b"\noid sha256:"))
}

fn first_line(place: &Path) -> Option<String> {
    let text = fs::read_to_string(place).ok()?;
    text.lines().next().map(|line| line.trim().to_owned())
}

/// The value of a key in the section `[extensions]`; all of it in lower case.
fn extension<'c>(config: &'c str, key: &str) -> Option<&'c str> {
    let mut inside = false;
    let mut found = None;
    for line in config.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.starts_with("[extensions]");
        } else if inside && let Some((name, value)) = line.split_once('=') {
            found = if name.trim() == key { Some(value.trim()) } else { found };
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::sample::Repo;
    use super::*;

    #[test]
    fn the_index_knows_what_git_has() {
        let Some(repo) = Repo::new(&[("a.txt", ""), ("run", ""), ("src/a/b.rs", ""), ("src-old/c", "")])
        else {
            return;
        };
        let id = repo.git(&["rev-parse", "HEAD"]);
        repo.git(&["update-index", "--chmod=+x", "run"]);
        repo.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{id},lib/sub")]);
        std::fs::write(repo.path().join("new"), "").unwrap();
        let index = Index::open(&repo.path()).unwrap();
        for path in
            ["", "a.txt", "src", "src/a", "src/a/b.rs", "src-old", "lib", "lib/sub", "lib/sub/any/thing"]
        {
            assert!(index.tracked(path), "{path}");
        }
        for path in ["new", "sr", "src/", "src/a/b", "a.txt/x", "A.txt", ".git", "li"] {
            assert!(!index.tracked(path), "{path}");
        }
        assert_eq!((index.executable("run"), index.executable("a.txt")), (Some(true), Some(false)));
        assert_eq!((index.executable("src"), index.executable("new")), (None, None));
        assert!(index.submodule("lib/sub") && !index.submodule("src"));
        assert_eq!(index.submodules(), ["lib/sub"]);
    }

    #[test]
    fn every_form_of_index_is_read() {
        let Some(repo) = Repo::new(&[("a/x", ""), ("b/y", ""), ("b/c/z", "")]) else { return };
        for option in ["--index-version=2", "--index-version=4", "--split-index", "--untracked-cache"] {
            repo.git(&["update-index", option]);
            std::fs::write(repo.path().join("a/w"), "").unwrap();
            repo.git(&["add", "a/w"]);
            let index = Index::open(&repo.path()).unwrap();
            assert!(index.tracked("a/w") && index.tracked("b/c/z") && !index.tracked("c"), "{option}");
        }
    }

    #[test]
    fn a_sparse_index_has_the_folders_it_does_not_spell_out() {
        let Some(repo) = Repo::new(&[("a/x", ""), ("b/y", ""), ("b/c/z", "")]) else { return };
        repo.git(&["sparse-checkout", "set", "--cone", "--sparse-index", "a"]);
        let index = Index::open(&repo.path()).unwrap();
        assert!(index.tracked("a/x") && index.tracked("b") && index.tracked("b/c/z"));
        assert!(!index.tracked("a/y") && !index.tracked("c"));
    }

    #[test]
    fn a_linked_work_tree_has_an_index_of_its_own() {
        let Some(repo) = Repo::new(&[("a", "")]) else { return };
        let linked = repo.beside("linked");
        repo.git(&["worktree", "add", "-q", linked.to_str().unwrap()]);
        std::fs::write(linked.join("b"), "").unwrap();
        sample::git(&linked, &["add", "b"]);
        assert!(Index::open(&linked).is_some_and(|index| index.tracked("a") && index.tracked("b")));
        assert!(Index::open(&repo.path()).is_some_and(|index| !index.tracked("b")));
    }

    #[test]
    fn without_git_there_is_no_index() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Index::open(folder.path()).is_none());
        std::fs::write(folder.path().join(".git"), "gitdir: nowhere\n").unwrap();
        assert!(Index::open(folder.path()).is_none());
    }

    #[test]
    fn a_broken_index_is_none() {
        let Some(repo) = Repo::new(&[("a", "")]) else { return };
        let place = repo.path().join(".git/index");
        let whole = std::fs::read(&place).unwrap();
        for length in 0..whole.len() {
            std::fs::write(&place, whole.get(..length).unwrap()).unwrap();
            drop(Index::open(&repo.path()));
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            *bytes.get_mut(at).unwrap() ^= 0xff;
            std::fs::write(&place, bytes).unwrap();
            drop(Index::open(&repo.path()));
        }
    }

    #[test]
    fn pointers_of_lfs_are_known() {
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n";
        assert!(is_lfs_pointer(pointer));
        assert!(!is_lfs_pointer(b"version https://git-lfs.github.com/spec/v1\n"));
        assert!(!is_lfs_pointer(b"FROM scratch\n"));
        assert!(!is_lfs_pointer(&[pointer.as_slice(), &[b'x'; 2000]].concat()));
    }

    #[test]
    fn other_formats_are_refused_by_name() {
        let config =
            "[core]\nobjectformat = no\n[extensions]\n\tobjectformat = sha256\n[x]\nrefstorage = reftable\n";
        assert_eq!(
            (extension(config, "objectformat"), extension(config, "refstorage")),
            (Some("sha256"), None)
        );
    }
}
