//! The walk over a folder of a commit, in the steps of the one over a disk: real folders first, links after them.

use std::collections::{BTreeMap, HashSet};

use gix_object::tree::EntryKind;

use super::{Commit, Item};
use crate::base::path;
use crate::files::{ReadError, Survey, Unread, ignores};

/// Every file below a folder that git does not ignore; see [`walk`](crate::files::Tree::walk). No more than `most`
/// entries are looked at.
pub(super) fn survey(commit: &Commit, folder: &str, most: usize) -> Survey {
    let (seen, found) = (HashSet::new(), Survey::default());
    let mut walk = Walk { commit, seen, links: BTreeMap::new(), found, left: most };
    match commit.real(folder) {
        Ok((real, item)) if item.kind == EntryKind::Tree => drop(walk.links.insert(folder.to_owned(), real)),
        Ok(_) => walk.unread(folder.to_owned(), true, ReadError::Missing),
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

struct Walk<'c> {
    commit: &'c Commit,
    /// Real folders looked into.
    seen: HashSet<String>,
    /// Links to folders, each with the real folder.
    links: BTreeMap<String, String>,
    found: Survey,
    /// Entries that may still be looked at.
    left: usize,
}

impl Walk<'_> {
    /// Looks into a folder and those below it that are no links; each with its path in the walk and its real one.
    fn folders(&mut self, path: String, real: String) {
        let mut waiting = vec![(path, real)];
        while let Some((path, real)) = waiting.pop() {
            if !self.seen.insert(real.clone()) {
                continue;
            }
            let items = self.commit.item(&real).and_then(|folder| self.commit.items(&folder.id));
            match items {
                Ok(items) if items.len() <= self.left => {
                    self.left -= items.len();
                    self.folder(&path, &real, &items, &mut waiting);
                }
                Ok(_) => {
                    self.unread(path, true, ReadError::Io("there are too many files".to_owned()));
                    self.links.clear();
                    return;
                }
                Err(error) => self.unread(path, true, error),
            }
        }
    }

    fn folder(&mut self, folder: &str, real: &str, items: &[Item], waiting: &mut Vec<(String, String)>) {
        let rules = self.commit.rules(real);
        for item in items {
            let lossy = String::from_utf8_lossy(&item.name);
            let is_folder = item.kind == EntryKind::Tree;
            let real = path::join(real, &lossy);
            if ignores::passed_over(&lossy, is_folder) || rules.ignore(&real, is_folder) {
                continue;
            }
            let path = path::join(folder, &lossy);
            match item.kind {
                EntryKind::Commit => {}
                _ if std::str::from_utf8(&item.name).is_err() => {
                    self.unread(path, is_folder, ReadError::Name)
                }
                EntryKind::Tree => waiting.push((path, real)),
                EntryKind::Blob | EntryKind::BlobExecutable => self.found.files.push(path),
                EntryKind::Link => self.link(path, &real),
            }
        }
    }

    fn link(&mut self, path: String, link: &str) {
        match self.commit.real(link) {
            Ok((target, item)) if item.kind == EntryKind::Tree => {
                if self.leads_on(link, &target) {
                    self.links.insert(path, target);
                }
            }
            Ok((_, item)) if item.kind == EntryKind::Commit => {}
            Ok(_) => self.found.files.push(path),
            Err(error) => self.unread(path, false, error),
        }
    }

    /// Whether a link leads to a folder that git sees and that it does not lie in itself.
    fn leads_on(&self, link: &str, target: &str) -> bool {
        !path::within(link, target) && ignores::reached(target, true, "", |folder| self.commit.rules(folder))
    }

    fn unread(&mut self, path: String, folder: bool, error: ReadError) {
        self.found.unread.push(Unread { path, folder, error });
    }
}
