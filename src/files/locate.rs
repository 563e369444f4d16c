//! From the paths on a command line to trees and what is asked of each.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::disk::refusal;
use super::{Disk, ReadError, Tree};
use crate::base::path;

/// A tree and what is asked of it.
#[derive(Debug)]
pub struct Located {
    /// The enclosing git work tree, or what stands for it; see [`locate`].
    pub tree: Disk,
    /// Files and folders of the tree, in the order given, each once; `""` is all of it.
    pub paths: Vec<String>,
}

/// Why a path on the command line cannot be looked at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocateError {
    /// Nothing is there.
    #[error("{0}: no such file or folder")]
    Missing(String),
    /// Neither a file nor a folder: a pipe, a device, a link that leads nowhere.
    #[error("{0}: not a file or folder")]
    NotAFile(String),
    /// It, or the folder it belongs to, cannot be read.
    #[error("{path} cannot be read: {error}")]
    Unreadable {
        /// As given.
        path: String,
        /// Why.
        error: ReadError,
    },
}

/// Finds the trees of paths, which are absolute or relative to `cwd`; no path means `cwd` itself. Paths of one tree
/// come together, trees in the order of their first path.
///
/// The root of a path's tree is the git work tree around it; without one, `cwd` when the path lies within; else the
/// folder itself, or for a file the nearest folder above it that has a heroku.yml, or its own.
///
/// # Errors
/// When a path is not there, is neither file nor folder, or may not be read.
pub fn locate(paths: &[PathBuf], cwd: &Path) -> Result<Vec<Located>, LocateError> {
    let cwd = cwd.canonicalize().map_err(|error| failure(cwd, &error))?;
    let here = [PathBuf::from(".")];
    let mut found: Vec<Located> = Vec::new();
    for given in if paths.is_empty() { &here } else { paths } {
        let place = Place::of(given, &cwd)?;
        let root = place.root(&cwd);
        let at = match found.iter().position(|located| located.tree.root() == root) {
            Some(at) => at,
            None => {
                let tree = Disk::new(&root, &cwd).map_err(|error| failure(given, &error))?;
                found.push(Located { tree, paths: Vec::new() });
                found.len() - 1
            }
        };
        if let Some(located) = found.get_mut(at) {
            located.ask(&place, given)?;
        }
    }
    Ok(found)
}

/// Finds the tree of one file that need not be there yet: that of an editor's buffer, or a name given to standard
/// input. The root is that of [`locate`].
///
/// # Errors
/// When the path is a folder or its tree may not be read.
pub fn locate_unsaved(file: &Path, cwd: &Path) -> Result<Located, LocateError> {
    let cwd = cwd.canonicalize().map_err(|error| failure(cwd, &error))?;
    let place = Place::unsaved(file, &cwd)?;
    let tree = Disk::new(&place.root(&cwd), &cwd).map_err(|error| failure(file, &error))?;
    let path = path_of(&tree, &place, file)?;
    Ok(Located { tree, paths: vec![path] })
}

impl Located {
    fn ask(&mut self, place: &Place, given: &Path) -> Result<(), LocateError> {
        let path = self.spelt(path_of(&self.tree, place, given)?);
        if !self.paths.contains(&path) {
            self.paths.push(path);
        }
        Ok(())
    }

    /// The path as the disk spells its last part: some disks find `dockerfile` under `Dockerfile`.
    fn spelt(&self, asked: String) -> String {
        if self.tree.kind(&asked).is_some() {
            return asked;
        }
        let folder = path::parent(&asked).unwrap_or("");
        let mut entries = self.tree.list(folder).into_iter();
        let same = entries.find(|entry| entry.name.to_lowercase() == path::name(&asked).to_lowercase());
        same.map_or(asked.clone(), |entry| path::join(folder, &entry.name))
    }
}

fn path_of(tree: &Disk, place: &Place, given: &Path) -> Result<String, LocateError> {
    let unreadable = || LocateError::Unreadable { path: named(given), error: ReadError::Name };
    tree.path_of(&place.path()).ok_or_else(unreadable)
}

/// A file or folder: a real folder, and a file as seen from it. A file that is a link keeps its own name.
struct Place {
    folder: PathBuf,
    file: Option<PathBuf>,
}

