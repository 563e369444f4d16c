//! Open editor buffers over other files.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::text::{self, SourceError};
use super::{Entry, Kind, MAX_FILE, ReadError, Survey, Tree, ignores};
use crate::base::path;
use crate::base::source::Source;

/// A tree in which some files have another text: that of an editor's buffers, or of standard input. A buffer may stand
/// where the tree has no file. What git ignores and which files are executable is the tree's to say.
#[derive(Debug)]
pub struct Overlay {
    base: Arc<dyn Tree>,
    buffers: BTreeMap<String, String>,
}

impl Overlay {
    /// The files of `base` with `buffers` (text by path) over them.
    pub fn new(base: Arc<dyn Tree>, buffers: BTreeMap<String, String>) -> Overlay {
        Overlay { base, buffers }
    }

    /// The paths of buffers below a folder.
    fn below(&self, folder: &str) -> impl Iterator<Item = &str> {
        self.buffers
            .keys()
            .map(String::as_str)
            .filter(move |path| path::below(path, folder).is_some_and(|rest| !rest.is_empty()))
    }
}

impl Tree for Overlay {
    fn shown(&self, path: &str) -> String {
        self.base.shown(path)
    }

    fn walk(&self, folder: &str) -> Vec<String> {
        self.survey(folder).files
    }

    fn survey(&self, folder: &str) -> Survey {
        let mut survey = self.base.survey(folder);
        let reached = |path: &&str| ignores::on_the_way(path, folder) && !self.base.ignored(path);
        survey.files.extend(self.below(folder).filter(reached).map(str::to_owned));
        survey.files.sort_unstable();
        survey.files.dedup();
        survey.unread.retain(|unread| !self.buffers.contains_key(&unread.path));
        survey
    }

    fn list(&self, folder: &str) -> Vec<Entry> {
        let names = self.base.list(folder).into_iter().map(|entry| (entry.name, entry.kind));
        let mut entries: BTreeMap<String, Kind> = names.collect();
        for buffer in self.below(folder) {
            let rest = path::below(buffer, folder).unwrap_or("");
            let (name, kind) =
                rest.split_once('/').map_or((rest, Kind::File), |(name, _)| (name, Kind::Folder));
            entries.insert(name.to_owned(), kind);
        }
        entries.into_iter().map(|(name, kind)| Entry { name, kind }).collect()
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        if self.buffers.contains_key(path) {
            return Some(Kind::File);
        }
        self.base.kind(path).or_else(|| self.below(path).next().map(|_| Kind::Folder))
    }

    fn source(&self, path: &str) -> Result<Arc<Source>, SourceError> {
        match self.buffers.get(path) {
            Some(_) => Ok(Source::new(path, self.shown(path), text::decode(self.read(path)?)?)),
            None => self.base.source(path),
        }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match self.buffers.get(path) {
            Some(text) if text.len() as u64 > MAX_FILE => Err(ReadError::TooLarge(text.len() as u64)),
            Some(text) => Ok(text.clone().into_bytes()),
            None => match self.base.read(path) {
                Err(ReadError::Missing) if self.kind(path).is_some() => Err(ReadError::NotAFile),
                read => read,
            },
        }
    }

    fn executable(&self, path: &str) -> Option<bool> {
        self.base.executable(path)
    }

    fn ignored(&self, path: &str) -> bool {
        self.base.ignored(path)
    }

    fn tracked(&self, path: &str) -> Option<bool> {
        self.base.tracked(path)
    }

    fn has_in_git(&self, path: &str, bytes: &[u8]) -> Option<bool> {
        self.base.has_in_git(path, bytes)
    }

    fn submodules(&self) -> Vec<String> {
        self.base.submodules()
    }

    fn in_unlisted_submodule(&self, path: &str) -> bool {
        self.base.in_unlisted_submodule(path)
    }

    fn link(&self, path: &str) -> Option<String> {
        if self.buffers.contains_key(path) { None } else { self.base.link(path) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;

    fn overlay() -> Overlay {
        let base = Memory::from([(".gitignore", "out\n"), ("Dockerfile", "FROM old"), ("a/b", "")]);
        let buffers = [
            ("Dockerfile", "FROM new"),
            ("a/new/heroku.yml", "build:"),
            ("out/x", ""),
            ("node_modules/y", ""),
        ];
        let buffers = buffers.map(|(path, text)| (path.to_owned(), text.to_owned()));
        Overlay::new(Arc::new(base.program("run", "")), buffers.into())
    }

    #[test]
    fn buffers_hide_files() {
        assert_eq!(overlay().read("Dockerfile").as_deref(), Ok(b"FROM new".as_slice()));
        assert_eq!(overlay().read("a/b").as_deref(), Ok(b"".as_slice()));
        assert_eq!(overlay().read("a/new"), Err(ReadError::NotAFile));
        assert_eq!(overlay().read("none"), Err(ReadError::Missing));
        assert_eq!(overlay().executable("run"), Some(true));
    }

    #[test]
    fn new_files_and_their_folders_are_there() {
        assert_eq!(overlay().walk(""), [".gitignore", "Dockerfile", "a/b", "a/new/heroku.yml", "run"]);
        assert_eq!(overlay().walk("a/new"), ["a/new/heroku.yml"]);
        assert_eq!(overlay().kind("a/new"), Some(Kind::Folder));
        assert_eq!(overlay().kind("a/new/heroku.yml"), Some(Kind::File));
        assert_eq!(overlay().kind("none"), None);
        let names: Vec<_> = overlay().list("a").into_iter().map(|entry| (entry.name, entry.kind)).collect();
        assert_eq!(names, [("b".to_owned(), Kind::File), ("new".to_owned(), Kind::Folder)]);
    }

    #[test]
    fn a_long_buffer_is_refused_like_a_file() {
        let buffers = BTreeMap::from([("x".to_owned(), "x".repeat(5 << 20))]);
        let overlay = Overlay::new(Arc::new(Memory::default()), buffers);
        assert_eq!(overlay.read("x"), Err(ReadError::TooLarge(5 << 20)));
    }
}
