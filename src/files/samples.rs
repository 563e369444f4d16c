//! Folders on a disk for the tests.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::Disk;

/// A new folder with these files, gone when the first value is dropped; the working directory is the folder.
pub(crate) fn disk(files: &[(&str, &str)]) -> (TempDir, Disk) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), files);
    let disk = Disk::new(folder.path(), folder.path()).unwrap();
    (folder, disk)
}

/// Writes files below a folder.
pub(crate) fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let place = folder.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
}

/// Makes a named pipe, on which a reader would wait forever.
#[cfg(unix)]
pub(crate) fn pipe(place: &Path) {
    let status = std::process::Command::new("mkfifo").arg(place).status();
    assert!(status.unwrap().success(), "{}", place.display());
}
