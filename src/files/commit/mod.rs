//! Files of a commit, straight from git's objects: what a push of it brings, whatever lies in the work tree.

mod changes;
mod staged;
mod walk;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gix_hash::{Kind as Hash, ObjectId};
use gix_object::{Kind as ObjectKind, TreeRef, tree::EntryKind};

use super::git;
use super::git::{GitError, Objects, Repository};
use super::ignores;
use super::ignores::{GITIGNORE, Rules};
use super::{Entry, Kind, MAX_FILE, ReadError, Survey, Tree};
use crate::base::path;

pub use changes::{Change, changes};

/// The files of one commit. Reports call them by their paths in the repository.
///
/// Read as a checkout would be: a `.gitignore` in the commit holds for walks though git has the files, and links are
/// followed inside the root. What a submodule holds is not there, the submodule is [`Kind::Other`].
pub struct Commit {
    id: ObjectId,
    objects: Objects,
    root: Item,
    folders: Mutex<HashMap<ObjectId, Arc<Vec<Item>>>>,
    rules: Mutex<HashMap<String, Rules>>,
}

/// An entry of a folder in git.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    name: Vec<u8>,
    kind: EntryKind,
    id: ObjectId,
}

/// Folders in git may be one and the same object many times over: a small repository can pretend to hold more files
/// than any disk. A walk ends here.
const MAX_ENTRIES: usize = 1_000_000;

/// Linux follows no more links than this.
const MAX_LINKS: usize = 40;

/// The longest path a link may hold, in bytes.
const MAX_LINK: u64 = 4096;

impl std::fmt::Debug for Commit {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("Commit").field(&self.id).finish()
    }
}

impl Commit {
    /// The commit `name` (`HEAD`, a branch, a tag, an id of four characters or more, each with `~1` or `^2` after it)
    /// of the repository at or above `place`: a work tree, linked or not, or a bare repository.
    ///
    /// `more` are folders that hold objects not yet in the repository, as git gives a pre-receive hook in
    /// `GIT_OBJECT_DIRECTORY`.
    ///
    /// # Errors
    /// When there is no such repository or commit, or git's files cannot be read.
    pub fn open(place: &Path, name: &str, more: &[PathBuf]) -> Result<Commit, GitError> {
        let repository = Repository::around(place)?;
        let objects = Objects::open(&repository, more)?;
        let id = git::resolve(&repository, &objects, name)?;
        let lacking = || GitError::Broken(format!("the tree of commit {id} is not there"));
        let root = git::tree(&objects, id).ok_or_else(lacking)?;
        let root = Item { name: Vec::new(), kind: EntryKind::Tree, id: root };
        let commit = Commit { id, objects, root, folders: Mutex::default(), rules: Mutex::default() };
        commit.items(&commit.root.id).map_err(|_| lacking())?;
        Ok(commit)
    }

    /// The commit's full id, in hexadecimal.
    #[cfg(test)]
    pub fn id(&self) -> String {
        self.id.to_string()
    }

