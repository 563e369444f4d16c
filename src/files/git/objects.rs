//! Git's objects, loose and packed. The library that reads them opens what it finds by name, so what there is to find is
//! looked at first: folders and regular files, none of them by a link.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gix_hash::{Kind as Hash, ObjectId, Prefix};
use gix_object::{Find, Kind};
use gix_odb::{Header, Store};

use super::{GitError, Repository};
use crate::files::ReadError;

/// The objects of a repository.
pub(in crate::files) struct Objects {
    stores: Vec<Folder>,
}

/// One folder of objects, and what reads it.
struct Folder {
    place: PathBuf,
    store: Arc<Store>,
}

/// No single object that is read may ask for more memory, in bytes.
const MAX_MEMORY: u64 = 64 << 20;
/// The longest list of other folders that is read, in bytes.
const MAX_ALTERNATES: u64 = 64 << 10;
/// Folders of objects that a repository may have; git follows five, one from the other.
const MAX_FOLDERS: usize = 16;
/// Packs in one folder.
const MAX_PACKS: usize = 10_000;

impl Objects {
    /// The objects of a repository, looked for in `more` folders too.
    pub(in crate::files) fn open(repository: &Repository, more: &[PathBuf]) -> Result<Objects, GitError> {
        let own = repository.fence.folder(&repository.common.join("objects"));
        let own = own.ok_or_else(|| GitError::Broken("there is no folder of objects".to_owned()))?;
        let more: Vec<PathBuf> = more.iter().filter_map(|folder| folder.canonicalize().ok()).collect();
        check_alternates(repository, &own, &more)?;
        let mut stores = Vec::new();
        for place in more.into_iter().chain([own]) {
            check_packs(&place)?;
            stores.push(Folder { store: store(&place)?, place });
        }
        Ok(Objects { stores })
    }

    /// What an object is, and its length in bytes.
    pub(in crate::files) fn header(&self, id: &ObjectId) -> Option<(Kind, u64)> {
        let header = self.having(id).find_map(|store| store.to_cache_arc().try_header(id).ok()?)?;
        Some((header.kind(), header.size()))
    }

    /// The bytes of an object of a kind, `most` of them; `None` when there is no such object, or it is another one than
    /// its id says.
    pub(in crate::files) fn read(&self, id: &ObjectId, kind: Kind, most: u64) -> Option<Vec<u8>> {
        self.header(id).filter(|(found, length)| *found == kind && *length <= most)?;
        let mut bytes = Vec::new();
        self.having(id).find_map(|store| store.to_cache_arc().try_find(id, &mut bytes).ok()?.map(drop))?;
        let real = gix_object::compute_hash(Hash::Sha1, kind, &bytes);
        real.is_ok_and(|real| real == *id).then_some(bytes)
    }

    /// The objects whose ids begin so.
    pub(super) fn starting(&self, prefix: Prefix) -> HashSet<ObjectId> {
        let mut all = HashSet::new();
        for folder in &self.stores {
            let mut found = HashSet::new();
            // An error is a store without such an object.
            let _ = folder.store.to_cache_arc().lookup_prefix(prefix, Some(&mut found));
            all.extend(found);
        }
        all
    }

    /// The stores that may be asked for an object: where it is loose, it is a short regular file.
    fn having(&self, id: &ObjectId) -> impl Iterator<Item = &Arc<Store>> {
        self.stores.iter().filter(|folder| !folder.has_odd(id)).map(|folder| &folder.store)
    }
}

impl Folder {
    fn has_odd(&self, id: &ObjectId) -> bool {
        let hex = id.to_string();
        let (folder, name) = hex.split_at_checked(2).unwrap_or_default();
        let folder = self.place.join(folder);
        let Ok(metadata) = fs::symlink_metadata(&folder) else { return false };
        let file = fs::symlink_metadata(folder.join(name));
        !metadata.is_dir() || file.is_ok_and(|file| !file.is_file() || file.len() > MAX_MEMORY)
    }
}

fn store(place: &Path) -> Result<Arc<Store>, GitError> {
    let options = gix_odb::store::init::Options {
        alloc_limit_bytes: usize::try_from(MAX_MEMORY).ok(),
        // It names packs, and could name other files.
        use_multi_pack_index: false,
        ..Default::default()
    };
    let store = Store::at_opts(place.to_path_buf(), Hash::Sha1, &mut std::iter::empty(), options);
    store.map(Arc::new).map_err(|error| GitError::Broken(error.to_string()))
}

