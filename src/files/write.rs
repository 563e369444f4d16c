//! Replaces files on disk: whole or not at all, and never over someone else's change.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file and its new contents.
#[derive(Debug, Clone, Copy)]
pub struct Replacement<'a> {
    /// The file, or a link to it.
    pub path: &'a Path,
    /// The bytes it is expected to have.
    pub old: &'a [u8],
    /// Its new bytes.
    pub new: &'a [u8],
}

/// Why a file was not replaced.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Its bytes are not those that were read.
    #[error("{} has changed since it was read", .0.display())]
    Changed(PathBuf),
    /// A folder, a device or the like.
    #[error("{} is not a file", .0.display())]
    NotAFile(PathBuf),
    /// What the operating system says.
    #[error("{} cannot be written: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        error: io::Error,
    },
}

/// Replaces the bytes of one file; see [`replace_all`].
///
/// # Errors
/// If the file has changed, is not a file, or cannot be written. It is then left unchanged.
#[cfg(test)]
pub fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<(), WriteError> {
    replace_all(&[Replacement { path, old, new }])
}

/// Replaces the bytes of several files.
///
/// Each is written to a temporary file first and then renamed, so that nobody reads half a file. Permissions stay, and
/// the owner if that is allowed. A link stays a link: its target is replaced.
///
/// # Errors
/// The first failure. Then no file is changed: everything is written and checked before the first is renamed, and if
/// a rename fails, the earlier ones are undone as far as the disk allows.
pub fn replace_all(files: &[Replacement]) -> Result<(), WriteError> {
    let prepared = files.iter().map(Prepared::new).collect::<Result<Vec<_>, _>>()?;
    for (index, (one, file)) in prepared.into_iter().zip(files).enumerate() {
        if let Err(error) = one.commit(file) {
            take_back(files.get(..index).unwrap_or_default());
            return Err(error);
        }
    }
    Ok(())
}

/// The new bytes, in a temporary file next to the real one.
struct Prepared {
    target: PathBuf,
    written: NamedTempFile,
}

impl Prepared {
    fn new(file: &Replacement) -> Result<Prepared, WriteError> {
        let failed = |error| WriteError::Io { path: file.path.to_path_buf(), error };
        let target = fs::canonicalize(file.path).map_err(failed)?;
        let meta = fs::metadata(&target).map_err(failed)?;
        if !meta.is_file() {
            return Err(WriteError::NotAFile(file.path.to_path_buf()));
        }
        check_unchanged(&target, file)?;
        let written = write_beside(&target, &meta, file.new).map_err(failed)?;
        Ok(Prepared { target, written })
    }

    fn commit(self, file: &Replacement) -> Result<(), WriteError> {
        check_unchanged(&self.target, file)?;
        let failed = |error| WriteError::Io { path: file.path.to_path_buf(), error };
        self.written.persist(&self.target).map(drop).map_err(|error| failed(error.error))
    }
}

fn check_unchanged(target: &Path, file: &Replacement) -> Result<(), WriteError> {
    match fs::read(target) {
        Ok(now) if now == file.old => Ok(()),
        Ok(_) => Err(WriteError::Changed(file.path.to_path_buf())),
        Err(error) => Err(WriteError::Io { path: file.path.to_path_buf(), error }),
    }
}

/// The temporary file is removed when it is dropped.
fn write_beside(target: &Path, meta: &Metadata, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut written = tempfile::Builder::new().prefix(".dynolint-").tempfile_in(folder)?;
    written.write_all(bytes)?;
    keep_owner(written.as_file(), meta);
    // After the owner: changing that clears some of the bits.
    written.as_file().set_permissions(meta.permissions())?;
    written.as_file().sync_all()?;
    Ok(written)
}

/// Only root may change the owner, so a refusal is not an error.
#[cfg(unix)]
fn keep_owner(file: &File, meta: &Metadata) {
    use std::os::unix::fs::MetadataExt;
    let owned = file.metadata().is_ok_and(|own| (own.uid(), own.gid()) == (meta.uid(), meta.gid()));
    if !owned {
        let _ = std::os::unix::fs::fchown(file, Some(meta.uid()), Some(meta.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

/// There is already an error to report; what cannot be undone stays replaced.
fn take_back(files: &[Replacement]) {
    for file in files {
        let back = Replacement { path: file.path, old: file.new, new: file.old };
        let _ = Prepared::new(&back).and_then(|one| one.commit(&back));
    }
}

/// Writes a file that nothing else depends on, such as a report; one that is there is replaced.
///
/// # Errors
/// What the operating system says.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)
}

/// Makes a folder and those above it, unless they are there.
///
/// # Errors
/// What the operating system says.
pub fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Writes a file that must not be there yet.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`], or what else the operating system says.
pub fn create_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_and_nothing_else_left() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "old").unwrap();
        replace(&file, b"old", b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[test]
    fn a_changed_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "someone else's").unwrap();
        let error = replace(&file, b"old", b"new").unwrap_err();
        assert!(matches!(&error, WriteError::Changed(path) if *path == file));
        assert_eq!(fs::read(&file).unwrap(), b"someone else's");
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[test]
    fn only_files_are_replaced() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(replace(folder.path(), b"", b"x"), Err(WriteError::NotAFile(_))));
        let missing = folder.path().join("missing");
        assert!(matches!(replace(&missing, b"", b"x"), Err(WriteError::Io { .. })));
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn several_files_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&a, "1").unwrap();
        fs::write(&b, "2").unwrap();
        let one = Replacement { path: &a, old: b"1", new: b"10" };
        assert!(replace_all(&[one, Replacement { path: &b, old: b"x", new: b"20" }]).is_err());
        assert_eq!((fs::read(&a).unwrap(), fs::read(&b).unwrap()), (b"1".to_vec(), b"2".to_vec()));
        replace_all(&[one, Replacement { path: &b, old: b"2", new: b"20" }]).unwrap();
        assert_eq!((fs::read(&a).unwrap(), fs::read(&b).unwrap()), (b"10".to_vec(), b"20".to_vec()));
        assert_eq!(names(folder.path()), ["a", "b"]);
    }

    #[test]
    fn a_failure_midway_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let a = folder.path().join("a");
        fs::write(&a, "1").unwrap();
        // The second finds the file changed, by the first.
        let twice = [b"2", b"3"].map(|new| Replacement { path: &a, old: b"1", new });
        assert!(matches!(replace_all(&twice), Err(WriteError::Changed(_))));
        assert_eq!(fs::read(&a).unwrap(), b"1");
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("sub").join("run.sh"), folder.path().join("link"));
        fs::create_dir(folder.path().join("sub")).unwrap();
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o751)).unwrap();
        symlink("sub/run.sh", &link).unwrap();
        replace(&link, b"old", b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o7777, 0o751);
        assert_eq!(names(folder.path()), ["link", "sub"]);
    }
}
