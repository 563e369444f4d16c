//! Files on a disk.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::git;
use super::git::Index;
use super::ignores;
use super::ignores::{GITIGNORE, Rules};
use super::shown::Shown;
use super::{Entry, Kind, MAX_FILE, ReadError, Survey, Tree, walk};
use crate::base::path;

/// A folder on a disk, usually a git work tree. Nothing outside it is read but, for a work tree or submodule whose git
/// folder lies elsewhere, the `info/exclude` there.
///
/// What git ignores is read once for each folder; make a new `Disk` to see later changes to it.
#[derive(Debug)]
pub struct Disk {
    /// Absolute, links resolved.
    root: PathBuf,
    shown: Shown,
    /// Whether the disk takes `dockerfile` for `Dockerfile`.
    folds_case: bool,
    rules: Mutex<HashMap<String, Rules>>,
    /// What git has, read when first asked for; `None` outside of a work tree.
    index: OnceLock<Option<Index>>,
}

/// What Linux opens at most, in bytes; keeps hostile paths cheap.
const LONGEST_PATH: usize = 4096;

impl Disk {
    /// The folder `root`, its files called in reports as seen from `cwd`.
    ///
    /// # Errors
    /// When one of the two is not there or no folder, or cannot be looked into.
    pub fn new(root: &Path, cwd: &Path) -> io::Result<Disk> {
        let root = root.canonicalize()?;
        let shown = Shown::new(&root, &cwd.canonicalize()?);
        let folds_case = folds_case(&root)?;
        Ok(Disk { root, shown, folds_case, rules: Mutex::default(), index: OnceLock::new() })
    }

    fn index(&self) -> Option<&Index> {
        self.index.get_or_init(|| Index::open(&self.root)).as_ref()
    }

    /// The folder itself: absolute, links resolved.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a path lies, links not followed; `None` for what is no path of a tree.
    pub(super) fn place(&self, path: &str) -> Option<PathBuf> {
        if path.len() > LONGEST_PATH {
            return None;
        }
        let mut place = self.root.clone();
        for name in path.split('/').filter(|_| !path.is_empty()) {
            let mut parts = Path::new(name).components();
            match (parts.next(), parts.next()) {
                (Some(Component::Normal(part)), None) if part == name => place.push(part),
                _ => return None,
            }
        }
        Some(place)
    }

    /// Where a path leads, links followed.
    pub(super) fn real(&self, path: &str) -> Result<PathBuf, ReadError> {
        let place = self.place(path).ok_or(ReadError::Missing)?;
        let there = fs::symlink_metadata(&place).map_err(|error| refusal(&error))?;
        if self.folds_case && !self.spelt_so(path) {
            return Err(ReadError::Missing);
        }
        match place.canonicalize() {
            Ok(real) if real.starts_with(&self.root) => Ok(real),
            Ok(_) => Err(ReadError::Link),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(refusal(&error)),
            Err(_) if there.is_symlink() => Err(ReadError::Link),
            Err(error) => Err(refusal(&error)),
        }
    }

    /// The path of this tree that a real place has; `None` outside the root and for names that are not UTF-8.
    pub(super) fn path_of(&self, real: &Path) -> Option<String> {
        let names = real.strip_prefix(&self.root).ok()?.components();
        let names: Option<Vec<&str>> = names.map(|part| part.as_os_str().to_str()).collect();
        Some(names?.join("/"))
    }

    /// The rules that hold in a folder: its own over those above, up to the root or the nearest git work tree.
    pub(super) fn rules(&self, folder: &str) -> Rules {
        let mut unknown = Vec::new();
        let mut rules = Rules::default();
        for folder in path::ancestors(folder) {
            if let Some(known) = self.known_rules().get(folder) {
                rules = known.clone();
                break;
            }
            unknown.push(folder);
        }
        for folder in unknown.into_iter().rev() {
            let has = |name: &str| self.place(&path::join(folder, name)).is_some_and(|it| it.exists());
            rules = self.rules_below(&rules, folder, has(".git"), has(GITIGNORE));
            self.known_rules().insert(folder.to_owned(), rules.clone());
        }
        rules
    }