/// Objects may lie in folders of other repositories, which name others in turn: all within what may be read, or named by
/// whoever started this.
fn check_alternates(repository: &Repository, own: &Path, more: &[PathBuf]) -> Result<(), GitError> {
    let mut seen: Vec<PathBuf> = vec![own.to_path_buf()];
    let mut waiting = seen.clone();
    waiting.extend(more.iter().cloned());
    while let Some(folder) = waiting.pop() {
        let list = folder.join("info/alternates");
        let bytes = match crate::files::regular::read(&list, MAX_ALTERNATES) {
            Err(ReadError::Missing) => continue,
            bytes => bytes.map_err(|error| GitError::Broken(format!("{}: {error}", list.display())))?,
        };
        let named = gix_odb::alternate::parse(&bytes).map_err(|error| GitError::Broken(error.to_string()))?;
        for named in named {
            let Ok(real) = own.join(&named).canonicalize() else { continue };
            if !repository.fence.holds(&real) && !more.contains(&real) {
                return Err(GitError::Alternate(real.to_string_lossy().into_owned()));
            }
            if !seen.contains(&real) {
                check_packs(&real)?;
                seen.push(real.clone());
                waiting.push(real);
            }
            if seen.len() > MAX_FOLDERS {
                return Err(GitError::Broken("it has objects in too many folders".to_owned()));
            }
        }
    }
    Ok(())
}

fn check_packs(objects: &Path) -> Result<(), GitError> {
    let folder = objects.join("pack");
    match fs::symlink_metadata(&folder) {
        Err(_) => return Ok(()),
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return Err(GitError::Broken(format!("{} is no folder", folder.display()))),
    }
    let entries = fs::read_dir(&folder).map_err(|error| GitError::Broken(error.to_string()))?;
    for (number, entry) in entries.filter_map(Result::ok).enumerate() {
        if number > MAX_PACKS {
            return Err(GitError::Broken("it has too many packs".to_owned()));
        }
        if !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            return Err(GitError::Broken(format!("{} is no regular file", entry.path().display())));
        }
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::files::commit::Commit;
    use crate::files::git::sample::Repo;
    use crate::files::samples;

    fn open(repo: &Repo) -> Result<String, GitError> {
        Commit::open(&repo.path(), "HEAD", &[]).map(|commit| commit.id())
    }

    #[test]
    fn objects_elsewhere_are_read_only_for_who_names_them() {
        let Some(repo) = Repo::new(&[("a", "1")]) else { return };
        let (other, clone) = (repo.path().join(".git/objects"), repo.beside("clone"));
        repo.git(&["clone", "-q", "--shared", ".", clone.to_str().unwrap()]);
        let named = other.to_string_lossy().into_owned();
        assert_eq!(Commit::open(&clone, "HEAD", &[]).map(drop), Err(GitError::Alternate(named)));
        assert!(Commit::open(&clone, "HEAD", &[other]).is_ok());
    }

    #[test]
    fn alternates_in_a_circle_or_behind_a_pipe_end() {
        let Some(repo) = Repo::new(&[("a", "1")]) else { return };
        let own = repo.path().join(".git/objects");
        samples::write(&own, &[("info/alternates", "x\n"), ("x/info/alternates", ".\n")]);
        assert!(matches!(open(&repo), Err(GitError::Broken(_))));
        fs::remove_file(own.join("info/alternates")).unwrap();
        samples::pipe(&own.join("info/alternates"));
        assert!(matches!(open(&repo), Err(GitError::Broken(_))));
    }

    #[test]
    fn pipes_and_links_are_no_packs_and_no_objects() {
        let Some(repo) = Repo::new(&[("a", "1")]) else { return };
        let own = repo.path().join(".git/objects");
        let id = open(&repo).unwrap();
        let loose = own.join(id.get(..2).unwrap()).join(id.get(2..).unwrap());
        fs::rename(&loose, repo.beside("kept")).unwrap();
        std::os::unix::fs::symlink(repo.beside("kept"), &loose).unwrap();
        assert!(open(&repo).is_err());
        fs::remove_file(&loose).unwrap();
        samples::pipe(&loose);
        assert!(open(&repo).is_err());
        fs::remove_file(&loose).unwrap();
        fs::rename(repo.beside("kept"), &loose).unwrap();
        assert!(open(&repo).is_ok());
        samples::pipe(&own.join("pack/pack-1.idx"));
        assert!(matches!(open(&repo), Err(GitError::Broken(_))));
    }

    #[test]
    fn an_object_is_what_its_id_says() {
        let Some(repo) = Repo::new(&[("a", "1"), ("b", "2")]) else { return };
        let place = |name: &str| {
            let id = repo.git(&["rev-parse", &format!("HEAD:{name}")]);
            repo.path().join(".git/objects").join(id.get(..2).unwrap()).join(id.get(2..).unwrap())
        };
        fs::remove_file(place("a")).unwrap();
        fs::copy(place("b"), place("a")).unwrap();
        let commit = Commit::open(&repo.path(), "HEAD", &[]).unwrap();
        assert_eq!(crate::files::Tree::read(&commit, "b"), Ok(b"2".to_vec()));
        assert!(crate::files::Tree::read(&commit, "a").is_err());
    }
}
