//! The walk over a folder of a commit, in the steps of the one over a disk: real folders first, links after them.

use std::collections::{BTreeMap, HashSet};

use gix_hash::ObjectId;
use gix_object::tree::EntryKind;

use super::{Commit, Item, MAX_PATH};
use crate::base::path;
use crate::files::ignores::Rules;
use crate::files::{ReadError, Survey, Unread, ignores};

/// What a walk may come to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Most {
    /// Entries looked at.
    pub(super) entries: usize,
    /// The paths of all of them, in bytes.
    pub(super) bytes: usize,
}

/// Every file below a folder that git does not ignore; see [`walk`](crate::files::Tree::walk).
pub(super) fn survey(commit: &Commit, folder: &str, most: Most) -> Survey {
    let (seen, found) = (HashSet::new(), Survey::default());
    let mut walk = Walk { commit, seen, links: BTreeMap::new(), found, left: most };
    match commit.real(folder) {
        Ok((real, item)) if item.kind == EntryKind::Tree => {
            drop(walk.links.insert(folder.to_owned(), (real, item.id)))
        }
        Ok(_) => walk.unread(folder.to_owned(), true, ReadError::Missing),
        Err(ReadError::Missing) => {}
        Err(error) => walk.unread(folder.to_owned(), true, error),
    }
    while let Some((path, (real, id))) = walk.links.pop_first() {
        let above = path::parent(&real).map(|parent| commit.rules(parent)).unwrap_or_default();
        walk.folders(Folder { path, real, id, above });
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
    links: BTreeMap<String, (String, ObjectId)>,
    found: Survey,
    /// What may still be looked at.
    left: Most,
}

/// A folder to look into.
struct Folder {
    /// Its path in the walk.
    path: String,
    /// Its path without links.
    real: String,
    id: ObjectId,
    /// What is ignored in the folder it lies in.
    above: Rules,
}

impl Most {
    /// Takes off what a folder has; `None` where that is more than is left.
    fn less(self, folder: &Folder, items: &[Item]) -> Option<Most> {
        let names: usize = items.iter().map(|item| folder.path.len() + 1 + item.name.len()).sum();
        let (entries, bytes) = (self.entries.checked_sub(items.len())?, self.bytes.checked_sub(names)?);
        Some(Most { entries, bytes })
    }
}

impl Walk<'_> {
    /// Looks into a folder and those below it that are no links.
    fn folders(&mut self, first: Folder) {
        let mut waiting = vec![first];
        while let Some(folder) = waiting.pop() {
            if !self.seen.insert(folder.real.clone()) {
                continue;
            }
            let items = match self.commit.items(&folder.id) {
                Ok(items) => items,
                Err(error) => {
                    self.unread(folder.path, true, error);
                    continue;
                }
            };
            let Some(left) = self.left.less(&folder, &items) else {
                self.unread(folder.path, true, ReadError::Io("there are too many files".to_owned()));
                self.links.clear();
                return;
            };
            self.left = left;
            self.folder(&folder, &items, &mut waiting);
        }
    }

    fn folder(&mut self, folder: &Folder, items: &[Item], waiting: &mut Vec<Folder>) {
        let rules = self.commit.rules_below(&folder.above, &folder.real, items);
        for item in items {
            let lossy = String::from_utf8_lossy(&item.name);
            let is_folder = item.kind == EntryKind::Tree;
            let real = path::join(&folder.real, &lossy);
            if ignores::passed_over(&lossy, is_folder) || rules.ignore(&real, is_folder) {
                continue;
            }
            let path = path::join(&folder.path, &lossy);
            match item.kind {
                EntryKind::Commit => {}
                _ if std::str::from_utf8(&item.name).is_err() => {
                    self.unread(path, is_folder, ReadError::Name)
                }
                _ if path.len() > MAX_PATH => {
                    self.unread(path, is_folder, ReadError::Io("its path is too long".to_owned()))
                }
                EntryKind::Tree => waiting.push(Folder { path, real, id: item.id, above: rules.clone() }),
                EntryKind::Blob | EntryKind::BlobExecutable => self.found.files.push(path),
                EntryKind::Link => self.link(path, &real),
            }
        }
    }

    fn link(&mut self, path: String, link: &str) {
        match self.commit.real(link) {
            Ok((target, item)) if item.kind == EntryKind::Tree => {
                if self.leads_on(link, &target) {
                    self.links.insert(path, (target, item.id));
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