    /// The rules of a folder, given those above it and which of the files that matter it has.
    pub(super) fn rules_below(&self, above: &Rules, folder: &str, has_git: bool, has_ignores: bool) -> Rules {
        let mut rules = above.clone();
        if has_git {
            let exclude = self.place(folder).and_then(|place| exclude_file(&place.join(".git")));
            rules = Rules::default().over(folder, &exclude.unwrap_or_default());
        }
        if has_ignores && let Ok(file) = self.read(&path::join(folder, GITIGNORE)) {
            rules = rules.over(folder, &file);
        }
        rules
    }

    fn known_rules(&self) -> MutexGuard<'_, HashMap<String, Rules>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether every part of a path is in its folder letter by letter.
    fn spelt_so(&self, path: &str) -> bool {
        path::ancestors(path).all(|path| {
            let Some(folder) = path::parent(path).and_then(|parent| self.place(parent)) else { return true };
            has_entry(&folder, path::name(path))
        })
    }

    fn metadata(&self, path: &str) -> Result<Metadata, ReadError> {
        fs::metadata(self.real(path)?).map_err(|error| refusal(&error))
    }

    /// What an entry is that a folder lists as `listed`.
    fn kind_of(&self, path: &str, listed: fs::FileType) -> Kind {
        if listed.is_symlink() { self.kind(path).unwrap_or(Kind::Other) } else { kind(listed) }
    }
}

impl Tree for Disk {
    fn shown(&self, path: &str) -> String {
        self.shown.path(path)
    }

    fn walk(&self, folder: &str) -> Vec<String> {
        self.survey(folder).files
    }

    fn survey(&self, folder: &str) -> Survey {
        walk::survey(self, folder)
    }

    fn list(&self, folder: &str) -> Vec<Entry> {
        let Ok(entries) =
            self.real(folder).and_then(|real| fs::read_dir(real).map_err(|error| refusal(&error)))
        else {
            return Vec::new();
        };
        let entry = |entry: fs::DirEntry| {
            let name = entry.file_name().into_string().ok()?;
            let kind = self.kind_of(&path::join(folder, &name), entry.file_type().ok()?);
            Some(Entry { name, kind })
        };
        let mut list: Vec<Entry> = entries.filter_map(Result::ok).filter_map(entry).collect();
        list.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        list
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        match self.metadata(path) {
            Ok(metadata) => Some(kind(metadata.file_type())),
            Err(ReadError::Missing) => None,
            Err(_) => Some(Kind::Other),
        }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let real = self.real(path)?;
        let metadata = fs::metadata(&real).map_err(|error| refusal(&error))?;
        // Opening a pipe would wait for its writer.
        if !metadata.is_file() {
            return Err(ReadError::NotAFile);
        }
        if metadata.len() > MAX_FILE {
            return Err(ReadError::TooLarge(metadata.len()));
        }
        read_at_most(&real)
    }

    /// As git has it, since that is what a push brings; for what git does not have, as the disk has it.
    fn executable(&self, path: &str) -> Option<bool> {
        if let Some(executable) = self.index().and_then(|index| index.executable(path)) {
            return Some(executable);
        }
        self.metadata(path).ok().filter(Metadata::is_file).and_then(|metadata| executable(&metadata))
    }

    fn ignored(&self, path: &str) -> bool {
        let Some(place) = self.place(path) else { return false };
        let is_folder = fs::symlink_metadata(place).is_ok_and(|metadata| metadata.is_dir());
        ignores::ignored(path, is_folder, |folder| self.rules(folder))
    }

    fn tracked(&self, path: &str) -> Option<bool> {
        self.index().map(|index| index.tracked(path))
    }

    fn has_in_git(&self, path: &str, bytes: &[u8]) -> Option<bool> {
        self.index().map(|index| index.has(path, bytes))
    }

