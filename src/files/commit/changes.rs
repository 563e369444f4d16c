//! What differs between two commits, or between a commit and the one that is staged.

use std::cmp::Ordering;

use gix_object::tree::EntryKind;

use super::{Commit, Item, MAX_ENTRIES};
use crate::base::path;

/// A file that differs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Its path from the repository's root.
    pub path: String,
    /// Whether it comes or goes, so that lists of its folder differ; else its bytes or its mode do.
    pub listed: bool,
}

/// The files that differ, sorted by path; all of `new` where there is no `old` one. Folders that are the same object in
/// both are passed over.
pub fn changes(old: Option<&Commit>, new: &Commit) -> Vec<Change> {
    let mut compare = Compare { old, new, found: Vec::new(), left: MAX_ENTRIES };
    compare.folders(old.map(|old| &old.root), Some(&new.root), "");
    compare.found.sort_unstable();
    compare.found
}

struct Compare<'c> {
    old: Option<&'c Commit>,
    new: &'c Commit,
    found: Vec<Change>,
    /// Entries that may still be looked at.
    left: usize,
}

impl Compare<'_> {
    /// Compares what two folders hold; of one that is not there nothing is.
    fn folders(&mut self, old: Option<&Item>, new: Option<&Item>, at: &str) {
        let list = |commit: Option<&Commit>, item: Option<&Item>| {
            let items = item.and_then(|item| commit?.items(&item.id).ok());
            items.map(|items| items.to_vec()).unwrap_or_default()
        };
        let (old, new) = (list(self.old, old), list(Some(self.new), new));
        let (mut olds, mut news) = (old.iter().peekable(), new.iter().peekable());
        while self.left > 0 {
            self.left -= 1;
            let order = match (olds.peek(), news.peek()) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.name.cmp(&new.name),
            };
            let old = if order.is_le() { olds.next() } else { None };
            let new = if order.is_ge() { news.next() } else { None };
            if old != new {
                self.entry(old, new, at);
            }
        }
    }

    fn entry(&mut self, old: Option<&Item>, new: Option<&Item>, folder: &str) {
        let Some(name) = old.or(new).map(|item| String::from_utf8_lossy(&item.name).into_owned()) else {
            return;
        };
        let path = path::join(folder, &name);
        let is_folder = |item: &Option<&Item>| item.is_some_and(|item| item.kind == EntryKind::Tree);
        let (old_folder, new_folder) = (Some(old).filter(is_folder), Some(new).filter(is_folder));
        if old_folder.is_some() || new_folder.is_some() {
            self.folders(old_folder.flatten(), new_folder.flatten(), &path);
        }
        let (old, new) = (
            old.filter(|item| item.kind != EntryKind::Tree),
            new.filter(|item| item.kind != EntryKind::Tree),
        );
        if old.is_some() || new.is_some() {
            self.found.push(Change { path, listed: old.is_none() || new.is_none() });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::files::git::sample::Repo;

    fn lines(old: Option<&Commit>, new: &Commit) -> Vec<String> {
        let line = |change: &Change| format!("{}{}", if change.listed { "*" } else { "" }, change.path);
        changes(old, new).iter().map(line).collect()
    }

    #[test]
    fn bytes_modes_and_names_count() {
        let files = [("a/b/c", "1"), ("a/d", "2"), ("e", "3"), ("f/g", "4"), ("h", "5"), ("same/x", "6")];
        let Some(repo) = Repo::new(&files) else { return };
        let first = Commit::open(&repo.path(), "HEAD", &[]).unwrap();
        std::fs::remove_dir_all(repo.path().join("f")).unwrap();
        std::fs::remove_file(repo.path().join("h")).unwrap();
        for (path, text) in [("a/b/c", "one"), ("f", "a file now"), ("h/i", "a folder now"), ("new", "")] {
            let place = repo.path().join(path);
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(place, text).unwrap();
        }
        repo.git(&["add", "--all"]);
        repo.git(&["update-index", "--chmod=+x", "e"]);
        let expected = ["a/b/c", "e", "*f", "*f/g", "*h", "*h/i", "*new"];
        let staged = Commit::staged(&repo.path(), None, &[]).unwrap();
        assert_eq!(lines(Some(&first), &staged), expected);
        repo.git(&["commit", "-q", "-m", "second"]);
        let second = Commit::open(&repo.path(), "HEAD", &[]).unwrap();
        assert_eq!(lines(Some(&first), &second), expected);
        assert_eq!(lines(Some(&second), &second), [""; 0]);
        assert_eq!(lines(None, &first).len(), files.len());
    }
}
