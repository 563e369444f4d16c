//! Paths of a [`Tree`](crate::files::Tree): relative to its root, with `/`, the root itself `""`.

/// The folder a path lies in; `None` for the root.
pub fn parent(path: &str) -> Option<&str> {
    match path.rsplit_once('/') {
        Some((folder, _)) => Some(folder),
        None if path.is_empty() => None,
        None => Some(""),
    }
}

/// The last part of a path.
pub fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The path of `name` in `folder`.
pub fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Whether `path` is `folder` or lies below it.
pub fn within(path: &str, folder: &str) -> bool {
    below(path, folder).is_some()
}

/// What is left of `path` as seen from `folder`: `""` for the folder itself, `None` when it does not lie within.
pub fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    if folder.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// The folder itself and those it lies in, the nearest first, the root last.
pub fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |path| parent(path))
}

/// The folder as seen from the root, from the first folder on the way, and so on down to its own name.
pub fn tails(folder: &str) -> impl Iterator<Item = &str> {
    let first = (!folder.is_empty()).then_some(folder);
    std::iter::successors(first, |tail| tail.split_once('/').map(|(_, rest)| rest))
}

/// The path that `relative`, as written in a file of `folder`, leads to: `.` and `..` resolved, a leading slash
/// meaning the root. `None` when it leaves the root.
pub fn resolve(folder: &str, relative: &str) -> Option<String> {
    let start = if relative.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_and_names() {
        assert_eq!((parent("a/b/c"), name("a/b/c")), (Some("a/b"), "c"));
        assert_eq!((parent("a"), name("a")), (Some(""), "a"));
        assert_eq!(parent(""), None);
        assert_eq!(ancestors("a/b").collect::<Vec<_>>(), ["a/b", "a", ""]);
        assert_eq!(tails("a/b/c").collect::<Vec<_>>(), ["a/b/c", "b/c", "c"]);
        assert_eq!(tails("").next(), None);
        assert_eq!((join("", "a"), join("a", "b")), ("a".to_owned(), "a/b".to_owned()));
    }

    #[test]
    fn a_folder_holds_only_whole_names() {
        assert!(within("a/b", "a") && within("a", "a") && within("a", "") && within("", ""));
        assert!(!within("ab", "a") && !within("a", "a/b"));
        assert_eq!(below("a/b/c", "a"), Some("b/c"));
    }

    #[test]
    fn written_paths_resolve_inside_the_root() {
        for (folder, relative, wanted) in [
            ("", "./docker/Dockerfile", Some("docker/Dockerfile")),
            ("a/b", "../c", Some("a/c")),
            ("a", "/c//d/", Some("c/d")),
            ("a", "..", Some("")),
            ("a", "../..", None),
            ("", ".", Some("")),
        ] {
            assert_eq!(resolve(folder, relative).as_deref(), wanted, "{relative} in {folder:?}");
        }
    }
}