    fn submodules(&self) -> Vec<String> {
        match self.index() {
            Some(index) => index.submodules().to_vec(),
            None => git::listed_submodules(self),
        }
    }

    fn link(&self, path: &str) -> Option<String> {
        fs::read_link(self.place(path)?).ok()?.into_os_string().into_string().ok()
    }
}

/// Reads a file that may grow while it is read, or that tells no length.
fn read_at_most(real: &Path) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let read = fs::File::open(real).and_then(|file| file.take(MAX_FILE + 1).read_to_end(&mut bytes));
    match read {
        Ok(length) if length as u64 > MAX_FILE => Err(ReadError::TooLarge(length as u64)),
        Ok(_) => Ok(bytes),
        Err(error) => Err(refusal(&error)),
    }
}

fn kind(listed: fs::FileType) -> Kind {
    if listed.is_file() {
        Kind::File
    } else if listed.is_dir() {
        Kind::Folder
    } else {
        Kind::Other
    }
}

#[cfg(unix)]
fn executable(metadata: &Metadata) -> Option<bool> {
    use std::os::unix::fs::PermissionsExt;
    Some(metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn executable(_: &Metadata) -> Option<bool> {
    None
}

/// What the operating system says, without its number.
pub(super) fn refusal(error: &io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidInput => {
            ReadError::Missing
        }
        io::ErrorKind::PermissionDenied => ReadError::Io("permission denied".to_owned()),
        _ => {
            let text = error.to_string();
            ReadError::Io(text.split(" (os error").next().unwrap_or(&text).to_owned())
        }
    }
}

/// The patterns of one clone: `info/exclude` in its git folder. A `.git` that is a file names that folder, and
/// `commondir` in there the one it shares with other work trees.
fn exclude_file(git: &Path) -> Option<Vec<u8>> {
    let mut folder = git.to_path_buf();
    if git.is_file() {
        let text = small_text(git)?;
        folder = git.parent()?.join(text.strip_prefix("gitdir:")?.trim());
        if let Some(common) = small_text(&folder.join("commondir")) {
            folder = folder.join(common.trim());
        }
    }
    let file = folder.join("info/exclude");
    if file.is_file() { read_at_most(&file).ok() } else { None }
}

fn small_text(file: &Path) -> Option<String> {
    if !file.is_file() {
        return None;
    }
    String::from_utf8(read_at_most(file).ok()?).ok()
}

/// Whether a folder lists a name letter by letter.
fn has_entry(folder: &Path, name: &str) -> bool {
    fs::read_dir(folder)
        .is_ok_and(|mut entries| entries.any(|entry| entry.is_ok_and(|it| it.file_name() == name)))
}

/// Whether the disk under a folder finds names whatever their case, found out with one of the folder's own names.
fn folds_case(folder: &Path) -> io::Result<bool> {
    let names: Vec<_> = fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.file_name()).collect();
    let other = names
        .iter()
        .filter_map(|name| name.to_str())
        .map(swap_case)
        .find(|other| !names.iter().any(|name| name == other.as_str()));
    Ok(match other {
        Some(other) => fs::symlink_metadata(folder.join(other)).is_ok(),
        None => cfg!(any(windows, target_os = "macos")),
    })
}

fn swap_case(name: &str) -> String {
    let swap = |letter: char| {
        if letter.is_ascii_lowercase() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
    };
    name.chars().map(swap).collect()
}

