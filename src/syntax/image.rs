//! Image references by Docker's grammar: `[registry/]path[:tag][@digest]`.

use std::ops::Range;

/// The registry of a reference that names none.
pub const DOCKER_HUB: &str = "docker.io";

/// The namespace of Docker Hub's official images.
const OFFICIAL: &str = "library/";

/// The longest path, in bytes.
const LONGEST_PATH: usize = 255;

/// The digests there are, with their number of hexadecimal digits.
const DIGESTS: [(&str, usize); 3] = [("sha256", 64), ("sha384", 96), ("sha512", 128)];

/// A reference. Ranges are bytes of the word it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Registry with its port, as written.
    pub registry: Option<Part>,
    /// The path within the registry, as written: `python`, `library/python`, `team/app`.
    pub name: Part,
    /// Tag without `:`.
    pub tag: Option<Part>,
    /// Digest with its algorithm, without `@`.
    pub digest: Option<Part>,
}

/// A part of a reference and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The part as written.
    pub text: String,
    /// Its bytes in the word.
    pub range: Range<usize>,
}

/// Why a word is not a reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ReferenceError {
    /// What is wrong, in lower case.
    pub message: String,
    /// The bytes of the word that are wrong.
    pub range: Range<usize>,
}

type Result<T> = std::result::Result<T, ReferenceError>;

/// Reads a reference. A word with variables must be expanded before.
///
/// # Errors
///
/// Says which part breaks the grammar, and how.
pub fn parse(word: &str) -> Result<Reference> {
    if word.len() == 64 && word.bytes().all(is_hex) {
        return wrong(&part(word, 0..64), "64 hexadecimal digits are an image ID, not a name");
    }
    let start = registry_length(word).map_or(0, |length| length + 1);
    let end = |from: usize, stop: &[char]| {
        word.get(from..).and_then(|rest| rest.find(stop)).map_or(word.len(), |at| from + at)
    };
    let name_end = end(start, &[':', '@']);
    let tag_end = if word.get(name_end..).is_some_and(|rest| rest.starts_with(':')) {
        end(name_end, &['@'])
    } else {
        name_end
    };
    let reference = Reference {
        registry: registry_length(word).map(|length| part(word, 0..length)),
        name: part(word, start..name_end),
        tag: (tag_end > name_end).then(|| part(word, name_end + 1..tag_end)),
        digest: (tag_end < word.len()).then(|| part(word, tag_end + 1..word.len())),
    };
    reference.check().map(|()| reference)
}

impl Reference {
    /// The registry with its port; Docker Hub when none is named.
    pub fn registry(&self) -> &str {
        match self.registry.as_ref().map(|registry| registry.text.as_str()) {
            None | Some("index.docker.io") => DOCKER_HUB,
            Some(registry) => registry,
        }
    }

    /// The path within the registry, Docker Hub's `library/` included.
    pub fn path(&self) -> String {
        let name = self.name.text.as_str();
        if self.registry() == DOCKER_HUB && !name.contains('/') {
            format!("{OFFICIAL}{name}")
        } else {
            name.to_owned()
        }
    }

    /// Registry and path: `docker.io/library/python`.
    pub fn full_name(&self) -> String {
        format!("{}/{}", self.registry(), self.path())
    }

    /// The name as people write it, Docker Hub and its `library/` left out: `python`, `team/app`, `ghcr.io/team/app`.
    pub fn familiar_name(&self) -> String {
        if self.registry() != DOCKER_HUB {
            return self.full_name();
        }
        let path = self.path();
        match path.strip_prefix(OFFICIAL) {
            Some(name) if !name.contains('/') => name.to_owned(),
            _ => path,
        }
    }

    /// The last part of the path: `app` of `ghcr.io/team/app`.
    pub fn repository(&self) -> &str {
        self.name.text.rsplit('/').next().unwrap_or("")
    }

    /// Whether it is one of Docker Hub's official images.
    pub fn is_official(&self) -> bool {
        self.registry() == DOCKER_HUB && !self.familiar_name().contains('/')
    }

