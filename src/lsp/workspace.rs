//! The folders and open documents of a client. A change makes a new [`Root`] that keeps what it did not touch, so that
//! work on an older one goes on undisturbed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::analysis::How;
use super::client::Client;
use super::settings::Settings;
use super::state::{Buffers, Keep, State};
use super::text::{Encoding, Indexed};
use super::tree::{Remember, Shared};
use super::uri;
use crate::base::path;
use crate::base::source::Source;
use crate::files::locate::{locate, locate_unsaved};
use crate::files::{Disk, Kind, Memory, Tree};
use crate::linter::Prepare;
use crate::project::Project;

/// An open document.
#[derive(Debug, Clone)]
pub struct Document {
    /// As its client writes it.
    pub uri: Uri,
    /// As its client numbers it.
    pub version: i32,
    /// Its text.
    pub text: Arc<Indexed>,
    /// The root of its tree and its path there; `None` for what is no file.
    pub at: Option<(PathBuf, String)>,
}

/// A tree, usually a git work tree, with what is linted of it.
#[derive(Debug)]
pub struct Root {
    /// Its folder: absolute, links resolved.
    pub top: PathBuf,
    /// Where paths in messages start.
    cwd: PathBuf,
    /// The client's folders in it: the path here, and the folder as the client has it.
    folders: Vec<(String, PathBuf)>,
    /// Its files and projects.
    pub state: State,
}

/// Everything a request may look at, as it was when the request came.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The trees.
    pub roots: Vec<Arc<Root>>,
    /// The open documents by URI.
    pub documents: Arc<BTreeMap<String, Arc<Document>>>,
    /// The user's settings.
    pub settings: Arc<Settings>,
    /// What the client can do.
    pub client: Arc<Client>,
    /// Counts changes.
    pub generation: u64,
}

/// What is served.
#[derive(Debug)]
pub struct Workspace {
    now: Snapshot,
    folders: Vec<PathBuf>,
    how: Arc<How>,
    prepare: Prepare,
}

impl Workspace {
    /// A workspace of some folders.
    pub fn new(
        folders: Vec<PathBuf>,
        client: Arc<Client>,
        settings: Settings,
        prepare: Prepare,
    ) -> Workspace {
        let how = Arc::new(How::new(&settings.lint, prepare));
        let now = Snapshot {
            roots: Vec::new(),
            documents: Arc::default(),
            settings: Arc::new(settings),
            client,
            generation: 0,
        };
        let mut workspace = Workspace { now, folders, how, prepare };
        workspace.locate();
        workspace
    }

    /// Everything as it is now.
    pub fn snapshot(&self) -> Snapshot {
        self.now.clone()
    }

    /// Takes folders in and gives others up.
    pub fn change_folders(&mut self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(added);
        self.locate();
    }

    /// Takes in the user's settings; whether they are others than before.
    pub fn configure(&mut self, settings: Settings) -> bool {
        let same = *self.now.settings == settings;
        let lint = self.now.settings.lint == settings.lint;
        self.now.settings = Arc::new(settings);
        if !lint {
            self.how = Arc::new(How::new(&self.now.settings.lint, self.prepare));
            self.each_root(Keep::Nothing, false);
        }
        !same
    }

    /// Takes in a document.
    pub fn open(&mut self, uri: Uri, version: i32, text: String) {
        let at = uri::to_path(&uri).and_then(|path| self.place(&path));
        let text = Arc::new(Indexed::new(text));
        let document = Document { uri, version, text: Arc::clone(&text), at: at.clone() };
        self.documents().insert(document.uri.0.clone(), Arc::new(document));
        let Some((top, path)) = at else { return };
        if !self.now.client.watches {
            return self.reload(&top);
        }
        let Some(root) = self.root(&top) else { return };
        let same = crate::files::text::decode(root.state.base.read(&path).unwrap_or_default());
        match root.state.base.kind(&path) {
            Some(Kind::File) if same.is_ok_and(|same| same == text.text()) => self.rebuild(&top, Keep::All),
            Some(Kind::File) => self.rebuild(&top, Keep::Without(&path)),
            _ => self.rebuild(&top, Keep::Nothing),
        }
    }

