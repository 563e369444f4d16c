//! Submodules as `.gitmodules` has them.

use crate::base::path;
use crate::files::Tree;

/// The paths of the submodules that `.gitmodules` in a tree's root names.
pub fn listed<T: Tree + ?Sized>(tree: &T) -> Vec<String> {
    tree.read(".gitmodules").map(|bytes| paths(&String::from_utf8_lossy(&bytes))).unwrap_or_default()
}

fn paths(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.starts_with("[submodule");
        } else if inside && let Some((_, value)) = line.split_once('=').filter(|(key, _)| is_path(key)) {
            let value = value.trim().trim_matches('"');
            found.extend(path::resolve("", value).filter(|path| !path.is_empty()));
        }
    }
    found
}

fn is_path(key: &str) -> bool {
    key.trim().eq_ignore_ascii_case("path")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_git_reads_them() {
        let text = "path = no\n[submodule \"a\"]\n\tpath = libs/a\n\turl = ../path=x.git\n[submodule \"b\"]\r\n\
                    Path=\"b b/\"\r\n  # path = c\n[submodule \"d\"]\n\tpath = ../out\n[core]\npath = no\n";
        assert_eq!(paths(text), ["libs/a", "b b"]);
    }
}
