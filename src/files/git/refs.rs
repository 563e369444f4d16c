//! Branches, tags and the like: loose files of one line, and `packed-refs`.

use gix_hash::ObjectId;

use super::repository::Repository;

/// Git follows no more refs to refs than this.
const MAX_STEPS: usize = 5;
/// The longest `packed-refs` that is read, in bytes: about half a million refs.
const MAX_PACKED: u64 = 64 << 20;
/// The longest name of a ref, in bytes.
const MAX_NAME: usize = 1024;
/// Refs that every linked work tree has for itself.
const OWN: [&str; 3] = ["refs/bisect/", "refs/worktree/", "refs/rewritten/"];

/// The object that a short or full name stands for, looked for where git looks, in its order.
pub(super) fn find(repository: &Repository, name: &str) -> Option<ObjectId> {
    let refs = Refs { repository, packed: packed(repository) };
    let bare = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let whole = if bare || name.starts_with("refs/") { Some(name.to_owned()) } else { None };
    let places =
        ["refs/", "refs/tags/", "refs/heads/", "refs/remotes/"].map(|before| format!("{before}{name}"));
    let remote = format!("refs/remotes/{name}/HEAD");
    let mut names = whole.into_iter().chain(places).chain([remote]).filter(|name| is_name(name));
    names.find_map(|name| refs.follow(name))
}

struct Refs<'r> {
    repository: &'r Repository,
    packed: String,
}

impl Refs<'_> {
    fn follow(&self, mut name: String) -> Option<ObjectId> {
        for _ in 0..=MAX_STEPS {
            let value = self.value(&name)?;
            match value.strip_prefix("ref:") {
                Some(next) if is_name(next.trim()) => name = next.trim().to_owned(),
                Some(_) => return None,
                None => return ObjectId::from_hex(value.as_bytes()).ok(),
            }
        }
        None
    }

    fn value(&self, name: &str) -> Option<String> {
        let own = !name.starts_with("refs/") || OWN.iter().any(|own| name.starts_with(own));
        let folder = if own { &self.repository.folder } else { &self.repository.common };
        self.repository.fence.line(&folder.join(name)).or_else(|| self.in_pack(name))
    }

    fn in_pack(&self, name: &str) -> Option<String> {
        let mut lines = self.packed.lines().filter(|line| !line.starts_with(['#', '^']));
        lines
            .find_map(|line| line.split_once(' ').filter(|(_, packed)| *packed == name))
            .map(|(id, _)| id.to_owned())
    }
}

fn packed(repository: &Repository) -> String {
    let bytes = repository.fence.read(&repository.common.join("packed-refs"), MAX_PACKED);
    bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Whether git takes a name for a ref. Nothing else becomes a path.
fn is_name(name: &str) -> bool {
    let bad = |c: char| c.is_control() || " ~^:?*[\\".contains(c);
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with(".lock");
    name.len() <= MAX_NAME
        && name.split('/').all(part)
        && !name.contains(bad)
        && !["..", "@{"].iter().any(|pair| name.contains(pair))
        && !name.ends_with('.')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use super::*;
    use crate::files::git::sample::Repo;

    fn head(repo: &Repo) -> Option<String> {
        find(&Repository::above(&repo.path()).unwrap(), "HEAD").map(|id| id.to_string())
    }

    #[test]
    fn refs_in_a_circle_end() {
        let Some(repo) = Repo::new(&[("a", "")]) else { return };
        let heads = repo.path().join(".git/refs/heads");
        fs::write(heads.join("main"), "ref: refs/heads/other\n").unwrap();
        fs::write(heads.join("other"), "ref: refs/heads/main\n").unwrap();
        assert_eq!(head(&repo), None);
    }

    #[test]
    fn a_ref_is_a_name_and_no_path() {
        let Some(repo) = Repo::new(&[("a", "")]) else { return };
        let id = head(&repo).unwrap();
        fs::write(repo.beside("id"), &id).unwrap();
        fs::write(repo.path().join(".git/HEAD"), "ref: refs/../../../id\n").unwrap();
        assert_eq!(head(&repo), None);
        for name in
            ["refs/heads/a b", "refs//heads", "refs/heads/.x", "refs/x.lock", "a..b", "/etc/passwd", ""]
        {
            assert!(!is_name(name), "{name}");
        }
        assert!(is_name("refs/heads/feature/ä-1.0") && !is_name(&"a".repeat(2000)));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_or_a_file_without_end_is_no_ref() {
        use crate::files::samples;
        let Some(repo) = Repo::new(&[("a", "")]) else { return };
        let place = repo.path().join(".git/refs/heads/main");
        for name in ["refs/heads/main", "packed-refs"] {
            let _ = fs::remove_file(&place);
            samples::pipe(&repo.path().join(".git").join(name));
            assert_eq!(head(&repo), None, "{name}");
        }
        std::os::unix::fs::symlink("/dev/zero", &place).unwrap();
        assert_eq!(head(&repo), None);
        fs::remove_file(&place).unwrap();
        fs::File::create(&place).unwrap().set_len(2 << 30).unwrap();
        assert_eq!(head(&repo), None);
    }
}
