//! Where the files of a repository lie. Whoever hands over a folder made its `.git` too, so what that names outside of
//! the folder is followed only where it leads back.

use std::path::{Path, PathBuf};

use super::GitError;
use crate::files::fence::Fence;
use crate::files::{ReadError, fence, regular};

/// The longest `config` that is read, in bytes.
const MAX_CONFIG: u64 = 1 << 20;

/// Where the files of a repository lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::files) struct Repository {
    /// Holds `HEAD` and `index`; of its own for each linked work tree.
    pub(in crate::files) folder: PathBuf,
    /// Holds `objects`, `refs` and `config`.
    pub(in crate::files) common: PathBuf,
    /// What may be read: the work tree and these two.
    pub(in crate::files) fence: Fence,
}

impl Repository {
    /// The repository of a work tree or bare repository at or above a place.
    pub(in crate::files) fn above(place: &Path) -> Result<Repository, GitError> {
        let named = |folder: &Path| folder.to_string_lossy().into_owned();
        for folder in place.ancestors() {
            match Repository::at(folder) {
                Ok(found) => return found.check_format().map(|()| found),
                Err(Refusal::Outside) => return Err(GitError::Outside(named(&folder.join(".git")))),
                Err(Refusal::None) => {}
            }
        }
        Err(GitError::NoRepository(named(place)))
    }

    /// The repository whose work tree's root, git folder or bare folder a place is.
    pub(in crate::files) fn at(place: &Path) -> Result<Repository, Refusal> {
        let root = place.canonicalize().map_err(|_| Refusal::None)?;
        let mut fence = Fence::around(&root).map_err(|_| Refusal::None)?;
        let folder = git_folder(&root, &mut fence)?;
        let common = common_folder(&folder, &mut fence)?;
        let whole = fence.real(&folder.join("HEAD")).is_ok_and(|head| head.is_file())
            && fence.folder(&common.join("objects")).is_some()
            && fence.folder(&common.join("refs")).is_some();
        if whole { Ok(Repository { folder, common, fence }) } else { Err(Refusal::None) }
    }

    /// Whether its ids and refs are of the kinds that are read.
    pub(in crate::files) fn check_format(&self) -> Result<(), GitError> {
        let config = match self.fence.read(&self.common.join("config"), MAX_CONFIG) {
            Ok(config) => String::from_utf8_lossy(&config).to_lowercase(),
            Err(ReadError::Missing) => String::new(),
            Err(error) => return Err(GitError::Broken(format!("config: {error}"))),
        };
        match (value(&config, "extensions", "objectformat"), value(&config, "extensions", "refstorage")) {
            (Some(format), _) if format != "sha1" => Err(GitError::Unsupported("SHA-256 object IDs")),
            (_, Some(storage)) if storage != "files" => Err(GitError::Unsupported("the reftable format")),
            _ => Ok(()),
        }
    }

    /// The patterns of the clone in a folder alone: its `info/exclude`, `most` bytes.
    pub(in crate::files) fn exclude(folder: &Path, within: &Fence, most: u64) -> Option<Vec<u8>> {
        let root = within.folder(folder)?;
        let mut fence = within.clone();
        let git = git_folder(&root, &mut fence).ok()?;
        let common = common_folder(&git, &mut fence).ok()?;
        fence.read(&common.join("info/exclude"), most).ok()
    }
}

/// Why a place has no repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::files) enum Refusal {
    /// There is none, or it is not whole.
    None,
    /// It is said to lie elsewhere, in a folder that does not lead back.
    Outside,
}

/// The folder that `.git` is or names; without a `.git` the place itself.
fn git_folder(root: &Path, fence: &mut Fence) -> Result<PathBuf, Refusal> {
    let inner = root.join(".git");
    let real = match fence.real(&inner) {
        Ok(real) => real,
        Err(ReadError::Missing) if !crate::files::disk::is_there(&inner) => return Ok(root.to_path_buf()),
        Err(ReadError::Link) => return Err(Refusal::Outside),
        Err(_) => return Err(Refusal::None),
    };
    if real.is_dir() {
        return Ok(real);
    }
    let line = fence.line(&inner).ok_or(Refusal::None)?;
    let named = root.join(line.strip_prefix("gitdir:").ok_or(Refusal::None)?.trim());
    let named = named.canonicalize().map_err(|_| Refusal::None)?;
    if !fence.holds(&named) {
        if !leads_back(&named, root) {
            return Err(Refusal::Outside);
        }
        fence.take_in(named.clone());
    }
    Ok(named)
}

/// Whether a git folder is that of a work tree: a linked one, whose `gitdir` names its `.git`, or a submodule or one
/// kept apart, whose `core.worktree` names it.
fn leads_back(git: &Path, root: &Path) -> bool {
    let is = |named: &str, wanted: &Path| git.join(named).canonicalize().is_ok_and(|real| real == wanted);
    let linked = fence::line(&git.join("gitdir")).is_some_and(|named| is(&named, &root.join(".git")));
    linked || work_tree(git).is_some_and(|named| is(&named, root))
}

fn work_tree(git: &Path) -> Option<String> {
    let config = regular::read(&git.join("config"), MAX_CONFIG).ok()?;
    let config = String::from_utf8(config).ok()?;
    value(&config, "core", "worktree").map(|named| named.trim_matches('"').to_owned())
}

/// The folder that a linked work tree shares with others, which is two above its own.
fn common_folder(git: &Path, fence: &mut Fence) -> Result<PathBuf, Refusal> {
    let Some(named) = fence.line(&git.join("commondir")) else { return Ok(git.to_path_buf()) };
    let named = git.join(named).canonicalize().map_err(|_| Refusal::None)?;
    if !fence.holds(&named) {
        if git.parent() != Some(named.join("worktrees").as_path()) {
            return Err(Refusal::Outside);
        }
        fence.take_in(named.clone());
    }
    Ok(named)
}

