//! The walk over a folder on a disk.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, DirEntry};

use super::disk::{Disk, refusal};
use super::ignores;
use super::ignores::{GITIGNORE, Rules};
use super::{ReadError, Survey, Unread};
use crate::base::path;

/// Every file below a folder that git does not ignore; see [`walk`](super::Tree::walk).
///
/// Real folders come first and links to folders after them, so that a folder goes by its own path where it has one in
/// the walk. What a link leads to is ignored or not where it really lies.
pub(super) fn survey(disk: &Disk, folder: &str) -> Survey {
    let mut walk = Walk { disk, seen: HashSet::new(), links: BTreeMap::new(), found: Survey::default() };
    match disk.real(folder) {
        Ok(real) => walk.links.extend(disk.path_of(&real).map(|real| (folder.to_owned(), real))),
        Err(ReadError::Missing) => {}
        Err(error) => walk.unread(folder.to_owned(), true, error),
    }
    while let Some((path, real)) = walk.links.pop_first() {
        walk.folders(path, real);
    }
    walk.found.files.sort_unstable();
    walk.found.unread.sort_unstable();
    walk.found
}

struct Walk<'d> {
    disk: &'d Disk,
    /// Real folders looked into.
    seen: HashSet<String>,
    /// Links to folders, each with the real folder.
    links: BTreeMap<String, String>,
    found: Survey,
}

/// A folder to look into.
struct Folder {
    /// Its path in the walk.
    path: String,
    /// Its path without links.
    real: String,
    /// What is ignored in the folder it lies in.
    above: Rules,
}

