//! Where files come from. The only part that touches a disk or git.

#![expect(clippy::disallowed_methods, reason = "the disk is read and written here and nowhere else")]

pub mod cached;
pub mod commit;
pub mod disk;
mod fence;
pub mod git;
mod ignores;
pub mod locate;
pub mod memory;
pub mod overlay;
pub mod recorded;
mod regular;
#[cfg(test)]
pub(crate) mod samples;
mod shown;
pub mod text;
mod walk;
pub mod write;

use std::fmt::Debug;
use std::sync::Arc;

use self::text::SourceError;
use crate::base::path;
use crate::base::source::Source;

pub use cached::Cached;
pub use disk::Disk;
pub use git::is_lfs_pointer;
pub use memory::Memory;
pub use overlay::Overlay;

/// A folder of files: on disk, in memory, or in a commit.
///
/// Paths are relative to the tree's root, with `/`, without `.`, `..` or a leading slash; the root itself is `""`.
pub trait Tree: Debug + Sync + Send {
    /// How reports call a path: relative to the working directory.
    fn shown(&self, path: &str) -> String;

    /// Every file below a folder that git does not ignore, sorted by path. Folders named `.git` or `node_modules` are
    /// passed over; links are followed inside the root, each folder once.
    fn walk(&self, folder: &str) -> Vec<String>;

    /// The same walk with what it could not look into. Trees that can look into everything leave this as it is.
    fn survey(&self, folder: &str) -> Survey {
        Survey { files: self.walk(folder), unread: Vec::new() }
    }

    /// The entries of one folder, ignored ones too, sorted by name; empty when it is no folder.
    fn list(&self, folder: &str) -> Vec<Entry>;

    /// What a path is, links inside the root followed; `None` when nothing is there. The case of names is exact,
    /// whatever the disk's.
    fn kind(&self, path: &str) -> Option<Kind>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// Says why the file cannot be read; see [`ReadError`].
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError>;

    /// The text of a file, decoded. This is the one way to a text: a cache over the tree reads each file once.
    ///
    /// # Errors
    /// When the file cannot be read or is no text.
    fn source(&self, path: &str) -> Result<Arc<Source>, SourceError> {
        let text = text::decode(self.read(path)?)?;
        Ok(Source::new(path, self.shown(path), text))
    }

    /// Whether a file has its executable bit; `None` if that is unknown.
    fn executable(&self, path: &str) -> Option<bool>;

    /// Whether git ignores a path.
    fn ignored(&self, path: &str) -> bool;

    /// Whether git has a file, or anything in a folder, so that a push brings it; `None` when no git is to be asked.
    /// What a submodule holds counts.
    fn tracked(&self, _path: &str) -> Option<bool> {
        None
    }

    /// Whether these bytes are what git has of a file; `None` when no git is to be asked.
    fn has_in_git(&self, _path: &str, _bytes: &[u8]) -> Option<bool> {
        None
    }

    /// The paths of git's submodules, whether their files are here or not: where git cannot be asked, those of
    /// `.gitmodules`.
    fn submodules(&self) -> Vec<String> {
        git::listed_submodules(self)
    }

    /// Whether a path is that of a submodule, or of something in it.
    fn in_submodule(&self, path: &str) -> bool {
        self.submodules().iter().any(|submodule| path::within(path, submodule))
            || self.in_unlisted_submodule(path)
    }

    /// Whether a path is in a submodule that `.gitmodules` forgot, as far as git knows.
    fn in_unlisted_submodule(&self, _path: &str) -> bool {
        false
    }

    /// Where a symbolic link leads, as written in it; `None` for what is no link. Only the last part of the path is
    /// asked about: folders on the way that are links are followed.
    fn link(&self, _path: &str) -> Option<String> {
        None
    }
}

/// What a walk found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Survey {
    /// As [`Tree::walk`] gives them.
    pub files: Vec<String>,
    /// What was passed over though git does not ignore it, sorted by path.
    pub unread: Vec<Unread>,
}

/// A file or folder that a walk passed over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// Its path; U+FFFD stands for what is not UTF-8 in it.
    pub path: String,
    /// Whether it is a folder, so that anything may lie below it.
    pub folder: bool,
    /// Why.
    pub error: ReadError,
}

/// One entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The last part of its path.
    pub name: String,
    /// What it is, a link inside the root followed.
    pub kind: Kind,
}

/// What a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Something else: a socket, a device, a link that leads nowhere or out of the root, a submodule.
    Other,
}

/// Why a file cannot be read. The texts complete "… cannot be read: ".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum ReadError {
    /// Nothing is there.
    #[error("it does not exist")]
    Missing,
    /// A folder, or no regular file.
    #[error("it is not a file")]
    NotAFile,
    /// A link that leaves the root, ends in itself or leads to nothing.
    #[error("it is a broken link, a circular one, or one that leads out of the repository")]
    Link,
    /// A name that no report could print.
    #[error("its name is not UTF-8")]
    Name,
    /// Longer than `MAX_FILE`.
    #[error("it is too large: {0} bytes, and the limit is {MAX_FILE}")]
    TooLarge(u64),
    /// What the operating system says.
    #[error("{0}")]
    Io(String),
}

/// The longest file that is read, in bytes.
pub const MAX_FILE: u64 = 4 << 20;
