//! Reads the files of one project, each once, within bounds.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use super::Listing;
use crate::base::path;
use crate::base::source::Source;
use crate::files::{Kind, Tree};
use crate::syntax::gomatch;

/// The longest file that is followed, in bytes.
const LONGEST: usize = 256 << 10;
/// All that is read for one project, in bytes.
const MOST_BYTES: usize = 16 << 20;
/// Paths looked up for one project.
const MOST_LOOKUPS: usize = 20_000;
/// Scripts followed for one project.
const MOST_SCRIPTS: usize = 500;
/// Missing files of one project for which a reason is looked for.
const MOST_EXPLANATIONS: usize = 200;

/// A program of the repository: its path in an image, and the file.
type Program = Option<(String, Arc<Source>)>;

/// Reads the files of one project, each once, and gives up when it has read too much.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) tree: &'a dyn Tree,
    read: RefCell<HashMap<String, Option<Arc<Source>>>>,
    walks: RefCell<HashMap<String, Arc<Vec<String>>>>,
    programs: RefCell<HashMap<(String, usize, String), Program>>,
    attributes: RefCell<HashMap<String, Option<Arc<Source>>>>,
    /// What was asked of a stage's instructions, each question once.
    answers: RefCell<HashMap<String, bool>>,
    listings: RefCell<HashMap<String, Arc<Listing>>>,
    bytes: Cell<usize>,
    lookups: Cell<usize>,
    scripts: Cell<usize>,
    explanations: Cell<usize>,
}

