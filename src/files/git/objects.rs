//! Git's objects, loose and packed.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use gix_hash::{Kind as Hash, ObjectId, Prefix};
use gix_object::{Find, Kind};
use gix_odb::{Header, Store};

use super::{GitError, Repository};

/// The objects of a repository.
pub(in crate::files) struct Objects {
    stores: Vec<Arc<Store>>,
}

/// No single object that is read may ask for more memory, in bytes.
const MAX_MEMORY: usize = 256 << 20;

impl Objects {
    /// The objects of a repository, looked for in `more` folders too.
    pub(in crate::files) fn open(repository: &Repository, more: &[PathBuf]) -> Result<Objects, GitError> {
        let own = repository.common.join("objects");
        let stores: Result<Vec<_>, GitError> = more.iter().cloned().chain([own]).map(store).collect();
        Ok(Objects { stores: stores? })
    }

    /// What an object is, and its length in bytes.
    pub(in crate::files) fn header(&self, id: &ObjectId) -> Option<(Kind, u64)> {
        let header = self.stores.iter().find_map(|store| store.to_cache_arc().try_header(id).ok()?)?;
        Some((header.kind(), header.size()))
    }

    /// The bytes of an object of a kind; `None` when there is no such object.
    pub(in crate::files) fn read(&self, id: &ObjectId, kind: Kind) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let found = self
            .stores
            .iter()
            .find_map(|store| store.to_cache_arc().try_find(id, &mut bytes).ok()??.kind.into());
        (found == Some(kind)).then_some(bytes)
    }

    /// The objects whose ids begin so.
    pub(super) fn starting(&self, prefix: Prefix) -> HashSet<ObjectId> {
        let mut all = HashSet::new();
        for store in &self.stores {
            let mut found = HashSet::new();
            // An error is a store without such an object.
            let _ = store.to_cache_arc().lookup_prefix(prefix, Some(&mut found));
            all.extend(found);
        }
        all
    }
}

fn store(place: PathBuf) -> Result<Arc<Store>, GitError> {
    let options = gix_odb::store::init::Options { alloc_limit_bytes: Some(MAX_MEMORY), ..Default::default() };
    let store = Store::at_opts(place, Hash::Sha1, &mut std::iter::empty(), options);
    store.map(Arc::new).map_err(|error| GitError::Broken(error.to_string()))
}
