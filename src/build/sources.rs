//! What the sources of COPY and ADD are by their names alone.

/// Endings of archives, those that ADD unpacks among them.
const ARCHIVES: &[&str] = &[
    ".tar", ".gz", ".tgz", ".bz2", ".tb2", ".tbz", ".tbz2", ".xz", ".txz", ".Z", ".tZ", ".lz", ".tlz",
    ".lzma", ".tpz", ".zst", ".tzst",
];

/// Whether a name is that of an archive; quotes around it do not count.
pub fn is_archive(name: &str) -> bool {
    let name = name.trim_end_matches(['"', '\'']);
    ARCHIVES.iter().any(|ending| name.ends_with(ending))
}

/// Whether a source is downloaded: a URL, or git's `user@host:path`.
pub fn is_remote(source: &str) -> bool {
    let host = |rest: &str| rest.split_once(':').is_some_and(|(host, _)| !host.contains('/'));
    source.contains("://")
        || source.split_once('@').is_some_and(|(user, rest)| !user.contains('/') && host(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_and_remote_sources() {
        for (name, archive) in
            [("a.tar.gz", true), ("a.tgz", true), ("\"a.txz\"", true), ("a.zip", false), ("tar", false)]
        {
            assert_eq!(is_archive(name), archive, "{name}");
        }
        for (source, remote) in [
            ("https://example.org/a", true),
            ("git@github.com:a/b.git", true),
            ("a@b", false),
            ("a/b@c:d", false),
            ("./a", false),
        ] {
            assert_eq!(is_remote(source), remote, "{source}");
        }
    }
}