impl Place {
    fn of(given: &Path, cwd: &Path) -> Result<Place, LocateError> {
        let place = cwd.join(given);
        let metadata = fs::metadata(&place).map_err(|error| missing_or_broken(given, &place, &error))?;
        if metadata.is_dir() {
            let folder = place.canonicalize().map_err(|error| failure(given, &error))?;
            return Ok(Place { folder, file: None });
        }
        match (metadata.is_file(), place.parent(), place.file_name()) {
            (true, Some(folder), Some(name)) => {
                let folder = folder.canonicalize().map_err(|error| failure(given, &error))?;
                Ok(Place { folder, file: Some(name.into()) })
            }
            _ => Err(LocateError::NotAFile(named(given))),
        }
    }

    /// A file in the nearest folder that is there.
    fn unsaved(given: &Path, cwd: &Path) -> Result<Place, LocateError> {
        let place = cwd.join(given);
        let folder = place.ancestors().find(|folder| folder.is_dir()).unwrap_or(cwd);
        let file = place.strip_prefix(folder).unwrap_or(given);
        if file.as_os_str().is_empty() || file.components().any(|part| !matches!(part, Component::Normal(_)))
        {
            return Err(LocateError::NotAFile(named(given)));
        }
        let folder = folder.canonicalize().map_err(|error| failure(given, &error))?;
        Ok(Place { folder, file: Some(file.to_path_buf()) })
    }

    fn path(&self) -> PathBuf {
        self.file.as_ref().map_or_else(|| self.folder.clone(), |file| self.folder.join(file))
    }

    fn root(&self, cwd: &Path) -> PathBuf {
        let holding = |name: &str| self.folder.ancestors().find(|folder| folder.join(name).exists());
        if let Some(work_tree) = holding(".git") {
            return work_tree.to_path_buf();
        }
        if self.folder.starts_with(cwd) {
            return cwd.to_path_buf();
        }
        let manifest = self.file.as_ref().and_then(|_| holding("heroku.yml"));
        manifest.unwrap_or(&self.folder).to_path_buf()
    }
}

fn named(given: &Path) -> String {
    given.to_string_lossy().into_owned()
}

/// A broken link still exists.
fn missing_or_broken(given: &Path, place: &Path, error: &io::Error) -> LocateError {
    if fs::symlink_metadata(place).is_ok_and(|metadata| metadata.is_symlink()) {
        return LocateError::Unreadable { path: named(given), error: ReadError::Link };
    }
    failure(given, error)
}