    /// Changes a document; nothing where it is not open.
    pub fn change(&mut self, uri: &Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let encoding = self.now.client.encoding;
        let Some(old) = self.now.documents.get(&uri.0) else { return };
        let text =
            changes.into_iter().fold((*old.text).clone(), |text, change| text.changed(change, encoding));
        let same = text == *old.text;
        let document = Document { version, text: Arc::new(text), ..(**old).clone() };
        let at = document.at.clone();
        self.documents().insert(uri.0.clone(), Arc::new(document));
        if let Some((top, path)) = at.filter(|_| !same) {
            self.rebuild(&top, Keep::Without(&path));
        }
    }

    /// Gives a document up: its file holds again.
    pub fn close(&mut self, uri: &Uri) {
        let Some(old) = self.documents().remove(&uri.0) else { return };
        let Some((top, path)) = old.at.clone() else { return };
        let Some(root) = self.root(&top) else { return };
        let loose = root.folders.is_empty() && !self.documents_in(&top).any(|_| true);
        if loose {
            self.now.roots.retain(|root| root.top != top);
            return self.count();
        }
        let saved = crate::files::text::decode(root.state.base.read(&path).unwrap_or_default());
        match root.state.base.kind(&path) {
            Some(Kind::File) if saved.is_ok_and(|saved| saved == old.text.text()) => {
                self.rebuild(&top, Keep::All)
            }
            Some(Kind::File) => self.rebuild(&top, Keep::Without(&path)),
            _ => self.reload(&top),
        }
    }

    /// A document was written to disk.
    pub fn save(&mut self, uri: &Uri) {
        let Some((top, path)) = self.now.documents.get(&uri.0).and_then(|document| document.at.clone())
        else {
            return;
        };
        if self.now.client.watches && !rules_of_git(&path) {
            if let Some(root) = self.root(&top) {
                root.state.base.forget(&path);
            }
            return;
        }
        self.reload(&top);
    }

    /// Files changed on disk: those given are there now, or not any more, or have another text. Whether that matters.
    pub fn changed_on_disk(&mut self, changes: &[(PathBuf, Change)]) -> bool {
        let before = self.now.generation;
        for root in self.now.roots.clone() {
            let inside = changes.iter().filter_map(|(path, change)| Some((root.path(path)?, *change)));
            let inside: Vec<(String, Change)> = inside.filter(|(path, _)| matters(&root, path)).collect();
            let appears = |(path, change): &(String, Change)| match change {
                Change::Changed => rules_of_git(path),
                Change::Created => root.state.base.kind(path).is_none(),
                Change::Deleted => root.state.tree.kind(path).is_some() || rules_of_git(path),
            };
            if inside.iter().any(appears) {
                self.reload(&root.top);
                continue;
            }
            for (path, _) in inside {
                let open = self.documents_in(&root.top).any(|document| document.is(&root.top, &path));
                if root.state.base.forget(&path) && !open {
                    self.rebuild(&root.top, Keep::Without(&path));
                }
            }
        }
        self.now.generation != before
    }

    fn documents(&mut self) -> &mut BTreeMap<String, Arc<Document>> {
        self.count();
        Arc::make_mut(&mut self.now.documents)
    }

    fn documents_in(&self, top: &Path) -> impl Iterator<Item = &Arc<Document>> {
        self.now.documents.values().filter(move |one| one.at.as_ref().is_some_and(|(root, _)| root == top))
    }

    fn count(&mut self) {
        self.now.generation += 1;
    }

    fn root(&self, top: &Path) -> Option<&Arc<Root>> {
        self.now.roots.iter().find(|root| root.top == top)
    }

    /// Finds the trees of the folders anew, and the place of each document in them.
    fn locate(&mut self) {
        let old = std::mem::take(&mut self.now.roots);
        for folder in self.folders.clone() {
            let Ok(found) = locate(std::slice::from_ref(&folder), &folder) else { continue };
            for located in found {
                let top = located.tree.root().to_owned();
                let asked = located.paths.first().cloned().unwrap_or_default();
                match self.now.roots.iter().position(|root| root.top == top) {
                    Some(at) => {
                        let root = self.now.roots.remove(at);
                        let mut folders = root.folders.clone();
                        folders.push((asked, folder.clone()));
                        self.now.roots.insert(at, self.root_of(&top, &root.cwd, folders, &old));
                    }
                    None => {
                        let folders = vec![(asked, folder.clone())];
                        self.now.roots.push(self.root_of(&top, &folder, folders, &old));
                    }
                }
            }
        }
        let documents: Vec<Arc<Document>> = self.now.documents.values().cloned().collect();
        for document in documents {
            let at = uri::to_path(&document.uri).and_then(|path| self.place(&path));
            let moved = Document { at, ..(*document).clone() };
            self.documents().insert(moved.uri.0.clone(), Arc::new(moved));
        }
        self.each_root(Keep::All, false);
    }

