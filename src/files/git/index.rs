//! Git's index: the files that the next commit will hold. Read from bytes in one pass, without recursion, and given up
//! where it asks for more than its length.

use std::path::Path;

use gix_hash::ObjectId;

use super::GitError;
use super::bitmap;
use super::repository::Repository;
use crate::files::{ReadError, regular};

/// The longest index that is read, in bytes: more than a million files.
const MAX_INDEX: u64 = 128 << 20;
/// What its names may come to, in bytes. Version 4 can say in a few bytes what takes thousands.
const MAX_NAMES: usize = 256 << 20;
/// The longest name, in bytes; no system opens a longer one.
const MAX_NAME: usize = 4096;

/// What is told of a file before its id: times, device, owner and size; the mode is among it.
const STAT: usize = 40;
const MODE: usize = 24;
const ID: usize = 20;
/// In the flags of an entry: two more bytes of flags follow.
const EXTENDED: u16 = 0x4000;
/// In those: the file is only promised.
const PROMISED: u16 = 0x2000;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::files) enum Mode {
    File,
    Program,
    Link,
    Submodule,
    /// A folder that a sparse index does not spell out.
    Folder,
    Unknown,
}

/// A file of the index.
#[derive(Debug, Clone)]
pub(in crate::files) struct Entry {
    pub(in crate::files) name: Box<[u8]>,
    pub(in crate::files) mode: Mode,
    pub(in crate::files) id: ObjectId,
    /// 0, or in a conflict 1 for what both sides come from, 2 for one and 3 for the other.
    pub(in crate::files) stage: u8,
    /// Whether the file is only promised: `git add --intent-to-add`.
    pub(in crate::files) promised: bool,
}

/// All entries, sorted by name.
#[derive(Debug, Default)]
pub(in crate::files) struct Entries(Vec<Entry>);

impl Entries {
    /// Those of a repository, or of the index in another file, which whoever started this names. Where there is no
    /// index, there are none.
    pub(in crate::files) fn of(repository: &Repository, place: Option<&Path>) -> Result<Entries, GitError> {
        let read = |name: &str| repository.fence.read(&repository.folder.join(name), MAX_INDEX);
        let bytes = match place.map_or_else(|| read("index"), |place| regular::read(place, MAX_INDEX)) {
            Err(ReadError::Missing) => return Ok(Entries::default()),
            bytes => bytes.map_err(|error| GitError::Broken(format!("the index: {error}")))?,
        };
        let whole = Entries::read(&bytes, |name| read(name).ok());
        whole.ok_or_else(|| GitError::Broken("the index is damaged".to_owned()))
    }

    fn read(bytes: &[u8], read: impl Fn(&str) -> Option<Vec<u8>>) -> Option<Entries> {
        let own = parse(bytes)?;
        let Some(link) = own.link else { return Some(Entries::sorted(own.entries)) };
        let shared = parse(&read(&format!("sharedindex.{}", link.shared))?)?;
        let whole = if shared.link.is_none() { link.laid_over(shared.entries, own.entries) } else { None };
        whole.map(Entries::sorted)
    }

    fn sorted(mut entries: Vec<Entry>) -> Entries {
        // It is sorted already, unless somebody else wrote it.
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Entries(entries)
    }

    /// The entry of a name.
    pub(super) fn get(&self, name: &str) -> Option<&Entry> {
        let at = self.0.partition_point(|entry| *entry.name < *name.as_bytes());
        self.0.get(at).filter(|entry| *entry.name == *name.as_bytes())
    }

    /// Whether anything lies in a folder.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        let slashed = format!("{folder}/");
        let at = self.0.partition_point(|entry| *entry.name < *slashed.as_bytes());
        self.0.get(at).is_some_and(|entry| entry.name.starts_with(slashed.as_bytes()))
    }

    /// All of them.
    pub(in crate::files) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter()
    }
}

struct Parsed {
    entries: Vec<Entry>,
    link: Option<Link>,
}

/// What a split index says of the shared one that it lies over.
struct Link {
    shared: ObjectId,
    deleted: Vec<usize>,
    replaced: Vec<usize>,
}