fn failure(given: &Path, error: &io::Error) -> LocateError {
    match refusal(error) {
        ReadError::Missing => LocateError::Missing(named(given)),
        error => LocateError::Unreadable { path: named(given), error },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::files::samples;

    /// The roots, seen from a folder, and what is asked of each.
    fn located(base: &Path, cwd: &str, paths: &[&str]) -> Result<Vec<(String, Vec<String>)>, LocateError> {
        let base = base.canonicalize().unwrap();
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let found = locate(&paths, &base.join(cwd))?;
        let root =
            |tree: &Disk| tree.root().strip_prefix(&base).unwrap().to_str().unwrap().replace('\\', "/");
        Ok(found.into_iter().map(|it| (root(&it.tree), it.paths)).collect())
    }

    fn ground() -> tempfile::TempDir {
        let (folder, _) = samples::disk(&[
            ("repo/.git/HEAD", ""),
            ("repo/web/Dockerfile", ""),
            ("repo/web/src/x", ""),
            ("linked/.git", "gitdir: elsewhere"),
            ("linked/Dockerfile", ""),
            ("plain/heroku.yml", ""),
            ("plain/docker/web/Dockerfile", ""),
            ("bare/a/Dockerfile", ""),
        ]);
        folder
    }

    #[test]
    fn roots() {
        let ground = ground();
        for (cwd, asked, root, path) in [
            ("repo/web", "Dockerfile", "repo", "web/Dockerfile"),
            ("repo/web", ".", "repo", "web"),
            ("repo/web/src", "../..", "repo", ""),
            ("repo/web/src", "../../web/./Dockerfile", "repo", "web/Dockerfile"),
            ("", "repo/web/", "repo", "web"),
            ("", "linked", "linked", ""),
            ("bare", "a/Dockerfile", "bare", "a/Dockerfile"),
            ("bare/a", "../../plain/docker/web", "plain/docker/web", ""),
            ("bare/a", "../../plain/docker/web/Dockerfile", "plain", "docker/web/Dockerfile"),
            ("plain", "../bare/a/Dockerfile", "bare/a", "Dockerfile"),
            ("plain", "docker", "plain", "docker"),
        ] {
            let wanted = vec![(root.to_owned(), vec![path.to_owned()])];
            assert_eq!(located(ground.path(), cwd, &[asked]), Ok(wanted), "{asked} from {cwd:?}");
        }
    }

    #[test]
    fn paths_of_one_root_come_together() {
        let ground = ground();
        let found = located(
            ground.path(),
            "",
            &["repo/web", "linked", "repo", "repo/web/../web", "linked/Dockerfile"],
        );
        let asked = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>();
        let wanted =
            vec![("repo".to_owned(), asked(&["web", ""])), ("linked".to_owned(), asked(&["", "Dockerfile"]))];
        assert_eq!(found, Ok(wanted));
        assert_eq!(located(ground.path(), "repo/web", &[]), Ok(vec![("repo".to_owned(), asked(&["web"]))]));
    }

    #[test]
    fn a_buffer_need_not_be_a_file() {
        let ground = ground();
        for (name, root, path) in [
            ("repo/web/Dockerfile", "repo", "web/Dockerfile"),
            ("repo/web/dockerfile", "repo", "web/dockerfile"),
            ("repo/new/folder/Dockerfile", "repo", "new/folder/Dockerfile"),
            ("new/Dockerfile", "", "new/Dockerfile"),
        ] {
            let found = locate_unsaved(Path::new(name), ground.path()).unwrap();
            let base = ground.path().canonicalize().unwrap();
            assert_eq!(
                (found.tree.root(), found.paths),
                (base.join(root).as_path(), vec![path.to_owned()]),
                "{name}"
            );
        }
        for name in ["repo/web", "new/../x", "."] {
            let error = locate_unsaved(Path::new(name), ground.path()).unwrap_err();
            assert_eq!(error, LocateError::NotAFile(name.to_owned()));
        }
    }

    #[test]
    fn what_is_not_there_is_named_as_given() {
        let ground = ground();
        let error = located(ground.path(), "repo", &["web", "./none"]).unwrap_err();
        assert_eq!(error, LocateError::Missing("./none".to_owned()));
        assert_eq!(error.to_string(), "./none: no such file or folder");
        let below_file = located(ground.path(), "repo", &["web/Dockerfile/x"]);
        assert_eq!(below_file, Err(LocateError::Missing("web/Dockerfile/x".to_owned())));
    }

    #[test]
    fn other_spellings_are_put_right() {
        let (_folder, tree) = samples::disk(&[("web/Dockerfile", "")]);
        let located = Located { tree, paths: Vec::new() };
        assert_eq!(located.spelt("web/dockerfile".to_owned()), "web/Dockerfile");
        assert_eq!(located.spelt("web/other".to_owned()), "web/other");
    }

    #[cfg(unix)]
    #[test]
    fn links() {
        use std::os::unix::fs::symlink;
        let ground = ground();
        let link = |to: &str, at: &str| symlink(to, ground.path().join(at)).unwrap();
        link("web/Dockerfile", "repo/Dockerfile");
        link("../repo/web", "bare/web");
        link("nowhere", "repo/broken");
        let one = |root: &str, path: &str| Ok(vec![(root.to_owned(), vec![path.to_owned()])]);
        assert_eq!(located(ground.path(), "repo", &["Dockerfile"]), one("repo", "Dockerfile"));
        assert_eq!(located(ground.path(), "", &["bare/web/Dockerfile"]), one("repo", "web/Dockerfile"));
        assert_eq!(located(ground.path(), "", &["bare/web"]), one("repo", "web"));
        let broken = LocateError::Unreadable { path: "broken".to_owned(), error: ReadError::Link };
        assert_eq!(located(ground.path(), "repo", &["broken"]), Err(broken));
        let device = LocateError::NotAFile("/dev/null".to_owned());
        assert_eq!(located(ground.path(), "repo", &["/dev/null"]), Err(device));
    }
}