    fn root_of(
        &self,
        top: &Path,
        cwd: &Path,
        folders: Vec<(String, PathBuf)>,
        old: &[Arc<Root>],
    ) -> Arc<Root> {
        let known = old.iter().find(|root| root.top == top && root.cwd == cwd);
        let base = known.map_or_else(|| disk(top, cwd), |root| Arc::clone(&root.state.base));
        let state = State::new(base, Buffers::new(), Vec::new(), Arc::clone(&self.how));
        Arc::new(Root { top: top.to_owned(), cwd: cwd.to_owned(), folders, state })
    }

    /// The tree of a file and its path there. A file that lies in no known tree brings its own.
    fn place(&mut self, file: &Path) -> Option<(PathBuf, String)> {
        let located = locate_unsaved(file, file.parent()?).ok()?;
        let real = located.tree.root().join(located.paths.first()?);
        let above = self.now.roots.iter().filter(|root| real.starts_with(&root.top));
        if let Some(root) = above.max_by_key(|root| root.top.as_os_str().len()) {
            return Some((root.top.clone(), relative(&root.top, &real)?));
        }
        let top = top_of(&real, located.tree.root());
        let path = relative(&top, &real)?;
        let root = self.root_of(&top, &top, Vec::new(), &[]);
        self.now.roots.push(root);
        Some((top, path))
    }

    fn each_root(&mut self, keep: Keep, anew: bool) {
        let tops: Vec<PathBuf> = self.now.roots.iter().map(|root| root.top.clone()).collect();
        for top in tops {
            if anew { self.reload(&top) } else { self.rebuild(&top, keep) }
        }
    }

    /// Looks at the disk anew.
    fn reload(&mut self, top: &Path) {
        let Some(root) = self.root(top) else { return };
        let base = disk(top, &root.cwd);
        self.replace(top, base, Keep::Nothing);
    }

    /// Takes in what the buffers hold now.
    fn rebuild(&mut self, top: &Path, keep: Keep) {
        let Some(root) = self.root(top) else { return };
        let base = Arc::clone(&root.state.base);
        self.replace(top, base, keep);
    }

    fn replace(&mut self, top: &Path, base: Shared, keep: Keep) {
        self.count();
        let mut buffers = Buffers::new();
        for document in self.documents_in(top) {
            if let Some((_, path)) = &document.at {
                buffers.insert(path.clone(), document.text.text().to_owned());
            }
        }
        let Some(at) = self.now.roots.iter().position(|root| root.top == top) else { return };
        let Some(old) = self.now.roots.get(at) else { return };
        let asked = asked(old, base.as_ref(), buffers.keys());
        let state = old.state.next(base, buffers, asked, Arc::clone(&self.how), keep);
        let (top, cwd, folders) = (old.top.clone(), old.cwd.clone(), old.folders.clone());
        let new = Arc::new(Root { top, cwd, folders, state });
        if let Some(slot) = self.now.roots.get_mut(at) {
            *slot = new;
        }
    }
}

/// What is linted of a tree: the client's folders, and what is open beside them or though git ignores it.
fn asked<'p>(root: &'p Root, base: &dyn Tree, open: impl Iterator<Item = &'p String>) -> Vec<String> {
    let folders = root.folders.iter().map(|(asked, _)| asked);
    let beside = open.filter(|path| {
        let inside = root.folders.iter().any(|(folder, _)| path::within(path, folder));
        !inside || base.ignored(path)
    });
    let mut asked: Vec<String> = Vec::new();
    for path in folders.chain(beside) {
        if !asked.contains(path) {
            asked.push(path.clone());
        }
    }
    asked
}

/// A file's change on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Created,
    /// It has another text.
    Changed,
    /// It is gone.
    Deleted,
}

/// Whether git reads a file to know what is there.
fn rules_of_git(path: &str) -> bool {
    path::within(path, ".git") || [".gitignore", ".gitmodules", ".git"].contains(&path::name(path))
}

