//! The folders outside of which nothing is opened, whatever names it.

use std::io;
use std::path::{Path, PathBuf};

use super::ReadError;
use super::disk::refusal;
use super::regular;

/// Folders that may be read, with all below them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fence {
    /// Absolute, links resolved.
    folders: Vec<PathBuf>,
}

/// The longest file that holds one line, in bytes.
const MAX_LINE: u64 = 16 << 10;

impl Fence {
    /// The fence around one folder.
    ///
    /// # Errors
    /// When it is not there or cannot be looked into.
    pub(super) fn around(folder: &Path) -> io::Result<Fence> {
        Ok(Fence { folders: vec![folder.canonicalize()?] })
    }

    /// Takes in another folder.
    pub(super) fn take_in(&mut self, folder: PathBuf) {
        self.folders.push(folder);
    }

    /// Where a place really is, links followed.
    ///
    /// # Errors
    /// When nothing is there, or it is outside.
    pub(super) fn real(&self, place: &Path) -> Result<PathBuf, ReadError> {
        let real = place.canonicalize().map_err(|error| refusal(&error))?;
        if self.holds(&real) { Ok(real) } else { Err(ReadError::Link) }
    }

    /// Whether a real place is inside.
    pub(super) fn holds(&self, real: &Path) -> bool {
        self.folders.iter().any(|folder| real.starts_with(folder))
    }

    /// A folder inside; `None` for anything else.
    pub(super) fn folder(&self, place: &Path) -> Option<PathBuf> {
        self.real(place).ok().filter(|real| real.is_dir())
    }

    /// The bytes of a regular file inside, `most` of them.
    ///
    /// # Errors
    /// When it is outside, is no regular file, is longer or cannot be read.
    pub(super) fn read(&self, place: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
        regular::read(&self.real(place)?, most)
    }

    /// The first line of a short file inside, without the blanks around it.
    pub(super) fn line(&self, place: &Path) -> Option<String> {
        first_line(&self.read(place, MAX_LINE).ok()?)
    }
}

/// The first line of a short file anywhere, without the blanks around it.
pub(super) fn line(place: &Path) -> Option<String> {
    first_line(&regular::read(place, MAX_LINE).ok()?)
}

fn first_line(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.lines().next().map(|line| line.trim().to_owned())
}