/// Whether something has this name, be it a link that leads nowhere.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The text of one file that belongs to no tree, such as a configuration named on the command line.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn read_text(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    super::text::decode(bytes).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::files::samples;

    #[test]
    fn kinds_are_exact_in_case() {
        let (folder, mut disk) = samples::disk(&[("Dockerfile", ""), ("a/b/c", "")]);
        for folds_case in [false, true] {
            disk.folds_case = folds_case;
            assert_eq!(disk.kind("Dockerfile"), Some(Kind::File));
            assert_eq!(disk.kind("dockerfile"), None);
            assert_eq!(disk.kind("a/b"), Some(Kind::Folder));
            assert_eq!(disk.kind("A/b"), None);
            assert_eq!(disk.kind(""), Some(Kind::Folder));
        }
        assert!(has_entry(folder.path(), "Dockerfile") && !has_entry(folder.path(), "dockerfile"));
        assert_eq!(swap_case("Dockerfile.web-1"), "dOCKERFILE.WEB-1");
    }

    #[test]
    fn what_is_no_path_of_the_tree_is_not_there() {
        let (_folder, disk) = samples::disk(&[("a/b", ""), ("c", "")]);
        for path in ["/c", "a/../c", "./c", "a//b", "a/", "..", "c/b", "\0", "x"] {
            assert_eq!(disk.kind(path), None, "{path:?}");
            assert_eq!(disk.read(path), Err(ReadError::Missing), "{path:?}");
            assert!(
                !disk.ignored(path) && disk.list(path).is_empty() && disk.walk(path).is_empty(),
                "{path:?}"
            );
        }
        let deep = "a/".repeat(100_000) + "b";
        assert_eq!(disk.kind(&deep), None);
        assert!(!disk.ignored(&deep));
    }

    #[test]
    fn reads_no_more_than_the_longest_file() {
        let (folder, disk) = samples::disk(&[("small", "text")]);
        let sized =
            |name: &str, length| fs::File::create(folder.path().join(name)).unwrap().set_len(length).unwrap();
        sized("full", MAX_FILE);
        sized("large", MAX_FILE + 1);
        sized("huge", 1 << 40);
        assert_eq!(disk.read("small").unwrap(), b"text");
        assert_eq!(disk.read("full").unwrap().len() as u64, MAX_FILE);
        assert_eq!(disk.read("large"), Err(ReadError::TooLarge(MAX_FILE + 1)));
        assert_eq!(disk.read("huge"), Err(ReadError::TooLarge(1 << 40)));
        assert_eq!(disk.read(""), Err(ReadError::NotAFile));
    }

    #[test]
    fn ignores_as_git_does() {
        let (_folder, disk) = samples::disk(&[
            (".git/info/exclude", "/private\n"),
            (".gitignore", "*.log\n!keep.log\nbuild/\n/dist/*\n!/dist/index.html\n"),
            ("web/.gitignore", "!debug.log\nlocal\n"),
            ("inner/.git/info/exclude", "mine\n"),
            ("tree/.git", "gitdir: ../linked\n"),
            ("linked/commondir", "../shared.git\n"),
            ("shared.git/info/exclude", "theirs\n"),
            ("build/x", ""),
            ("dist/index.html", ""),
            ("private", ""),
        ]);
        for ignored in [
            "a.log",
            "web/a.log",
            "build",
            "build/x",
            "dist/app.js",
            "private",
            "web/local",
            "web/x/local/y",
            "inner/mine",
            "tree/a/theirs",
        ] {
            assert!(disk.ignored(ignored), "{ignored}");
        }
        for seen in [
            "keep.log",
            "web/debug.log",
            "dist",
            "dist/index.html",
            "web/private",
            "local",
            "inner/a.log",
            "",
        ] {
            assert!(!disk.ignored(seen), "{seen}");
        }
    }

    #[test]
    fn lists_one_folder_ignored_entries_too() {
        let (_folder, disk) =
            samples::disk(&[(".gitignore", "b\n"), ("b", ""), ("a/c", ""), ("node_modules/x/y", "")]);
        let entry = |name: &str, kind| Entry { name: name.to_owned(), kind };
        let wanted = [
            (".gitignore", Kind::File),
            ("a", Kind::Folder),
            ("b", Kind::File),
            ("node_modules", Kind::Folder),
        ];
        assert_eq!(disk.list(""), wanted.map(|(name, kind)| entry(name, kind)));
        assert!(disk.list("b").is_empty());
    }

    #[test]
    fn needs_a_folder() {
        let (folder, _) = samples::disk(&[("a", "")]);
        assert!(Disk::new(&folder.path().join("a"), folder.path()).is_err());
        assert!(Disk::new(&folder.path().join("none"), folder.path()).is_err());
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::{PermissionsExt, symlink};
        use std::os::unix::net::UnixListener;

        use super::*;

        #[test]
        fn links_are_followed_inside_the_root_only() {
            let (folder, disk) = samples::disk(&[("app/file", "text"), ("app/sub/x", "")]);
            let (outside, _) = samples::disk(&[("secret", "")]);
            let link = |to: &Path, at: &str| symlink(to, folder.path().join(at)).unwrap();
            link(Path::new("app/file"), "to-file");
            link(Path::new("app"), "to-folder");
            link(&folder.path().join("app/file"), "absolute");
            link(&outside.path().join("secret"), "out");
            link(outside.path(), "out-folder");
            link(Path::new("loop"), "loop");
            link(Path::new("nowhere"), "dangling");
            for (path, kind, read) in [
                ("to-file", Kind::File, Ok(b"text".to_vec())),
                ("absolute", Kind::File, Ok(b"text".to_vec())),
                ("to-folder", Kind::Folder, Err(ReadError::NotAFile)),
                ("to-folder/file", Kind::File, Ok(b"text".to_vec())),
                ("out", Kind::Other, Err(ReadError::Link)),
                ("out-folder", Kind::Other, Err(ReadError::Link)),
                ("out-folder/secret", Kind::Other, Err(ReadError::Link)),
                ("loop", Kind::Other, Err(ReadError::Link)),
                ("dangling", Kind::Other, Err(ReadError::Link)),
            ] {
                assert_eq!((disk.kind(path), disk.read(path)), (Some(kind), read), "{path}");
            }
            assert_eq!(disk.list("to-folder").len(), 2);
            assert!(disk.list("out-folder").is_empty());
        }

        #[test]
        fn only_regular_files_are_opened() {
            let (folder, disk) = samples::disk(&[("a", "")]);
            let _socket = UnixListener::bind(folder.path().join("socket")).unwrap();
            let pipe = folder.path().join("pipe");
            let made = std::process::Command::new("mkfifo").arg(&pipe).status();
            assert_eq!(disk.read("socket"), Err(ReadError::NotAFile));
            if made.is_ok_and(|status| status.success()) {
                assert_eq!(disk.read("pipe"), Err(ReadError::NotAFile));
                assert_eq!(disk.kind("pipe"), Some(Kind::Other));
            }
        }

        #[test]
        fn the_executable_bit_is_that_of_the_file() {
            let (folder, disk) = samples::disk(&[("run", ""), ("plain", "")]);
            fs::set_permissions(folder.path().join("run"), fs::Permissions::from_mode(0o755)).unwrap();
            symlink("run", folder.path().join("link")).unwrap();
            let bits = ["run", "link", "plain", "", "none"].map(|path| disk.executable(path));
            assert_eq!(bits, [Some(true), Some(true), Some(false), None, None]);
        }

        #[test]
        fn what_may_not_be_read_says_so() {
            let (folder, disk) = samples::disk(&[("closed", "x"), ("shut/x", "")]);
            for name in ["closed", "shut"] {
                fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o000)).unwrap();
            }
            // Root may read everything and cannot test this.
            if fs::File::open(folder.path().join("closed")).is_err() {
                let denied = ReadError::Io("permission denied".to_owned());
                assert_eq!(disk.read("closed"), Err(denied.clone()));
                let shut = crate::files::Unread { path: "shut".to_owned(), folder: true, error: denied };
                assert_eq!(disk.survey(""), Survey { files: vec!["closed".to_owned()], unread: vec![shut] });
            }
            fs::set_permissions(folder.path().join("shut"), fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
}
