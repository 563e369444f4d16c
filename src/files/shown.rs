//! How reports call a file on a disk: as seen from the working directory, with `/`.

use std::path::{Component, Path};

/// Where a root lies as seen from a working directory; both absolute, links resolved.
#[derive(Debug)]
pub(super) enum Shown {
    /// The working directory is the root or lies in it: the names that lead down to it.
    Inside(Vec<String>),
    /// What comes before every path of the root, without the slash between them.
    Before(String),
}

impl Shown {
    pub(super) fn new(root: &Path, cwd: &Path) -> Shown {
        let (root_names, cwd_names) = (names(root), names(cwd));
        if let Ok(inside) = cwd.strip_prefix(root) {
            return Shown::Inside(names(inside));
        }
        let shared = shared(&root_names, &cwd_names);
        let down = root_names.iter().skip(shared).cloned();
        if shared == cwd_names.len() {
            return Shown::Before(down.collect::<Vec<_>>().join("/"));
        }
        // One name is the top of the disk, which everything shares: a path up to there and down again says less than
        // an absolute one.
        if shared <= 1 {
            return Shown::Before(absolute(&root_names));
        }
        let up = std::iter::repeat_n("..".to_owned(), cwd_names.len() - shared);
        Shown::Before(up.chain(down).collect::<Vec<_>>().join("/"))
    }

    /// A path of the root; the folder seen from itself is `.`.
    pub(super) fn path(&self, path: &str) -> String {
        match self {
            Shown::Inside(cwd) => from(cwd, path),
            Shown::Before(root) if path.is_empty() => root.clone(),
            Shown::Before(root) if root.ends_with('/') => format!("{root}{path}"),
            Shown::Before(root) => format!("{root}/{path}"),
        }
    }
}

/// A path as seen from a folder of the same root.
fn from(cwd: &[String], path: &str) -> String {
    let names: Vec<String> = path.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let shared = shared(cwd, &names);
    let up = std::iter::repeat_n("..", cwd.len() - shared);
    let shown = up.chain(names.iter().skip(shared).map(String::as_str)).collect::<Vec<_>>().join("/");
    if shown.is_empty() { ".".to_owned() } else { shown }
}

fn shared(a: &[String], b: &[String]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// The names of a path, its top (`/`, `C:`) the first.
fn names(path: &Path) -> Vec<String> {
    let name = |part: Component| match part {
        Component::Prefix(prefix) => {
            Some(prefix.as_os_str().to_string_lossy().trim_start_matches(r"\\?\").to_owned())
        }
        Component::RootDir if cfg!(windows) => None,
        other => Some(other.as_os_str().to_string_lossy().into_owned()),
    };
    path.components().filter_map(name).collect()
}

fn absolute(names: &[String]) -> String {
    let joined = names.join("/");
    joined.strip_prefix("//").map_or(joined.clone(), |rest| format!("/{rest}"))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_working_directory() {
        for (root, cwd, path, wanted) in [
            ("/home/me/app", "/home/me/app", "a/Dockerfile", "a/Dockerfile"),
            ("/home/me/app", "/home/me/app", "", "."),
            ("/home/me/app", "/home/me/app/web", "Dockerfile", "../Dockerfile"),
            ("/home/me/app", "/home/me/app/web", "web/Dockerfile", "Dockerfile"),
            ("/home/me/app", "/home/me/app/web/src", "worker/Dockerfile", "../../worker/Dockerfile"),
            ("/home/me/app", "/home/me", "Dockerfile", "app/Dockerfile"),
            ("/home/me/app", "/home/me", "", "app"),
            ("/home/me/app", "/", "Dockerfile", "home/me/app/Dockerfile"),
            ("/home/me/app", "/home/me/other", "Dockerfile", "../app/Dockerfile"),
            ("/srv/app", "/home/me", "Dockerfile", "/srv/app/Dockerfile"),
            ("/srv/app", "/home/me", "", "/srv/app"),
            ("/", "/home/me", "etc/Dockerfile", "../../etc/Dockerfile"),
            ("/", "/", "Dockerfile", "Dockerfile"),
        ] {
            assert_eq!(Shown::new(Path::new(root), Path::new(cwd)).path(path), wanted, "{root} from {cwd}");
        }
    }
}