    fn check(&self) -> Result<()> {
        let good = |registry: &str| is_registry(registry) || is_component(registry);
        if let Some(registry) = self.registry.as_ref().filter(|registry| !good(&registry.text)) {
            return wrong(registry, format!("`{}` is not a valid registry name", registry.text));
        }
        check_name(&self.name, self.path().len())?;
        if let Some(tag) = self.tag.as_ref().filter(|tag| !is_tag(&tag.text)) {
            return wrong(tag, format!("`{}` is not a valid tag", tag.text));
        }
        self.digest.as_ref().map_or(Ok(()), check_digest)
    }
}

fn part(word: &str, range: Range<usize>) -> Part {
    Part { text: word.get(range.clone()).unwrap_or("").to_owned(), range }
}

fn wrong<T>(part: &Part, message: impl Into<String>) -> Result<T> {
    Err(ReferenceError { message: message.into(), range: part.range.clone() })
}

fn is_hex(byte: u8) -> bool {
    byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)
}

/// The length of the part before the first `/`, if that can only be a registry.
fn registry_length(word: &str) -> Option<usize> {
    let (first, _) = word.split_once('/')?;
    let registry = first == "localhost" || first.contains(['.', ':']) || first.to_lowercase() != first;
    registry.then_some(first.len())
}

/// A host name, an IP address, or an IPv6 address in brackets, with or without a port.
fn is_registry(registry: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let address =
        |inner: &str| !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':');
    let (host, port) =
        match registry.rfind([':', ']']).and_then(|at| Some((registry.get(at..)?.strip_prefix(':')?, at))) {
            Some((port, at)) => (registry.get(..at).unwrap_or(""), Some(port)),
            None => (registry, None),
        };
    let port = port.is_none_or(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    let bracketed = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    port && bracketed.map_or_else(|| host.split('.').all(label), address)
}

fn check_name(name: &Part, length: usize) -> Result<()> {
    let written = name.text.as_str();
    if written.is_empty() {
        return wrong(name, "the image name is missing");
    }
    if written.to_lowercase() != written {
        return wrong(name, format!("`{written}` has upper-case letters: image names must be lower case"));
    }
    if !written.split('/').all(is_component) {
        return wrong(name, format!("`{written}` is not a valid image name"));
    }
    if length > LONGEST_PATH {
        return wrong(name, format!("the image name is longer than {LONGEST_PATH} characters"));
    }
    Ok(())
}

/// Lower-case letters and digits, separated by one `.`, one or two `_`, or dashes.
fn is_component(component: &str) -> bool {
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let mut rest = component;
    loop {
        let after = rest.trim_start_matches(word);
        if after.len() == rest.len() {
            return false;
        }
        if after.is_empty() {
            return true;
        }
        rest = after.trim_start_matches(|c| !word(c));
        let separator = after.get(..after.len() - rest.len()).unwrap_or("");
        if !(matches!(separator, "." | "_" | "__") || separator.bytes().all(|byte| byte == b'-')) {
            return false;
        }
    }
}

fn is_tag(tag: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    tag.len() <= 128
        && tag.bytes().next().is_some_and(word)
        && tag.bytes().all(|byte| word(byte) || byte == b'.' || byte == b'-')
}