impl<'a> Reader<'a> {
    /// A reader that has read nothing yet.
    pub fn new(tree: &'a dyn Tree) -> Reader<'a> {
        Reader {
            tree,
            read: RefCell::default(),
            walks: RefCell::default(),
            programs: RefCell::default(),
            attributes: RefCell::default(),
            answers: RefCell::default(),
            listings: RefCell::default(),
            bytes: Cell::new(MOST_BYTES),
            lookups: Cell::new(MOST_LOOKUPS),
            scripts: Cell::new(MOST_SCRIPTS),
            explanations: Cell::new(MOST_EXPLANATIONS),
        }
    }

    /// The text of a file by its path from the tree's root; `None` when it is not there, no text, or too long.
    pub fn read(&self, path: &str) -> Option<Arc<Source>> {
        if let Some(known) = self.read.borrow().get(path) {
            return known.clone();
        }
        let source = self.take(path);
        self.read.borrow_mut().insert(path.to_owned(), source.clone());
        source
    }

    /// The text of a file that only is looked into: what is found in it is no part of a report.
    pub fn glance(&self, path: &str) -> Option<String> {
        Some(self.take(path)?.text().to_owned())
    }

    /// The files that were read, sorted by path.
    pub fn files(&self) -> Vec<Arc<Source>> {
        let mut files: Vec<Arc<Source>> = self.read.borrow().values().flatten().map(Arc::clone).collect();
        files.sort_by(|one, other| one.path().cmp(other.path()));
        files
    }

    /// The program of an image, by the image and its name, looked for once.
    pub(super) fn program(
        &self,
        (file, stage, name): (&str, usize, &str),
        find: impl FnOnce() -> Program,
    ) -> Program {
        let key = (file.to_owned(), stage, name.to_owned());
        if let Some(known) = self.programs.borrow().get(&key) {
            return known.clone();
        }
        let found = find();
        self.programs.borrow_mut().insert(key, found.clone());
        found
    }

    /// Whether `.gitattributes` has git turn the line ends of a file into line feeds.
    pub(super) fn is_normalised(&self, path: &str) -> bool {
        let folders: Vec<&str> = path::ancestors(path::parent(path).unwrap_or("")).collect();
        let mut known = false;
        for folder in folders.into_iter().rev() {
            let file = path::join(folder, ".gitattributes");
            let mut read = self.attributes.borrow_mut();
            let source = read.entry(file.clone()).or_insert_with(|| self.take(&file));
            let below = path::below(path, folder).unwrap_or(path);
            known = source.as_ref().and_then(|it| normalises(it.text(), below)).unwrap_or(known);
        }
        known
    }

    fn take(&self, path: &str) -> Option<Arc<Source>> {
        let left = self.bytes.get();
        if left == 0 || self.tree.kind(path) != Some(Kind::File) {
            return None;
        }
        let source = self.tree.source(path).ok()?;
        self.bytes.set(left.saturating_sub(source.text().len()));
        Some(source).filter(|source| source.text().len() <= LONGEST)
    }

    /// What a path from the tree's root is.
    pub fn kind(&self, path: &str) -> Option<Kind> {
        self.may_look().then(|| self.tree.kind(path)).flatten()
    }

    /// Whether a file may be started; `None` when that cannot be known.
    pub fn executable(&self, path: &str) -> Option<bool> {
        self.tree.executable(path)
    }

    /// All files below a folder that git does not ignore.
    pub fn walk(&self, folder: &str) -> Arc<Vec<String>> {
        let mut walks = self.walks.borrow_mut();
        Arc::clone(walks.entry(folder.to_owned()).or_insert_with(|| Arc::new(self.tree.walk(folder))))
    }

    /// The answer to a question, worked out once.
    pub(super) fn answer(&self, question: String, work_out: impl FnOnce() -> bool) -> bool {
        if let Some(known) = self.answers.borrow().get(&question) {
            return *known;
        }
        let answer = work_out();
        self.answers.borrow_mut().insert(question, answer);
        answer
    }

    /// What lies in a folder of an image, worked out once.
    pub(super) fn listing(&self, folder: String, work_out: impl FnOnce() -> Listing) -> Arc<Listing> {
        if let Some(known) = self.listings.borrow().get(&folder) {
            return Arc::clone(known);
        }
        let listing = Arc::new(work_out());
        self.listings.borrow_mut().insert(folder, Arc::clone(&listing));
        listing
    }

    /// Takes one of the paths that may be looked up; false when there is none left.
    pub(super) fn may_look(&self) -> bool {
        take(&self.lookups)
    }

    /// Takes one of the missing files that may be explained; false when there is none left.
    pub(super) fn may_explain(&self) -> bool {
        take(&self.explanations)
    }

    /// Takes one of the scripts that may be followed; false when there is none left.
    pub(super) fn may_follow(&self) -> bool {
        take(&self.scripts)
    }
}

fn take(left: &Cell<usize>) -> bool {
    let before = left.get();
    left.set(before.saturating_sub(1));
    before > 0
}

/// What the attributes of a folder say of a file below it: the last line that fits and tells counts.
fn normalises(attributes: &str, path: &str) -> Option<bool> {
    attributes.lines().rev().find_map(|line| {
        let mut words = line.split_whitespace();
        let pattern = words.next().filter(|pattern| fits(pattern, path))?;
        let told = |word| match word {
            "-text" | "binary" | "!text" => Some(false),
            "text" | "text=auto" => Some(true),
            word => word.starts_with("eol=").then_some(true),
        };
        (!pattern.starts_with('#')).then(|| words.rev().find_map(told)).flatten()
    })
}

fn fits(pattern: &str, path: &str) -> bool {
    let pattern = pattern.strip_prefix("**/").unwrap_or(pattern);
    let path = if pattern.contains('/') { path } else { path::name(path) };
    gomatch::matches(pattern.trim_start_matches('/'), path) == Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_tell_what_git_makes_of_line_ends() {
        for (attributes, expected) in [
            ("* text=auto", Some(true)),
            ("*.sh text eol=lf", Some(true)),
            ("*.sh eol=crlf", Some(true)),
            ("* text=auto\n*.sh -text", Some(false)),
            ("bin/*.sh text", Some(true)),
            ("/bin/start.sh binary", Some(false)),
            ("**/*.sh text", Some(true)),
            ("*.py text\n# *.sh text\n*.sh diff=bash", None),
        ] {
            assert_eq!(normalises(attributes, "bin/start.sh"), expected, "{attributes}");
        }
    }
}
