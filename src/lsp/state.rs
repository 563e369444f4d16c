//! One tree at one moment. Everything is worked out when it is first asked for, and once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::analysis::{self, Found, How, Loaded};
use super::tree::Shared;
use crate::base::diagnostic::Diagnostic;
use crate::config::Config;
use crate::files::{Overlay, Tree};
use crate::project::discovery::ProjectFiles;

/// A tree with the buffers over it, and what is known of its projects.
#[derive(Debug)]
pub struct State {
    /// The files on disk.
    pub base: Shared,
    /// The files with the buffers over them.
    pub tree: Arc<dyn Tree>,
    /// The files and folders that are linted.
    pub asked: Vec<String>,
    /// How it is linted.
    pub how: Arc<How>,
    before: Before,
    found: OnceLock<Arc<Found>>,
    cells: OnceLock<Vec<Arc<Cell>>>,
    /// The last configuration of each project, by root, that was right.
    good: Arc<Mutex<HashMap<String, Config>>>,
}

/// A project, worked out when it is asked for.
#[derive(Debug)]
pub struct Cell {
    /// Its files.
    pub files: ProjectFiles,
    loaded: OnceLock<Loaded>,
    findings: OnceLock<Vec<Diagnostic>>,
}

/// What an earlier state knew, and which files have another text since.
#[derive(Debug, Clone, Default)]
struct Before {
    asked: Vec<String>,
    found: Option<Arc<Found>>,
    cells: Vec<Arc<Cell>>,
    changed: Vec<String>,
}

/// What a change leaves valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep<'p> {
    /// Nothing.
    Nothing,
    /// All that did not read this file.
    Without(&'p str),
    /// All.
    All,
}

/// Texts of open documents, by path.
pub type Buffers = BTreeMap<String, String>;

impl State {
    /// A state of which nothing is known yet.
    pub fn new(base: Shared, buffers: Buffers, asked: Vec<String>, how: Arc<How>) -> State {
        State {
            tree: Arc::new(Overlay::new(Arc::clone(&base) as Arc<dyn Tree>, buffers)),
            base,
            asked,
            how,
            before: Before::default(),
            found: OnceLock::new(),
            cells: OnceLock::new(),
            good: Arc::default(),
        }
    }

    /// The state after this one, with what it need not work out again.
    #[must_use]
    pub fn next(
        &self,
        base: Shared,
        buffers: Buffers,
        asked: Vec<String>,
        how: Arc<How>,
        keep: Keep,
    ) -> State {
        let mut next = State::new(base, buffers, asked, how);
        next.good = Arc::clone(&self.good);
        if keep == Keep::Nothing {
            return next;
        }
        // A state that nobody looked at knows no more than the one before it.
        next.before = match self.cells.get() {
            None => self.before.clone(),
            Some(cells) => Before {
                asked: self.asked.clone(),
                found: self.found.get().cloned(),
                cells: cells.clone(),
                changed: Vec::new(),
            },
        };
        if let Keep::Without(path) = keep
            && !next.before.changed.iter().any(|known| known == path)
        {
            next.before.changed.push(path.to_owned());
        }
        next
    }

    /// The projects, sorted by root.
    pub fn projects(&self) -> &[Arc<Cell>] {
        self.cells.get_or_init(|| {
            let known = |files: &ProjectFiles| {
                let mut same = self.before.cells.iter().filter(|cell| cell.files == *files);
                same.find(|cell| cell.loaded.get().is_some_and(|it| self.before.holds(&it.read))).cloned()
            };
            let new = |files: &ProjectFiles| Cell {
                files: files.clone(),
                loaded: OnceLock::new(),
                findings: OnceLock::new(),
            };
            let cell = |files: &ProjectFiles| known(files).unwrap_or_else(|| Arc::new(new(files)));
            self.found().projects.iter().map(cell).collect()
        })
    }

    /// Files that the search passed over although they may matter.
    pub fn unread(&self) -> &[Diagnostic] {
        &self.found().unread
    }

    /// A project's model.
    pub fn loaded<'c>(&self, cell: &'c Cell) -> &'c Loaded {
        cell.loaded.get_or_init(|| {
            let root = &cell.files.root;
            let last = self.good().get(root).cloned();
            let loaded = analysis::load(self.tree.as_ref(), &cell.files, &self.how, last);
            if loaded.wrong.is_empty() {
                self.good().insert(root.clone(), loaded.own_config.clone());
            }
            loaded
        })
    }

    /// A project's findings.
    pub fn findings<'c>(&self, cell: &'c Cell) -> &'c [Diagnostic] {
        cell.findings.get_or_init(|| analysis::lint(self.loaded(cell), &self.how))
    }

    fn found(&self) -> &Found {
        self.found.get_or_init(|| {
            let known = self.before.found.as_ref().filter(|_| self.before.asked == self.asked);
            let valid = known.filter(|found| self.before.holds(&found.read)).cloned();
            valid.unwrap_or_else(|| Arc::new(analysis::find(self.tree.as_ref(), &self.asked)))
        })
    }

    fn good(&self) -> MutexGuard<'_, HashMap<String, Config>> {
        self.good.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Before {
    /// Whether something that rests on some files' texts still holds.
    fn holds(&self, read: &HashSet<String>) -> bool {
        !self.changed.iter().any(|path| read.contains(path))
    }
}

impl Cell {
    /// Whether its findings are known already.
    pub fn is_linted(&self) -> bool {
        self.findings.get().is_some()
    }
}
