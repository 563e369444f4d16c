//! Names of commits: `HEAD`, `main`, `v1.2`, `4f2a91c`, each with any of `~2`, `^2` and `^{commit}` after it.

use gix_hash::{Kind as Hash, ObjectId, Prefix};
use gix_object::{CommitRef, Kind, TagRef};
use gix_ref::file::ReferenceExt;

use super::{GitError, Objects, Repository};

/// The farthest ancestor that is looked up.
const MAX_STEPS: usize = 1_000_000;

/// How many tags of tags are followed.
const MAX_TAGS: usize = 64;

/// One step from a commit.
enum Step {
    /// To the first parent, this many times.
    Back(usize),
    /// To the parent of that number.
    Parent(usize),
}

/// The commit that a name stands for.
pub(in crate::files) fn resolve(
    repository: &Repository,
    objects: &Objects,
    name: &str,
) -> Result<ObjectId, GitError> {
    let unknown = || GitError::Unknown(name.to_owned());
    let (base, steps) = name.split_at(name.find(['~', '^']).unwrap_or(name.len()));
    let steps =
        steps_in(steps).filter(|_| !base.contains(':') && !base.contains("@{") && !base.contains(".."));
    let steps = steps.ok_or_else(|| GitError::Form(name.to_owned()))?;
    let base = if base == "@" { "HEAD" } else { base };
    let start = by_ref(repository, base).map_or_else(|| by_id(objects, base), Ok)?;
    let commit = peel(objects, start).ok_or_else(unknown)?;
    let walk = |commit, step: &Step| match step {
        Step::Back(times) => (0..*times).try_fold(commit, |commit, _| parent(objects, commit, 1)),
        Step::Parent(number) => parent(objects, commit, *number),
    };
    steps.iter().try_fold(commit, walk).ok_or_else(unknown)
}

/// Reads `~2^2^{commit}`; `None` for anything else.
fn steps_in(mut text: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    while !text.is_empty() {
        if let Some(rest) = text.strip_prefix("^{}").or_else(|| text.strip_prefix("^{commit}")) {
            text = rest;
            continue;
        }
        let (sign, rest) = text.split_at_checked(1)?;
        let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        let number =
            if digits.is_empty() { 1 } else { digits.parse().ok().filter(|number| *number <= MAX_STEPS)? };
        match sign {
            "~" => steps.push(Step::Back(number)),
            "^" => steps.push(Step::Parent(number)),
            _ => return None,
        }
        text = after;
    }
    Some(steps)
}

/// The tree of a commit.
pub(in crate::files) fn tree(objects: &Objects, commit: ObjectId) -> Option<ObjectId> {
    let bytes = objects.read(&commit, Kind::Commit)?;
    CommitRef::from_bytes(&bytes, Hash::Sha1).ok().map(|commit| commit.tree())
}

fn by_ref(repository: &Repository, name: &str) -> Option<ObjectId> {
    if name.is_empty()
        || (name.len() == Hash::Sha1.len_in_hex() && ObjectId::from_hex(name.as_bytes()).is_ok())
    {
        return None;
    }
    let (folder, common) = (repository.folder.clone(), repository.common.clone());
    let store = gix_ref::file::Store::for_linked_worktree(folder, common, Hash::Sha1);
    let mut found = store.try_find(name).ok()??;
    while let Some(next) = found.follow(&store) {
        found = next.ok()?;
    }
    found.target.try_id().map(ToOwned::to_owned)
}

fn by_id(objects: &Objects, name: &str) -> Result<ObjectId, GitError> {
    let unknown = || GitError::Unknown(name.to_owned());
    let prefix = Prefix::from_hex(name).map_err(|_| unknown())?;
    let mut commits = objects.starting(prefix).into_iter().filter(|id| peel(objects, *id).is_some());
    let first = commits.next().ok_or_else(unknown)?;
    if commits.next().is_some() { Err(GitError::Ambiguous(name.to_owned())) } else { Ok(first) }
}

/// The commit that a tag, or a tag of a tag, points to.
fn peel(objects: &Objects, mut id: ObjectId) -> Option<ObjectId> {
    for _ in 0..MAX_TAGS {
        match objects.header(&id)?.0 {
            Kind::Commit => return Some(id),
            Kind::Tag => {
                let bytes = objects.read(&id, Kind::Tag)?;
                id = TagRef::from_bytes(&bytes, Hash::Sha1).ok()?.target();
            }
            Kind::Tree | Kind::Blob => return None,
        }
    }
    None
}

/// The parent of that number, 1 the first; 0 is the commit itself.
fn parent(objects: &Objects, commit: ObjectId, number: usize) -> Option<ObjectId> {
    let Some(index) = number.checked_sub(1) else { return Some(commit) };
    let bytes = objects.read(&commit, Kind::Commit)?;
    CommitRef::from_bytes(&bytes, Hash::Sha1).ok()?.parents().nth(index)
}