/// Whether a change can matter: nothing else in git's own folder does, and nothing that is installed or ignored and that
/// nobody has read.
fn matters(root: &Root, path: &str) -> bool {
    if path::within(path, ".git") {
        return [".git", ".git/index", ".git/HEAD", ".git/info/exclude"].contains(&path);
    }
    let installed = path.split('/').any(|part| part == "node_modules");
    root.state.base.knows(path) || !(installed || root.state.base.ignored(path))
}

/// The folder that a single file is seen from: its work tree, else the nearest one with a heroku.yml, else its own.
fn top_of(file: &Path, work_tree: &Path) -> PathBuf {
    if work_tree.join(".git").exists() {
        return work_tree.to_owned();
    }
    let mut above = file.ancestors().skip(1);
    let manifest = above.find(|folder| folder.join("heroku.yml").is_file());
    manifest.or(file.parent()).unwrap_or(file).to_owned()
}

fn disk(top: &Path, cwd: &Path) -> Shared {
    match Disk::new(top, cwd) {
        Ok(disk) => Arc::new(Remember::new(disk)),
        Err(_) => Arc::new(Remember::new(Memory::default())),
    }
}

fn relative(top: &Path, file: &Path) -> Option<String> {
    let parts = file.strip_prefix(top).ok()?.components();
    let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

impl Document {
    fn is(&self, top: &Path, path: &str) -> bool {
        self.at.as_ref().is_some_and(|(root, own)| root == top && own == path)
    }
}

impl Root {
    /// The path here of a file on disk.
    fn path(&self, file: &Path) -> Option<String> {
        relative(&self.top, file).or_else(|| {
            let inside =
                |(asked, folder): &(String, PathBuf)| Some(path::join(asked, &relative(folder, file)?));
            self.folders.iter().find_map(inside)
        })
    }

    /// Where a path here lies, as its client would say it.
    pub fn file(&self, path: &str) -> PathBuf {
        let inside = |(asked, folder): &(String, PathBuf)| Some(folder.join(path::below(path, asked)?));
        self.folders.iter().find_map(inside).unwrap_or_else(|| self.top.join(path))
    }
}

impl Snapshot {
    /// An open document.
    pub fn document(&self, uri: &Uri) -> Option<&Document> {
        self.documents.get(&uri.0).map(Arc::as_ref)
    }

    /// The open document at a path of a tree.
    pub fn document_at(&self, root: &Root, path: &str) -> Option<&Document> {
        self.documents.values().map(Arc::as_ref).find(|document| document.is(&root.top, path))
    }

    /// The tree of a URI and its path there, whether it is open or not.
    pub fn locate(&self, uri: &Uri) -> Option<(&Root, String)> {
        if let Some(document) = self.document(uri) {
            let (top, path) = document.at.as_ref()?;
            return Some((self.roots.iter().find(|root| root.top == *top)?, path.clone()));
        }
        let file = uri::to_path(uri)?;
        self.roots.iter().find_map(|root| Some((root.as_ref(), root.path(&file)?)))
    }

    /// The URI of a path of a tree.
    pub fn uri(&self, root: &Root, path: &str) -> Uri {
        match self.document_at(root, path) {
            Some(document) => document.uri.clone(),
            None => uri::from_path(&root.file(path)),
        }
    }

    /// A source's text with its lines.
    pub fn indexed(&self, root: &Root, source: &Source) -> Arc<Indexed> {
        match self.document_at(root, source.path()) {
            Some(document) if document.text.text() == source.text() => Arc::clone(&document.text),
            _ => Arc::new(Indexed::on_disk(source.text())),
        }
    }

    /// How columns count.
    pub fn encoding(&self) -> Encoding {
        self.client.encoding
    }
}

impl Root {
    /// The project that a file belongs to: one that read it, else the nearest around it.
    pub fn project_of(&self, path: &str) -> Option<&Project> {
        let cells = self.state.projects().iter();
        let projects: Vec<&Project> =
            cells.filter_map(|cell| self.state.loaded(cell).project.as_ref()).collect();
        let reads = |project: &&&Project| project.sources().any(|source| source.path() == path);
        let around = |project: &&&Project| path::within(path, &project.root);
        let nearest = |of: &dyn Fn(&&&Project) -> bool| {
            projects.iter().filter(|project| of(project)).max_by_key(|project| project.root.len()).copied()
        };
        nearest(&reads).or_else(|| nearest(&around))
    }
}