impl Link {
    /// The entries without a name take the place, and the name, of those replaced; the others are new.
    fn laid_over(self, mut shared: Vec<Entry>, own: Vec<Entry>) -> Option<Vec<Entry>> {
        let mut own = own.into_iter();
        for at in self.replaced {
            let (old, new) = (shared.get_mut(at)?, own.next()?);
            *old = Entry { name: std::mem::take(&mut old.name), ..new };
        }
        let mut deleted = vec![false; shared.len()];
        for at in self.deleted {
            *deleted.get_mut(at)? = true;
        }
        let kept = shared.into_iter().zip(deleted).filter(|(_, deleted)| !deleted).map(|(entry, _)| entry);
        Some(kept.chain(own).collect())
    }
}

fn parse(bytes: &[u8]) -> Option<Parsed> {
    let rest = bytes.strip_prefix(b"DIRC")?;
    let (version, rest) = number(rest)?;
    let (count, mut rest) = number(rest)?;
    if !(2..=4).contains(&version) {
        return None;
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut names = 0;
    for _ in 0..count {
        let before = entries.last().map_or(&[][..], |entry| &entry.name);
        let (entry, after) = entry(rest, version, before)?;
        names += entry.name.len();
        if names > MAX_NAMES {
            return None;
        }
        entries.push(entry);
        rest = after;
    }
    Some(Parsed { link: link(rest)?, entries })
}

fn entry<'b>(bytes: &'b [u8], version: u32, before: &[u8]) -> Option<(Entry, &'b [u8])> {
    let (stat, rest) = bytes.split_at_checked(STAT)?;
    let (id, rest) = rest.split_at_checked(ID)?;
    let (flags, mut rest) = rest.split_first_chunk::<2>()?;
    let flags = u16::from_be_bytes(*flags);
    let mut promised = false;
    if flags & EXTENDED != 0 {
        let (more, after) = rest.split_first_chunk::<2>().filter(|_| version >= 3)?;
        promised = u16::from_be_bytes(*more) & PROMISED != 0;
        rest = after;
    }
    let (mode, _) = number(stat.get(MODE..)?)?;
    let (name, rest) = if version == 4 { suffix(rest, before)? } else { padded(bytes, rest)? };
    let stage = u8::try_from(flags >> 12 & 3).unwrap_or(0);
    let entry = Entry { name, mode: kind(mode), id: ObjectId::from_bytes_or_panic(id), stage, promised };
    Some((entry, rest))
}

/// A name that shares its beginning with the one before it: how much of that one's end goes, then what comes instead.
fn suffix<'b>(bytes: &'b [u8], before: &[u8]) -> Option<(Box<[u8]>, &'b [u8])> {
    let (gone, rest) = offset(bytes)?;
    let kept = before.get(..before.len().checked_sub(gone)?)?;
    let (added, rest) = until_nul(rest)?;
    (kept.len() + added.len() <= MAX_NAME).then(|| ([kept, added].concat().into(), rest))
}

/// A name that is followed by as many NULs as make the length of its entry divisible by eight, one at least.
fn padded<'b>(entry: &'b [u8], bytes: &'b [u8]) -> Option<(Box<[u8]>, &'b [u8])> {
    let (name, _) = until_nul(bytes).filter(|(name, _)| name.len() <= MAX_NAME)?;
    let length = entry.len() - bytes.len() + name.len();
    Some((name.into(), entry.get((length / 8 + 1) * 8..)?))
}

fn until_nul(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    Some((bytes.get(..end)?, bytes.get(end + 1..)?))
}

/// A number in base 128, the high digits first, each but the last with its top bit set and one taken off.
fn offset(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (at, byte) in bytes.iter().enumerate() {
        value = value.checked_mul(128)?.checked_add(usize::from(byte & 127))?;
        if byte & 128 == 0 {
            return Some((value, bytes.get(at + 1..)?));
        }
        value = value.checked_add(1)?;
    }
    None
}

pub(super) fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*number), rest))
}

fn kind(mode: u32) -> Mode {
    match (mode >> 12, mode & 0o111) {
        (0o10, 0) => Mode::File,
        (0o10, _) => Mode::Program,
        (0o12, _) => Mode::Link,
        (0o16, _) => Mode::Submodule,
        (0o4, _) => Mode::Folder,
        _ => Mode::Unknown,
    }
}