    /// The entries of a folder, sorted by name. Names no checkout would write are left out.
    fn items(&self, id: &ObjectId) -> Result<Arc<Vec<Item>>, ReadError> {
        if let Some(known) = lock(&self.folders).get(id) {
            return Ok(Arc::clone(known));
        }
        let bytes = self.objects.read(id, ObjectKind::Tree).ok_or_else(|| lacking(id))?;
        let tree = TreeRef::from_bytes(&bytes, Hash::Sha1).map_err(|_| lacking(id))?;
        let item = |entry: &gix_object::tree::EntryRef<'_>| Item {
            name: entry.filename.to_vec(),
            kind: entry.mode.kind(),
            id: entry.oid.to_owned(),
        };
        let mut items: Vec<Item> = tree.entries.iter().map(item).filter(|item| is_name(&item.name)).collect();
        items.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        let items = Arc::new(items);
        lock(&self.folders).insert(*id, Arc::clone(&items));
        Ok(items)
    }

    fn child(&self, folder: &Item, name: &str) -> Result<Item, ReadError> {
        if folder.kind != EntryKind::Tree {
            return Err(ReadError::Missing);
        }
        let items = self.items(&folder.id)?;
        let at = items.binary_search_by(|item| item.name.as_slice().cmp(name.as_bytes()));
        at.ok().and_then(|at| items.get(at)).cloned().ok_or(ReadError::Missing)
    }

    /// The entry at a path, links not followed.
    fn item(&self, path: &str) -> Result<Item, ReadError> {
        let mut names = path.split('/').filter(|_| !path.is_empty());
        names.try_fold(self.root.clone(), |folder, name| self.child(&folder, name))
    }

    /// The entry at a path: links on the way followed, the last one not.
    fn entry(&self, path: &str) -> Result<Item, ReadError> {
        let Some(folder) = path::parent(path) else { return Ok(self.root.clone()) };
        self.child(&self.real(folder)?.1, path::name(path))
    }

    /// Where a path leads, links followed.
    fn real(&self, path: &str) -> Result<(String, Item), ReadError> {
        let mut at = String::new();
        let mut item = self.root.clone();
        let mut waiting: Vec<String> = path.rsplit('/').map(str::to_owned).collect();
        let mut links = 0;
        let mut is_link = false;
        while let Some(name) = waiting.pop() {
            match name.as_str() {
                "" | "." => continue,
                ".." => {
                    at = path::parent(&at).ok_or(ReadError::Link)?.to_owned();
                    item = self.item(&at)?;
                    continue;
                }
                _ => {}
            }
            let next =
                self.child(&item, &name).map_err(|error| if is_link { ReadError::Link } else { error })?;
            if next.kind != EntryKind::Link {
                (at, item) = (path::join(&at, &name), next);
                continue;
            }
            is_link |= waiting.is_empty();
            links += 1;
            let target = self.target(&next).filter(|target| !target.starts_with('/') && links <= MAX_LINKS);
            waiting.extend(target.ok_or(ReadError::Link)?.rsplit('/').map(str::to_owned));
        }
        Ok((at, item))
    }

    fn is_submodule(&self, path: &str) -> bool {
        self.item(path).is_ok_and(|item| item.kind == EntryKind::Commit)
    }

    fn target(&self, link: &Item) -> Option<String> {
        let (_, length) = self.objects.header(&link.id)?;
        let bytes = if length > MAX_LINK { None } else { self.objects.read(&link.id, ObjectKind::Blob) };
        String::from_utf8(bytes?).ok()
    }

    /// The rules that hold in a folder: its own over those above.
    fn rules(&self, folder: &str) -> Rules {
        let mut unknown = Vec::new();
        let mut rules = Rules::default();
        for folder in path::ancestors(folder) {
            if let Some(known) = lock(&self.rules).get(folder) {
                rules = known.clone();
                break;
            }
            unknown.push(folder);
        }
        for folder in unknown.into_iter().rev() {
            if let Ok(file) = self.read(&path::join(folder, GITIGNORE)) {
                rules = rules.over(folder, &file);
            }
            lock(&self.rules).insert(folder.to_owned(), rules.clone());
        }
        rules
    }
}

impl Tree for Commit {
    fn shown(&self, path: &str) -> String {
        if path.is_empty() { ".".to_owned() } else { path.to_owned() }
    }

    fn walk(&self, folder: &str) -> Vec<String> {
        self.survey(folder).files
    }

    fn survey(&self, folder: &str) -> Survey {
        walk::survey(self, folder, MAX_ENTRIES)
    }

    fn list(&self, folder: &str) -> Vec<Entry> {
        let Ok((_, item)) = self.real(folder) else { return Vec::new() };
        let Ok(items) = self.items(&item.id) else { return Vec::new() };
        let entry = |item: &Item| {
            let name = String::from_utf8(item.name.clone()).ok()?;
            let kind = match item.kind {
                EntryKind::Link => self.kind(&path::join(folder, &name)).unwrap_or(Kind::Other),
                other => kind(other),
            };
            Some(Entry { name, kind })
        };
        items.iter().filter_map(entry).collect()
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        match self.real(path) {
            Ok((_, item)) => Some(kind(item.kind)),
            Err(ReadError::Missing) => None,
            Err(_) => Some(Kind::Other),
        }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let (_, item) = self.real(path)?;
        if kind(item.kind) != Kind::File {
            return Err(ReadError::NotAFile);
        }
        let (_, length) = self.objects.header(&item.id).ok_or_else(|| lacking(&item.id))?;
        if length > MAX_FILE {
            return Err(ReadError::TooLarge(length));
        }
        self.objects.read(&item.id, ObjectKind::Blob).ok_or_else(|| lacking(&item.id))
    }