fn check_digest(digest: &Part) -> Result<()> {
    let written = digest.text.as_str();
    let Some((algorithm, encoded)) = written.split_once(':') else {
        return wrong(digest, format!("`{written}` is not a digest: it must start with `sha256:`"));
    };
    let Some((_, length)) = DIGESTS.iter().find(|(name, _)| *name == algorithm) else {
        return wrong(digest, format!("unknown digest algorithm `{algorithm}`"));
    };
    if encoded.len() != *length || !encoded.bytes().all(is_hex) {
        return wrong(
            digest,
            format!("a {algorithm} digest must have {length} lower-case hexadecimal digits"),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const HEX: &str = "24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d";

    #[test]
    fn references() {
        for (word, registry, path, tag, familiar, repository) in [
            ("python", "docker.io", "library/python", None, "python", "python"),
            ("python:3.12-slim", "docker.io", "library/python", Some("3.12-slim"), "python", "python"),
            ("library/python", "docker.io", "library/python", None, "python", "python"),
            ("docker.io/python", "docker.io", "library/python", None, "python", "python"),
            ("index.docker.io/team/app", "docker.io", "team/app", None, "team/app", "app"),
            ("team/app:1", "docker.io", "team/app", Some("1"), "team/app", "app"),
            ("library/a/b", "docker.io", "library/a/b", None, "library/a/b", "b"),
            ("ghcr.io/team/app", "ghcr.io", "team/app", None, "ghcr.io/team/app", "app"),
            ("localhost/app", "localhost", "app", None, "localhost/app", "app"),
            (
                "localhost:5000/app:a.b-c_D",
                "localhost:5000",
                "app",
                Some("a.b-c_D"),
                "localhost:5000/app",
                "app",
            ),
            ("[::1]:5000/app", "[::1]:5000", "app", None, "[::1]:5000/app", "app"),
            ("[fe80::1]/app", "[fe80::1]", "app", None, "[fe80::1]/app", "app"),
            ("a_b.c/app", "a_b.c", "app", None, "a_b.c/app", "app"),
            ("Team/app", "Team", "app", None, "Team/app", "app"),
            ("a__b/c-----d", "docker.io", "a__b/c-----d", None, "a__b/c-----d", "c-----d"),
        ] {
            let found = parse(word).unwrap();
            assert_eq!(found.registry(), registry, "{word}");
            assert_eq!(found.path(), path, "{word}");
            assert_eq!(found.tag.as_ref().map(|tag| tag.text.as_str()), tag, "{word}");
            assert_eq!(found.familiar_name(), familiar, "{word}");
            assert_eq!(found.repository(), repository, "{word}");
            assert_eq!(
                found.is_official(),
                path.starts_with("library/") && !familiar.contains('/'),
                "{word}"
            );
        }
    }

    #[test]
    fn parts_know_their_ranges() {
        let word = format!("ghcr.io:1/a/b:c@sha256:{HEX}");
        let found = parse(&word).unwrap();
        let parts = [found.registry, Some(found.name), found.tag, found.digest];
        let ranges: Vec<_> = parts.iter().flatten().map(|part| &word[part.range.clone()]).collect();
        let texts: Vec<_> = parts.iter().flatten().map(|part| part.text.as_str()).collect();
        assert_eq!(ranges, texts);
        assert_eq!(ranges, ["ghcr.io:1", "a/b", "c", &format!("sha256:{HEX}")]);
    }

    #[test]
    fn what_is_no_reference() {
        let long = "a".repeat(256);
        for (word, part) in [
            ("", ""),
            (HEX, HEX),
            ("Python", "Python"),
            ("a/B", "a/B"),
            ("a b", "a b"),
            ("a:", ""),
            ("a:b:c", "b:c"),
            ("a:-b", "-b"),
            ("a@", ""),
            ("a@sha256:12", "sha256:12"),
            ("a@md5:12345678901234567890123456789012", "md5:12345678901234567890123456789012"),
            ("a/", "a/"),
            ("/a", "/a"),
            ("a//b", "a//b"),
            ("a___b", "a___b"),
            ("a..b", "a..b"),
            ("-a", "-a"),
            ("a-", "a-"),
            ("alpine:3.20/x", "alpine:3.20"),
            ("https://x/y", "https:"),
            ("x.-y/z", "x.-y"),
            ("x.y:/z", "x.y:"),
            ("[::g]/z", "[::g]"),
            ("x.y/", ""),
            (&long, &long),
        ] {
            let error = parse(word).unwrap_err();
            assert_eq!(&word[error.range.clone()], part, "{word}: {error}");
        }
    }
}