/// Reads what follows the entries up to the checksum. Of the extensions only one matters, and those that are not known
/// and begin with a small letter say that nobody can do without them.
fn link(mut bytes: &[u8]) -> Option<Option<Link>> {
    let mut found = None;
    while bytes.len() > ID {
        let (name, rest) = bytes.split_first_chunk::<4>()?;
        let (length, rest) = number(rest)?;
        let (body, rest) = rest.split_at_checked(length as usize)?;
        match name {
            b"link" => found = Some(linked(body)?),
            b"sdir" => {}
            other if other.first()?.is_ascii_lowercase() => return None,
            _ => {}
        }
        bytes = rest;
    }
    Some(found)
}

fn linked(body: &[u8]) -> Option<Link> {
    let (id, rest) = body.split_at_checked(ID)?;
    let (deleted, replaced) = if rest.is_empty() {
        (Vec::new(), Vec::new())
    } else {
        let (deleted, rest) = bitmap::ones(rest)?;
        (deleted, bitmap::ones(rest)?.0)
    };
    Some(Link { shared: ObjectId::from_bytes_or_panic(id), deleted, replaced })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// An index of one version with these names and extensions.
    fn index(version: u32, names: &[&[u8]], extensions: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut bytes = b"DIRC".to_vec();
        bytes.extend(version.to_be_bytes());
        bytes.extend(u32::try_from(names.len()).unwrap().to_be_bytes());
        for name in names {
            let start = bytes.len();
            bytes.extend([0; MODE]);
            bytes.extend(0o100_644_u32.to_be_bytes());
            bytes.extend([0; STAT - MODE - 4 + ID + 2]);
            bytes.extend(*name);
            let length = bytes.len() - start;
            let nuls = if version == 4 { 1 } else { 8 - length % 8 };
            bytes.extend(vec![0; nuls]);
        }
        for (name, body) in extensions {
            bytes.extend(*name);
            bytes.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
            bytes.extend(*body);
        }
        bytes.extend([0; ID]);
        bytes
    }

    fn names(bytes: &[u8]) -> Option<Vec<String>> {
        let parsed = parse(bytes)?;
        Some(parsed.entries.iter().map(|entry| String::from_utf8_lossy(&entry.name).into_owned()).collect())
    }

    #[test]
    fn names_are_padded_or_share_their_beginnings() {
        assert_eq!(names(&index(2, &[b"a", b"bc", b"12345678"], &[])).unwrap(), ["a", "bc", "12345678"]);
        assert_eq!(names(&index(4, &[b"\0a/b", b"\x01c", b"\x03d"], &[])).unwrap(), ["a/b", "a/c", "d"]);
        assert_eq!(names(&index(4, &[b"\0a", b"\x02b"], &[])), None);
        assert_eq!(names(&index(5, &[], &[])), None);
    }

    /// This much is enough to overflow the stack of whoever reads one level after the other by calling himself.
    #[test]
    fn nested_trees_are_passed_over() {
        let nested = b"a\0-1 1\n".repeat(100_000);
        assert_eq!(names(&index(2, &[b"x"], &[(b"TREE", &nested)])).unwrap(), ["x"]);
    }

    #[test]
    fn what_nobody_can_do_without_is_refused() {
        assert_eq!(names(&index(2, &[b"x"], &[(b"need", b"")])), None);
        assert_eq!(names(&index(2, &[b"x"], &[(b"FSMN", b"1"), (b"sdir", b"")])).unwrap(), ["x"]);
    }

    #[test]
    fn names_that_grow_by_one_end() {
        let longer: Vec<&[u8]> = vec![b"\0a"; MAX_NAME + 1];
        assert_eq!(names(&index(4, longer.get(1..).unwrap(), &[])).unwrap().len(), MAX_NAME);
        assert_eq!(names(&index(4, &longer, &[])), None);
    }

    #[test]
    fn more_entries_than_bytes_are_refused() {
        let mut bytes = index(2, &[b"x"], &[]);
        bytes.splice(8..12, u32::MAX.to_be_bytes());
        assert_eq!(names(&bytes), None);
    }
}