    fn executable(&self, path: &str) -> Option<bool> {
        let (_, item) = self.real(path).ok()?;
        (kind(item.kind) == Kind::File).then_some(item.kind == EntryKind::BlobExecutable)
    }

    fn ignored(&self, path: &str) -> bool {
        let is_folder = self.entry(path).is_ok_and(|item| item.kind == EntryKind::Tree);
        ignores::ignored(path, is_folder, |folder| self.rules(folder))
    }

    fn tracked(&self, path: &str) -> Option<bool> {
        Some(self.item(path).is_ok() || self.in_submodule(path))
    }

    fn submodules(&self) -> Vec<String> {
        let listed = git::listed_submodules(self).into_iter();
        listed.filter(|path| self.is_submodule(path)).collect()
    }

    fn in_unlisted_submodule(&self, path: &str) -> bool {
        path::ancestors(path).any(|path| self.is_submodule(path))
    }

    fn link(&self, path: &str) -> Option<String> {
        let item = self.entry(path).ok()?;
        if item.kind == EntryKind::Link { self.target(&item) } else { None }
    }
}

fn kind(kind: EntryKind) -> Kind {
    match kind {
        EntryKind::Tree => Kind::Folder,
        EntryKind::Blob | EntryKind::BlobExecutable => Kind::File,
        EntryKind::Link | EntryKind::Commit => Kind::Other,
    }
}

fn is_name(name: &[u8]) -> bool {
    !name.is_empty()
        && !name.contains(&b'/')
        && name != b"."
        && name != b".."
        && !name.eq_ignore_ascii_case(b".git")
}

