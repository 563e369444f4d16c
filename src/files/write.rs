//! Replaces files on disk: whole or not at all, and never over someone else's change.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

use super::{ReadError, regular};

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
    /// Nobody shall write to it.
    #[error("{} is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// It has a second name, which would keep the old bytes.
    #[error("{} has hard links, which would not change with it", .0.display())]
    HardLink(PathBuf),
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
/// Each is written beside its file and then renamed, so that nobody reads half a file, be the run killed or the disk
/// full. Permissions stay, and the owner where that is allowed. A link stays a link: its target is replaced. What a run
/// that was killed left beside a file is removed by the next one.
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
        let path = || file.path.to_path_buf();
        match () {
            () if !meta.is_file() => return Err(WriteError::NotAFile(path())),
            () if meta.permissions().readonly() => return Err(WriteError::ReadOnly(path())),
            () if has_second_name(&meta) => return Err(WriteError::HardLink(path())),
            () => {}
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
    match regular::read(target, file.old.len() as u64) {
        Ok(now) if now == file.old => Ok(()),
        Ok(_) | Err(ReadError::TooLarge(_) | ReadError::Missing | ReadError::NotAFile) => {
            Err(WriteError::Changed(file.path.to_path_buf()))
        }
        Err(error) => Err(WriteError::Io { path: file.path.to_path_buf(), error: io::Error::other(error) }),
    }
}

/// The temporary file is removed when it is dropped.
fn write_beside(target: &Path, meta: &Metadata, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut written = temporary(target, &mut tempfile::Builder::new())?;
    written.write_all(bytes)?;
    keep_owner(written.as_file(), meta);
    // After the owner: changing that clears some of the bits.
    written.as_file().set_permissions(meta.permissions())?;
    written.as_file().sync_all()?;
    Ok(written)
}

/// How the names of temporary files begin and end.
const NAME: (&str, &str) = (".dynolint-", ".tmp");
/// A temporary file of this age belongs to nobody who is still at work.
const LEFT: Duration = Duration::from_secs(600);

/// A new file beside another. Those that a killed run left there go.
fn temporary(target: &Path, builder: &mut tempfile::Builder<'_, '_>) -> io::Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).filter(was_left) {
        // Should it stay, it does no harm.
        let _ = fs::remove_file(entry.path());
    }
    builder.prefix(NAME.0).suffix(NAME.1).tempfile_in(folder)
}

fn was_left(entry: &fs::DirEntry) -> bool {
    let name = entry.file_name();
    let ours = name.to_str().and_then(|name| name.strip_prefix(NAME.0)?.strip_suffix(NAME.1));
    let age = || entry.metadata().ok().filter(Metadata::is_file)?.modified().ok()?.elapsed().ok();
    ours.is_some_and(|middle| middle.len() == 6) && age().is_some_and(|age| age > LEFT)
}

#[cfg(unix)]
fn has_second_name(meta: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(meta) > 1
}

#[cfg(not(unix))]
fn has_second_name(_: &Metadata) -> bool {
    false
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

/// Writes a file that nothing else depends on, such as a report; one that is there is replaced, whole or not at all.
///
/// # Errors
/// What the operating system says. Links are not followed: whoever made the folder may have put one where a report is
/// known to go.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let written = match fs::symlink_metadata(path) {
        // Standard output and the like, which are links on some systems.
        _ if path.starts_with("/dev") => return fs::write(path, bytes),
        Ok(there) if there.is_symlink() => {
            return Err(io::Error::other(
                "it is a link, which is not followed: name the file that it leads to",
            ));
        }
        Ok(there) if there.is_file() => match write_beside(path, &there, bytes) {
            // The file may be written to, and its folder not.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return fs::write(path, bytes),
            written => written?,
        },
        Ok(_) => return fs::write(path, bytes),
        Err(_) => write_new(path, bytes)?,
    };
    written.persist(path).map(drop).map_err(|error| error.error)
}

/// A temporary file with the permissions of any new file.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut written = temporary(path, &mut builder)?;
    written.write_all(bytes)?;
    written.as_file().sync_all()?;
    Ok(written)
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
    fn what_must_not_change_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&a, "old").unwrap();
        fs::hard_link(&a, &b).unwrap();
        assert!(matches!(replace(&a, b"old", b"new"), Err(WriteError::HardLink(_))));
        fs::remove_file(&b).unwrap();
        let mut only_read = fs::metadata(&a).unwrap().permissions();
        only_read.set_readonly(true);
        fs::set_permissions(&a, only_read).unwrap();
        assert!(matches!(replace(&a, b"old", b"new"), Err(WriteError::ReadOnly(_))));
        assert_eq!((fs::read(&a).unwrap(), names(folder.path())), (b"old".to_vec(), vec!["a".to_owned()]));
    }

    #[test]
    fn what_a_killed_run_left_goes() {
        let folder = tempfile::tempdir().unwrap();
        let old = std::time::SystemTime::UNIX_EPOCH;
        for (name, is_old) in [
            (".dynolint-a1B2c3.tmp", true),
            (".dynolint-a1B2c4.tmp", false),
            (".dynolint-notes.tmp", true),
            (".dynolint.toml", true),
        ] {
            let file = File::create(folder.path().join(name)).unwrap();
            if is_old {
                file.set_modified(old).unwrap();
            }
        }
        fs::write(folder.path().join("a"), "old").unwrap();
        replace(&folder.path().join("a"), b"old", b"new").unwrap();
        let wanted = [".dynolint-a1B2c4.tmp", ".dynolint-notes.tmp", ".dynolint.toml", "a"];
        assert_eq!(names(folder.path()), wanted);
    }

    #[cfg(unix)]
    #[test]
    fn reports_are_whole_and_follow_no_link() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("precious"), "mine").unwrap();
        symlink("precious", at("report.json")).unwrap();
        assert!(create(&at("report.json"), b"x").is_err());
        assert!(create(&at("nowhere/report.json"), b"x").is_err());
        fs::write(at("plain"), "x").unwrap();
        create(&at("new"), b"report").unwrap();
        let mode = |name: &str| fs::metadata(at(name)).unwrap().permissions().mode();
        assert_eq!(mode("new"), mode("plain"));
        fs::set_permissions(at("new"), fs::Permissions::from_mode(0o640)).unwrap();
        create(&at("new"), b"second").unwrap();
        assert_eq!((fs::read(at("new")).unwrap(), mode("new") & 0o777), (b"second".to_vec(), 0o640));
        assert_eq!(fs::read(at("precious")).unwrap(), b"mine");
        create(Path::new("/dev/null"), b"x").unwrap();
        assert_eq!(names(folder.path()), ["new", "plain", "precious", "report.json"]);
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
