//! Bytes to text.

use super::{ReadError, is_lfs_pointer};

/// Why bytes are not text. The messages complete "… cannot be read: ".
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// Text in two or four bytes a character, by its byte-order mark.
    #[error("it is {0} text")]
    Wide(&'static str),
    /// A NUL byte, which no text has.
    #[error("it is binary: line {line} has a NUL byte")]
    Binary {
        /// Where the first one is, in bytes from the file's start.
        offset: usize,
        /// The 1-based line it is in.
        line: usize,
    },
    /// A Git LFS pointer, which stands for a file that is stored elsewhere.
    #[error("it is a Git LFS pointer, and the file itself was not downloaded")]
    Pointer,
    /// Bytes that are not UTF-8.
    #[error("it is not UTF-8: line {line}, byte {offset} of the file")]
    NotUtf8 {
        /// Where the first one is, in bytes from the file's start.
        offset: usize,
        /// The 1-based line it is in.
        line: usize,
    },
}

impl NotText {
    /// What to do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            NotText::Wide(_) | NotText::NotUtf8 { .. } => "save it as UTF-8",
            NotText::Pointer => "run `git lfs pull` to download the file; a commit only has the pointer",
            NotText::Binary { .. } => "check that this is the file you mean",
        }
    }
}

/// Why there is no text of a file. The messages complete "… cannot be read: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It is no text.
    #[error(transparent)]
    NotText(#[from] NotText),
}

impl SourceError {
    /// What to do about it, where there is something to do.
    pub const fn help(&self) -> Option<&'static str> {
        match self {
            SourceError::NotText(error) => Some(error.help()),
            SourceError::Read(_) => None,
        }
    }

    /// Whether nothing is there.
    pub fn is_missing(&self) -> bool {
        *self == SourceError::Read(ReadError::Missing)
    }
}

/// Byte-order marks of other encodings; the longer ones first, since they start like the shorter ones.
const WIDE: [(&[u8], &str); 4] = [
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
];

/// The text of a file, a UTF-8 byte-order mark included. Takes time in proportion to the bytes and no second copy.
///
/// # Errors
/// If the bytes are not UTF-8 text, or are a pointer to it.
pub fn decode(bytes: Vec<u8>) -> Result<String, NotText> {
    if is_lfs_pointer(&bytes) {
        return Err(NotText::Pointer);
    }
    if let Some((_, name)) = WIDE.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Err(NotText::Wide(name));
    }
    if let Some(offset) = bytes.iter().position(|byte| *byte == 0) {
        return Err(NotText::Binary { offset, line: line(&bytes, offset) });
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        NotText::NotUtf8 { offset, line: line(error.as_bytes(), offset) }
    })
}

/// The 1-based line of a byte.
fn line(bytes: &[u8], offset: usize) -> usize {
    bytes.iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_as_it_is() {
        for text in ["", "FROM a\r\nRUN b\n", "\u{feff}FROM ä\n"] {
            assert_eq!(decode(text.into()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn the_first_bad_byte_is_named() {
        for (bytes, wanted, message) in [
            (b"\xff\xfeF\0".as_slice(), NotText::Wide("UTF-16"), "it is UTF-16 text"),
            (b"\xfe\xff\0F", NotText::Wide("UTF-16"), "it is UTF-16 text"),
            (b"\xff\xfe\0\0F\0\0\0", NotText::Wide("UTF-32"), "it is UTF-32 text"),
            (b"a\nb\0\xff", NotText::Binary { offset: 3, line: 2 }, "it is binary: line 2 has a NUL byte"),
            (
                b"a\n\nb\xe4c",
                NotText::NotUtf8 { offset: 4, line: 3 },
                "it is not UTF-8: line 3, byte 4 of the file",
            ),
            (
                b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n",
                NotText::Pointer,
                "it is a Git LFS pointer, and the file itself was not downloaded",
            ),
            (
                b"a\xe4",
                NotText::NotUtf8 { offset: 1, line: 1 },
                "it is not UTF-8: line 1, byte 1 of the file",
            ),
        ] {
            let error = decode(bytes.to_vec());
            assert_eq!(error, Err(wanted), "{bytes:?}");
            assert_eq!(error.map_err(|error| error.to_string()), Err(message.to_owned()));
        }
    }
}
