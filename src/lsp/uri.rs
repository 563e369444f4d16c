//! `file:` URIs and paths. Editors write the same file in different ways, so a URI is kept as its client wrote it.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;

/// The path of a `file:` URI; `None` for every other one.
pub fn to_path(uri: &Uri) -> Option<PathBuf> {
    let (scheme, rest) = uri.0.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = decoded(path.split(['?', '#']).next().unwrap_or(path))?;
    let host = if host.eq_ignore_ascii_case("localhost") { "" } else { host };
    native(host, &path)
}

/// The URI of an absolute path.
pub fn from_path(path: &Path) -> Uri {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    let mut uri = "file://".to_owned();
    match text.strip_prefix("//?/").unwrap_or(&text) {
        text if text.starts_with("//") => uri += &encoded(&text[2..]),
        text if text.starts_with('/') => uri += &encoded(text),
        text => {
            uri.push('/');
            uri += &encoded(text);
        }
    }
    Uri(uri)
}

#[cfg(not(windows))]
fn native(host: &str, path: &str) -> Option<PathBuf> {
    (host.is_empty() && path.starts_with('/')).then(|| PathBuf::from(path))
}

#[cfg(windows)]
fn native(host: &str, path: &str) -> Option<PathBuf> {
    if !host.is_empty() {
        return Some(PathBuf::from(format!(r"\\{host}{}", path.replace('/', r"\"))));
    }
    let drive = path.strip_prefix('/').filter(|rest| rest.as_bytes().get(1) == Some(&b':'))?;
    Some(PathBuf::from(drive.replace('/', r"\")))
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = |byte: u8| char::from(byte).to_digit(16);
        bytes.push(match byte {
            b'%' => u8::try_from(hex(rest.next()?)? * 16 + hex(rest.next()?)?).ok()?,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok().filter(|path| !path.contains('\0'))
}

fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:@+,=&!$'()*;".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn paths_come_back() {
        for path in ["/", "/a b/ü%#?.yml", "/x/[y]/z:1", "/c:/d"] {
            assert_eq!(to_path(&from_path(Path::new(path))).as_deref(), Some(Path::new(path)), "{path}");
        }
        assert_eq!(from_path(Path::new("/a b/Dockerfile.web")).0, "file:///a%20b/Dockerfile.web");
    }

    #[cfg(unix)]
    #[test]
    fn other_uris_are_no_paths() {
        for (uri, path) in [
            ("file:///a%2Fb", Some("/a/b")),
            ("FILE://localhost/a", Some("/a")),
            ("file:///a#L3", Some("/a")),
            ("file://host/a", None),
            ("untitled:Untitled-1", None),
            ("git:/a/b", None),
            ("file:///%", None),
            ("file:///%zz", None),
            ("file:///%ff", None),
            ("file:///%00", None),
            ("file://", None),
            ("", None),
        ] {
            assert_eq!(to_path(&Uri(uri.to_owned())), path.map(PathBuf::from), "{uri}");
        }
    }
}