/// The value of a key in a section of git's configuration; the last one counts.
fn value<'c>(config: &'c str, section: &str, key: &str) -> Option<&'c str> {
    let mut inside = false;
    let mut found = None;
    for line in config.lines().map(str::trim) {
        if let Some(head) = line.strip_prefix('[') {
            inside = head.split(']').next().is_some_and(|head| head.trim().eq_ignore_ascii_case(section));
        } else if inside && let Some((name, value)) = line.split_once('=') {
            found = if name.trim().eq_ignore_ascii_case(key) { Some(value.trim()) } else { found };
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::files::git::sample::Repo;
    use crate::files::samples;

    fn at(place: &Path) -> Result<(), Refusal> {
        Repository::at(place).map(drop)
    }

    fn exclude(place: &Path) -> Option<Vec<u8>> {
        Repository::exclude(place, &Fence::around(place).unwrap(), 100)
    }

    #[test]
    fn git_folders_elsewhere_are_followed_where_they_lead_back() {
        let Some(repo) = Repo::new(&[("a", "")]) else { return };
        let (linked, apart, clone) = (repo.beside("linked"), repo.beside("apart"), repo.beside("clone"));
        repo.git(&["worktree", "add", "-q", linked.to_str().unwrap()]);
        let git = repo.beside("apart.git");
        repo.git(&["clone", "-q", "--separate-git-dir", git.to_str().unwrap(), ".", apart.to_str().unwrap()]);
        repo.git(&[
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "add",
            "-q",
            apart.to_str().unwrap(),
            "sub",
        ]);
        repo.git(&["clone", "-q", ".", clone.to_str().unwrap()]);
        for place in [repo.path(), linked, repo.path().join("sub"), clone, git, repo.path().join(".git")] {
            assert_eq!(at(&place), Ok(()), "{}", place.display());
        }
    }

    #[test]
    fn git_folders_elsewhere_that_do_not_lead_back_are_left_alone() {
        let Some(repo) = Repo::new(&[("a", "")]) else { return };
        let linked = repo.beside("linked");
        repo.git(&["worktree", "add", "-q", linked.to_str().unwrap()]);
        repo.git(&["update-ref", "refs/heads/private", "HEAD"]);
        let own = repo.path().join(".git");
        let thief = repo.beside("thief");
        samples::write(&thief, &[("commondir/HEAD", "ref: refs/heads/main\n")]);
        let set = |text: String| samples::write(&thief, &[(".git", &text)]);
        for stolen in [own.clone(), own.join("worktrees/linked"), PathBuf::from("../work/.git")] {
            set(format!("gitdir: {}\n", stolen.display()));
            assert_eq!(at(&thief), Err(Refusal::Outside), "{}", stolen.display());
            assert_eq!(exclude(&thief), None);
            assert!(matches!(Repository::above(&thief), Err(GitError::Outside(_))));
        }
        // A git folder within, whose other half is said to lie elsewhere.
        set("gitdir: commondir\n".to_owned());
        samples::write(&thief, &[("commondir/commondir", own.to_str().unwrap())]);
        assert_eq!(at(&thief), Err(Refusal::Outside));
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_root_are_left_alone() {
        use std::os::unix::fs::symlink;
        let Some(repo) = Repo::new(&[("a", "")]) else { return };
        samples::write(&repo.path(), &[(".git/info/exclude", "private\n")]);
        let own = repo.path().join(".git");
        for name in ["HEAD", "objects", "refs", "config", "info/exclude"] {
            let thief = repo.beside(&format!("thief-{}", name.replace('/', "-")));
            samples::write(&thief, &[(".git/HEAD", "ref: refs/heads/main\n"), (".git/info/x", "")]);
            for folder in ["objects", "refs"].iter().filter(|folder| **folder != name) {
                samples::write(&thief, &[(&format!(".git/{folder}/x"), "")]);
            }
            let place = thief.join(".git").join(name);
            let _ = std::fs::remove_file(&place);
            symlink(own.join(name), &place).unwrap();
            let refused = Repository::above(&thief).is_err();
            assert!(refused || name == "info/exclude", "{name}");
            assert_eq!(exclude(&thief), None, "{name}");
        }
        let thief = repo.beside("thief");
        std::fs::create_dir(&thief).unwrap();
        symlink(&own, thief.join(".git")).unwrap();
        assert_eq!(at(&thief), Err(Refusal::Outside));
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_are_no_part_of_a_repository() {
        for name in ["HEAD", "config", "commondir"] {
            let Some(repo) = Repo::new(&[("a", "")]) else { return };
            let place = repo.path().join(".git").join(name);
            let _ = std::fs::remove_file(&place);
            samples::pipe(&place);
            assert_eq!(Repository::above(&repo.path()).is_ok(), name == "commondir", "{name}");
        }
        let folder = tempfile::tempdir().unwrap();
        samples::pipe(&folder.path().join(".git"));
        assert_eq!(at(folder.path()), Err(Refusal::None));
    }

    #[test]
    fn values_are_those_of_their_section() {
        let config = "[core]\nobjectformat = no\nworktree = \"../x\"\n[Extensions]\n\tObjectFormat = sha256\n\
                      [extensions \"x\"]\nobjectformat = no\n[x]\nrefstorage = reftable\n";
        assert_eq!(value(config, "extensions", "objectformat"), Some("sha256"));
        assert_eq!(value(config, "extensions", "refstorage"), None);
        assert_eq!(value(config, "core", "worktree"), Some("\"../x\""));
    }
}