impl Walk<'_> {
    /// Looks into a folder and those below it that are no links.
    fn folders(&mut self, path: String, real: String) {
        let above = path::parent(&real).map(|parent| self.disk.rules(parent)).unwrap_or_default();
        let mut waiting = vec![Folder { path, real, above }];
        while let Some(folder) = waiting.pop() {
            if !self.seen.insert(folder.real.clone()) {
                continue;
            }
            match self.entries(&folder.real) {
                Ok(entries) => self.folder(&folder, &entries, &mut waiting),
                Err(error) => self.unread(folder.path, true, error),
            }
        }
    }

    fn entries(&self, real: &str) -> Result<Vec<DirEntry>, ReadError> {
        let place = self.disk.place(real).ok_or(ReadError::Missing)?;
        Ok(fs::read_dir(place).map_err(|error| refusal(&error))?.filter_map(Result::ok).collect())
    }

    fn folder(&mut self, folder: &Folder, entries: &[DirEntry], waiting: &mut Vec<Folder>) {
        let has = |name: &str| entries.iter().any(|entry| entry.file_name() == name);
        let rules = self.disk.rules_below(&folder.above, &folder.real, has(".git"), has(GITIGNORE));
        for entry in entries {
            let Ok(listed) = entry.file_type() else { continue };
            let name = entry.file_name();
            let lossy = name.to_string_lossy();
            let real = path::join(&folder.real, &lossy);
            if ignores::passed_over(&lossy, listed.is_dir()) || rules.ignore(&real, listed.is_dir()) {
                continue;
            }
            let path = path::join(&folder.path, &lossy);
            if name.to_str().is_none() {
                self.unread(path, listed.is_dir(), ReadError::Name);
            } else if listed.is_dir() {
                waiting.push(Folder { path, real, above: rules.clone() });
            } else if listed.is_file() {
                self.found.files.push(path);
            } else if listed.is_symlink() {
                self.link(path, &real);
            } else {
                self.unread(path, false, ReadError::NotAFile);
            }
        }
    }

    fn link(&mut self, path: String, link: &str) {
        match self.disk.real(link) {
            Ok(target) if target.is_file() => self.found.files.push(path),
            Ok(target) if target.is_dir() => {
                let target = self.disk.path_of(&target).filter(|target| self.leads_on(link, target));
                self.links.extend(target.map(|target| (path, target)));
            }
            Ok(_) => self.unread(path, false, ReadError::NotAFile),
            Err(error) => self.unread(path, false, error),
        }
    }

    /// Whether a link leads to a folder that git sees and that it does not lie in itself.
    fn leads_on(&self, link: &str, target: &str) -> bool {
        !path::within(link, target) && ignores::reached(target, true, "", |folder| self.disk.rules(folder))
    }

    fn unread(&mut self, path: String, folder: bool, error: ReadError) {
        self.found.unread.push(Unread { path, folder, error });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::files::{Tree, samples};

    #[test]
    fn sees_what_git_sees() {
        let (_folder, disk) = samples::disk(&[
            (".git/HEAD", ""),
            (".git/info/exclude", "secret\n"),
            (".gitignore", "*.log\n!keep.log\n/out\n!/out/kept\n"),
            (".hidden/Dockerfile", ""),
            ("a.log", ""),
            ("keep.log", ""),
            ("out/kept", ""),
            ("secret", ""),
            ("web/node_modules/x/Dockerfile", ""),
            ("web/src/b.log", ""),
            ("web/src/main.rs", ""),
            ("web-2/x", ""),
            ("inner/.git/HEAD", ""),
            ("inner/c.log", ""),
        ]);
        let wanted =
            [".gitignore", ".hidden/Dockerfile", "inner/c.log", "keep.log", "web-2/x", "web/src/main.rs"];
        assert_eq!(disk.walk(""), wanted);
        assert_eq!(disk.walk("web"), ["web/src/main.rs"]);
        assert!(disk.survey("").unread.is_empty());
        for path in disk.walk("") {
            assert!(!disk.ignored(&path), "{path}");
        }
    }

    #[test]
    fn an_ignored_folder_is_walked_when_asked_for() {
        let (_folder, disk) =
            samples::disk(&[(".gitignore", "out/\n*.tmp\n"), ("out/a", ""), ("out/b.tmp", "")]);
        assert_eq!(disk.walk(""), [".gitignore"]);
        assert_eq!(disk.walk("out"), ["out/a"]);
    }

    #[cfg(unix)]
    mod unix {
        use std::ffi::OsStr;
        use std::fs;
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::symlink;

        use super::*;
        use crate::files::{ReadError, Unread};

        #[test]
        fn links_are_followed_inside_the_root_and_each_folder_once() {
            let (folder, disk) = samples::disk(&[
                (".gitignore", "/hidden\n"),
                ("app/x", ""),
                ("app/deep/y", ""),
                ("hidden/z", ""),
                ("node_modules/m/n", ""),
            ]);
            let (outside, _) = samples::disk(&[("Dockerfile", "")]);
            let link = |to: &str, at: &str| symlink(to, folder.path().join(at)).unwrap();
            link("../../app", "app/deep/up");
            link("..", "app/root");
            link(".", "self");
            link("app/deep", "deep");
            link("hidden", "shown");
            link("node_modules/m", "m");
            link("app/x", "x");
            link("loop", "loop");
            symlink(outside.path(), folder.path().join("out")).unwrap();
            assert_eq!(disk.walk(""), [".gitignore", "app/deep/y", "app/x", "x"]);
            assert_eq!(disk.walk("app/deep"), ["app/deep/y"]);
            assert_eq!(disk.walk("deep"), ["deep/y"]);
            let unread: Vec<_> = disk.survey("").unread.into_iter().map(|it| (it.path, it.error)).collect();
            assert_eq!(unread, ["loop", "out"].map(|path| (path.to_owned(), ReadError::Link)));
        }

        #[test]
        fn a_folder_linked_into_a_part_of_the_tree_is_walked_there() {
            let (folder, disk) = samples::disk(&[
                ("shared/.gitignore", "*.log\n"),
                ("shared/a", ""),
                ("shared/b.log", ""),
                ("web/x", ""),
            ]);
            symlink("../shared", folder.path().join("web/shared")).unwrap();
            symlink("../web", folder.path().join("shared/web")).unwrap();
            assert_eq!(disk.walk("web"), ["web/shared/.gitignore", "web/shared/a", "web/x"]);
            assert_eq!(disk.walk(""), ["shared/.gitignore", "shared/a", "web/x"]);
        }

        #[test]
        fn names_that_are_not_utf8_are_reported() {
            let (folder, disk) = samples::disk(&[("a", "")]);
            // Some systems do not allow such names.
            if fs::create_dir(folder.path().join(OsStr::from_bytes(b"x\xff"))).is_err() {
                return;
            }
            fs::write(folder.path().join(OsStr::from_bytes(b"x\xff/Dockerfile")), "").unwrap();
            fs::write(folder.path().join(OsStr::from_bytes(b"Dockerfile.\xff")), "").unwrap();
            let unread =
                |path: &str, folder| Unread { path: path.to_owned(), folder, error: ReadError::Name };
            let survey = disk.survey("");
            assert_eq!(survey.files, ["a"]);
            assert_eq!(survey.unread, [unread("Dockerfile.\u{fffd}", false), unread("x\u{fffd}", true)]);
        }

        #[test]
        fn depth_is_no_danger() {
            let (folder, disk) = samples::disk(&[("a", "")]);
            let mut place = folder.path().to_path_buf();
            while place.as_os_str().len() < 4000 {
                place.push("a-folder");
            }
            fs::create_dir_all(&place).unwrap();
            fs::write(place.join("Dockerfile"), "").unwrap();
            assert_eq!(disk.walk("").len(), 2);
        }
    }
}