fn lacking(id: &ObjectId) -> ReadError {
    ReadError::Io(format!("git does not have object {id}"))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::files::git::sample::{Repo, git};
    use crate::files::{Disk, is_lfs_pointer};

    const FILES: &[(&str, &str)] = &[
        ("Dockerfile", "FROM scratch\n"),
        (".gitignore", "*.log\n/out/\n"),
        ("kept.log", "git has it, though it is ignored"),
        ("out/app", "so it has this"),
        ("données/ü.txt", "ä"),
        ("a/b/c/d.txt", "d"),
        ("a.b/x", "sorted before a/ by git"),
        ("a-b", ""),
        ("a/.gitignore", "!kept.log\n"),
        ("a/kept.log", ""),
        ("node_modules/x/index.js", ""),
        ("empty", ""),
        ("bin/run", "#!/bin/sh\n"),
    ];

    #[cfg(unix)]
    fn with_links(repo: &Repo) {
        for (target, link) in [
            ("a/b", "link"),
            ("../a/b/c/d.txt", "bin/d"),
            ("a", "a/b/up"),
            ("..", "a/parent"),
            ("/etc/passwd", "absolute"),
            ("../../outside", "a/outside"),
            ("nowhere", "dangling"),
            ("circle", "circle"),
            ("link/c", "second"),
            ("out", "ignored"),
        ] {
            std::os::unix::fs::symlink(target, repo.path().join(link)).unwrap();
        }
        repo.git(&["add", "--force", "--all"]);
        repo.git(&["update-index", "--chmod=+x", "bin/run"]);
        repo.git(&["commit", "-q", "-m", "links"]);
    }

    /// Everything a tree says, for every path below a folder.
    fn describe(tree: &dyn Tree, folder: &str, depth: usize, out: &mut Vec<String>) {
        for entry in tree.list(folder).into_iter().filter(|entry| entry.name != ".git") {
            let path = path::join(folder, &entry.name);
            let says =
                (entry.kind, tree.kind(&path), tree.executable(&path), tree.ignored(&path), tree.read(&path));
            out.push(format!("{path}: {says:?}"));
            if entry.kind == Kind::Folder && depth > 0 {
                describe(tree, &path, depth - 1, out);
            }
        }
    }

    fn assert_same(commit: &Commit, checkout: &Path) {
        let disk = Disk::new(checkout, checkout).unwrap();
        for folder in ["", "a", "a/b", "link", "out", "none", "Dockerfile", "dangling", "circle"] {
            assert_eq!(commit.survey(folder), disk.survey(folder), "{folder}");
        }
        let (mut git, mut plain) = (Vec::new(), Vec::new());
        describe(commit, "", 5, &mut git);
        describe(&disk, "", 5, &mut plain);
        for (git, plain) in git.iter().zip(&plain) {
            assert_eq!(git, plain);
        }
        assert_eq!(git.len(), plain.len());
        assert!(git.len() > 20);
        for path in ["", "none", "Dockerfile/x", "dangling/x", "circle/x", "absolute", "link/c/d.txt"] {
            assert_eq!(commit.kind(path), disk.kind(path), "{path}");
            assert_eq!(commit.read(path).ok(), disk.read(path).ok(), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_commit_is_what_its_checkout_is() {
        let Some(repo) = Repo::new(FILES) else { return };
        with_links(&repo);
        let bare = repo.beside("bare.git");
        let checkout = repo.beside("checkout");
        repo.git(&["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
        repo.git(&["clone", "-q", ".", checkout.to_str().unwrap()]);
        assert_same(&Commit::open(&repo.path(), "HEAD", &[]).unwrap(), &checkout);
        repo.git(&["gc", "-q"]);
        assert_same(&Commit::open(&repo.path(), "main", &[]).unwrap(), &checkout);
        assert_same(&Commit::open(&bare, "HEAD", &[]).unwrap(), &checkout);
    }

    #[test]
    fn the_work_tree_does_not_matter() {
        let Some(repo) = Repo::new(FILES) else { return };
        std::fs::write(repo.path().join("Dockerfile"), "changed").unwrap();
        std::fs::write(repo.path().join("new"), "").unwrap();
        let commit = Commit::open(&repo.path().join("a/b"), "HEAD", &[]).unwrap();
        assert_eq!(commit.read("Dockerfile").unwrap(), b"FROM scratch\n");
        assert_eq!(commit.kind("new"), None);
        assert_eq!(
            (commit.tracked("a/b"), commit.tracked("new"), commit.tracked("")),
            (Some(true), Some(false), Some(true))
        );
        assert_eq!((commit.shown(""), commit.shown("a/b")), (".".to_owned(), "a/b".to_owned()));
    }

    #[test]
    fn commits_go_by_many_names() {
        let Some(repo) = Repo::new(&[("n", "1")]) else { return };
        repo.git(&["tag", "v1"]);
        repo.git(&["tag", "-a", "v1-signed", "-m", "x"]);
        repo.git(&["tag", "-a", "v1-twice", "v1-signed", "-m", "x"]);
        repo.git(&["branch", "feature/one"]);
        repo.write(&[("n", "2")]);
        repo.git(&["checkout", "-q", "-b", "side", "feature/one"]);
        repo.write(&[("n", "side"), ("m", "")]);
        repo.git(&["checkout", "-q", "main"]);
        repo.git(&["merge", "-q", "-s", "ours", "side"]);
        let names = [
            "HEAD",
            "@",
            "main",
            "heads/main",
            "refs/heads/main",
            "HEAD~1",
            "HEAD~2",
            "HEAD~~",
            "HEAD^",
            "HEAD^2",
            "HEAD^2~1",
            "HEAD^0",
            "v1",
            "tags/v1",
            "v1-signed",
            "v1-signed^{}",
            "v1-twice^{commit}",
            "feature/one",
            "side",
        ];
        let check = || {
            for name in names {
                let id = repo.git(&["rev-parse", &format!("{name}^{{commit}}")]);
                assert_eq!(Commit::open(&repo.path(), name, &[]).unwrap().id(), id, "{name}");
                assert_eq!(Commit::open(&repo.path(), &id, &[]).unwrap().id(), id);
                assert_eq!(Commit::open(&repo.path(), id.get(..7).unwrap(), &[]).unwrap().id(), id);
            }
        };
        check();
        repo.git(&["gc", "-q"]);
        check();
    }

    #[test]
    fn what_is_no_commit_is_an_error() {
        let Some(repo) = Repo::new(&[("n", "1")]) else { return };
        let open = |name: &str| Commit::open(&repo.path(), name, &[]).map(|commit| commit.id()).unwrap_err();
        let tree = repo.git(&["rev-parse", "HEAD^{tree}"]);
        for name in [
            "none",
            "HEAD~1",
            "HEAD^2",
            "",
            "~",
            "^",
            "ffffffff",
            "dead",
            "HEAD/../x",
            &tree,
            &"~".repeat(70_000),
        ] {
            assert!(
                matches!(open(name), GitError::Unknown(_) | GitError::Form(_)),
                "{name}: {:?}",
                open(name)
            );
        }
        for name in [
            "main@{1}",
            ":/first",
            "HEAD:n",
            "main..side",
            "HEAD^{tree}",
            "HEAD~x",
            "HEAD~99999999999999999999",
        ] {
            assert_eq!(open(name), GitError::Form(name.to_owned()));
        }
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Commit::open(folder.path(), "HEAD", &[]), Err(GitError::NoRepository(_))));
    }

    #[test]
    fn submodules_and_pointers_are_known() {
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n";
        let Some(repo) = Repo::new(&[("model.bin", pointer)]) else { return };
        let id = repo.git(&["rev-parse", "HEAD"]);
        repo.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{id},lib/sub")]);
        repo.git(&["commit", "-q", "-m", "submodule"]);
        let commit = Commit::open(&repo.path(), "HEAD", &[]).unwrap();
        assert_eq!((commit.kind("lib/sub"), commit.kind("lib/sub/x")), (Some(Kind::Other), None));
        assert_eq!(
            (commit.tracked("lib/sub/x"), commit.read("lib/sub")),
            (Some(true), Err(ReadError::NotAFile))
        );
        assert_eq!(commit.walk(""), ["model.bin"]);
        assert!(is_lfs_pointer(&commit.read("model.bin").unwrap()));
    }

    #[test]
    fn objects_of_a_push_on_its_way_are_found() {
        let Some(repo) = Repo::new(&[("n", "1")]) else { return };
        let bare = repo.beside("bare.git");
        repo.git(&["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
        repo.write(&[("n", "2")]);
        let id = repo.git(&["rev-parse", "HEAD"]);
        assert_eq!(
            Commit::open(&bare, &id, &[]).map(|commit| commit.id()),
            Err(GitError::Unknown(id.clone()))
        );
        let incoming = repo.path().join(".git/objects");
        assert_eq!(Commit::open(&bare, &id, &[incoming]).unwrap().read("n").unwrap(), b"2");
    }

    #[test]
    fn a_linked_work_tree_has_a_head_of_its_own() {
        let Some(repo) = Repo::new(&[("n", "1")]) else { return };
        let linked = repo.beside("linked");
        repo.git(&["worktree", "add", "-q", linked.to_str().unwrap()]);
        repo.write(&[("n", "2")]);
        assert_eq!(Commit::open(&linked, "HEAD", &[]).unwrap().read("n").unwrap(), b"1");
        assert_eq!(Commit::open(&linked, "main", &[]).unwrap().read("n").unwrap(), b"2");
        assert_eq!(git(&linked, &["rev-parse", "HEAD"]), Commit::open(&linked, "@", &[]).unwrap().id());
    }

    #[test]
    fn a_file_too_long_is_refused_unread() {
        let Some(repo) = Repo::new(&[("long", &"x".repeat(5 << 20))]) else { return };
        let commit = Commit::open(&repo.path(), "HEAD", &[]).unwrap();
        assert_eq!(commit.read("long"), Err(ReadError::TooLarge(5 << 20)));
    }

    #[test]
    fn a_folder_that_holds_itself_many_times_ends() {
        let Some(repo) = Repo::new(&[("n", "1")]) else { return };
        let mut tree = repo.git(&["rev-parse", "HEAD^{tree}"]);
        for _ in 0..9 {
            let lines: String = (0..10).map(|n| format!("040000 tree {tree}\t{n}\n")).collect();
            std::fs::write(repo.beside("lines"), lines).unwrap();
            let place = repo.beside("lines");
            let script = format!("git mktree < '{}'", place.display());
            tree = repo.git(&["-c", &format!("alias.bomb=!{script}"), "bomb"]);
        }
        let id = repo.git(&["commit-tree", &tree, "-m", "bomb"]);
        let commit = Commit::open(&repo.path(), &id, &[]).unwrap();
        let survey = walk::survey(&commit, "", 10_000);
        assert_eq!((survey.unread.len(), survey.files.len() < 10_000), (1, true));
    }
}
