//! The files that the next commit will hold, as git's index has them.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use gix_hash::{Kind as Hash, ObjectId};
use gix_index::entry::{Flags, Mode, Stage};
use gix_object::{Kind as ObjectKind, tree::EntryKind};

use super::{Commit, Item, is_name};
use crate::files::git::{self, GitError, Objects, Repository};

impl Commit {
    /// What a commit made now would hold: the index of the repository at or above `place`, or the one in the file that
    /// git names to its hooks. `more` is as in [`Commit::open`].
    ///
    /// # Errors
    /// When there is no such repository or index, or git's files cannot be read.
    pub fn staged(place: &Path, index: Option<&Path>, more: &[PathBuf]) -> Result<Commit, GitError> {
        let repository = Repository::around(place)?;
        let objects = Objects::open(&repository, more)?;
        let index = git::index(&repository, index)?;
        let folders = folders(&index);
        let id = ObjectId::null(Hash::Sha1);
        let root = Item { name: Vec::new(), kind: EntryKind::Tree, id: folder_id(b"") };
        Ok(Commit { id, objects, root, folders: Mutex::new(folders), rules: Mutex::default() })
    }
}

/// The entries of every folder. Folders of an index have no ids: each gets one made of its path, which no object has.
fn folders(index: &gix_index::File) -> HashMap<ObjectId, Arc<Vec<Item>>> {
    let mut folders: BTreeMap<Vec<u8>, BTreeMap<Vec<u8>, Item>> =
        BTreeMap::from([(Vec::new(), BTreeMap::new())]);
    for entry in index.entries() {
        let Some(kind) = kind(entry) else { continue };
        let path: &[u8] = entry.path(index);
        let path = path.strip_suffix(b"/").unwrap_or(path);
        add(&mut folders, path, kind, entry.id);
    }
    let list = |(path, items): (Vec<u8>, BTreeMap<Vec<u8>, Item>)| {
        (folder_id(&path), Arc::new(items.into_values().collect()))
    };
    folders.into_iter().map(list).collect()
}

/// Adds an entry, and the folders above it that are not there yet.
fn add(folders: &mut BTreeMap<Vec<u8>, BTreeMap<Vec<u8>, Item>>, path: &[u8], kind: EntryKind, id: ObjectId) {
    let (mut path, mut item) = (path, (kind, id));
    loop {
        let (folder, name) = match path.iter().rposition(|byte| *byte == b'/') {
            Some(at) => (path.get(..at).unwrap_or_default(), path.get(at + 1..).unwrap_or_default()),
            None => (&[][..], path),
        };
        if !is_name(name) {
            return;
        }
        let known = folders.contains_key(folder);
        let (kind, id) = item;
        let entries = folders.entry(folder.to_vec()).or_default();
        entries.insert(name.to_vec(), Item { name: name.to_vec(), kind, id });
        if known {
            return;
        }
        (path, item) = (folder, (EntryKind::Tree, folder_id(folder)));
    }
}

/// What an entry will be; `None` for what no commit would take: a conflict's other sides, a file that is only promised.
fn kind(entry: &gix_index::Entry) -> Option<EntryKind> {
    let side = matches!(entry.stage(), Stage::Unconflicted | Stage::Ours);
    if !side || entry.flags.contains(Flags::INTENT_TO_ADD) {
        return None;
    }
    match entry.mode {
        Mode::FILE => Some(EntryKind::Blob),
        Mode::FILE_EXECUTABLE => Some(EntryKind::BlobExecutable),
        Mode::SYMLINK => Some(EntryKind::Link),
        Mode::COMMIT => Some(EntryKind::Commit),
        Mode::DIR => Some(EntryKind::Tree),
        _ => None,
    }
}

fn folder_id(path: &[u8]) -> ObjectId {
    let name = [b"folder of the index: ", path].concat();
    gix_object::compute_hash(Hash::Sha1, ObjectKind::Blob, &name).unwrap_or(ObjectId::null(Hash::Sha1))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::files::git::sample::Repo;
    use crate::files::{Kind, Tree};

    const FILES: &[(&str, &str)] = &[("Dockerfile", "FROM a\n"), ("a/b/run", "1"), ("a/c", "2"), ("z", "")];

    #[test]
    fn the_index_reads_like_the_commit_it_becomes() {
        let Some(repo) = Repo::new(FILES) else { return };
        std::fs::write(repo.path().join("Dockerfile"), "FROM staged\n").unwrap();
        std::fs::write(repo.path().join("new"), "new").unwrap();
        std::fs::remove_file(repo.path().join("z")).unwrap();
        repo.git(&["add", "--all"]);
        repo.git(&["update-index", "--chmod=+x", "a/b/run"]);
        std::fs::write(repo.path().join("Dockerfile"), "FROM disk\n").unwrap();
        std::fs::write(repo.path().join("untracked"), "").unwrap();
        let staged = Commit::staged(&repo.path().join("a"), None, &[]).unwrap();
        assert_eq!(staged.read("Dockerfile").unwrap(), b"FROM staged\n");
        assert_eq!(staged.walk(""), ["Dockerfile", "a/b/run", "a/c", "new"]);
        assert_eq!(
            (staged.kind("a/b"), staged.kind("z"), staged.kind("untracked")),
            (Some(Kind::Folder), None, None)
        );
        assert_eq!((staged.executable("a/b/run"), staged.executable("a/c")), (Some(true), Some(false)));
        repo.git(&["commit", "-q", "-m", "second"]);
        let commit = Commit::open(&repo.path(), "HEAD", &[]).unwrap();
        assert_eq!(commit.survey(""), staged.survey(""));
    }

    #[test]
    fn conflicts_and_promises_are_left_out() {
        let Some(repo) = Repo::new(FILES) else { return };
        std::fs::write(repo.path().join("promised"), "x").unwrap();
        repo.git(&["add", "--intent-to-add", "promised"]);
        let staged = Commit::staged(&repo.path(), None, &[]).unwrap();
        assert_eq!(staged.kind("promised"), None);
        repo.git(&["checkout", "-q", "-b", "other"]);
        repo.write(&[("z", "theirs")]);
        repo.git(&["checkout", "-q", "main"]);
        repo.write(&[("z", "ours")]);
        // It ends in a conflict.
        let merge = ["-c", "user.name=a", "-c", "user.email=a@example.com", "merge", "-q", "other"];
        let mut git = std::process::Command::new("git");
        assert!(!git.args(merge).current_dir(repo.path()).output().unwrap().status.success());
        let staged = Commit::staged(&repo.path(), None, &[]).unwrap();
        assert_eq!(staged.read("z").unwrap(), b"ours");
    }

    #[test]
    fn another_index_may_be_named() {
        let Some(repo) = Repo::new(FILES) else { return };
        let other = repo.beside("index");
        std::fs::copy(repo.path().join(".git/index"), &other).unwrap();
        repo.git(&["rm", "-q", "z"]);
        let kinds = |index: Option<&Path>| Commit::staged(&repo.path(), index, &[]).unwrap().kind("z");
        assert_eq!((kinds(None), kinds(Some(&other))), (None, Some(Kind::File)));
    }

    #[test]
    fn a_broken_index_is_an_error() {
        let Some(repo) = Repo::new(FILES) else { return };
        std::fs::write(repo.path().join(".git/index"), "DIRC").unwrap();
        let error = Commit::staged(&repo.path(), None, &[]).unwrap_err();
        assert!(matches!(error, GitError::Broken(_)), "{error}");
    }
}
