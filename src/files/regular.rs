//! Reads regular files and nothing else, each with a limit: no pipe is waited for and no device is asked.

use std::fs;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::Path;

use super::ReadError;
use super::disk::refusal;

/// The bytes of a file, links to it followed.
///
/// # Errors
/// When it is not there, is no regular file, holds more than `most` bytes or may not be read.
pub(super) fn read(place: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
    // Asked before the file is opened as well: opening alone makes some devices act.
    check(&fs::metadata(place).map_err(|error| refusal(&error))?, most)?;
    let file = open(place).map_err(|error| refusal(&error))?;
    let metadata = file.metadata().map_err(|error| refusal(&error))?;
    check(&metadata, most)?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    // A file may grow while it is read, and some tell no length.
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| refusal(&error))?;
    let length = bytes.len() as u64;
    if length > most { Err(ReadError::TooLarge(length)) } else { Ok(bytes) }
}

fn check(metadata: &fs::Metadata, most: u64) -> Result<(), ReadError> {
    match metadata.len() {
        _ if !metadata.is_file() => Err(ReadError::NotAFile),
        length if length > most => Err(ReadError::TooLarge(length)),
        _ => Ok(()),
    }
}

/// Opens without waiting, should a pipe have taken the file's place.
#[cfg(unix)]
fn open(place: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY).open(place)
}

#[cfg(not(unix))]
fn open(place: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).open(place)
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::files::samples;

    #[test]
    fn pipes_devices_and_folders_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        samples::pipe(&pipe);
        for place in [pipe.as_path(), Path::new("/dev/zero"), Path::new("/dev/null"), folder.path()] {
            assert_eq!(read(place, 100), Err(ReadError::NotAFile), "{}", place.display());
        }
        assert_eq!(read(&folder.path().join("none"), 100), Err(ReadError::Missing));
    }

    /// What stands between the look at a file and its opening: whoever exchanges it then gets nothing either.
    #[test]
    fn a_pipe_is_opened_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        samples::pipe(&pipe);
        assert!(!open(&pipe).unwrap().metadata().unwrap().is_file());
    }

    #[test]
    fn no_more_is_read_than_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("file");
        fs::write(&place, "12345").unwrap();
        assert_eq!(read(&place, 5), Ok(b"12345".to_vec()));
        assert_eq!(read(&place, 4), Err(ReadError::TooLarge(5)));
        File::create(&place).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(read(&place, 1 << 20), Err(ReadError::TooLarge(1 << 40)));
        // It tells a length of 0 and has more.
        assert!(matches!(read(Path::new("/proc/self/status"), 10), Err(ReadError::TooLarge(11))));
    }
}
