//! Findings recognised again after the lines above them have changed.

use std::collections::HashMap;

use crate::base::diagnostic::Diagnostic;

/// A mark for each finding, 32 hexadecimal digits, no two alike.
///
/// It comes of the rule, the path from the tree's root, the message and the words meant, and not of the line: for equal
/// ones, which of them it is.
pub fn fingerprints(diagnostics: &[&Diagnostic]) -> Vec<String> {
    let mut seen: HashMap<u128, u64> = HashMap::new();
    let mut marks = Vec::with_capacity(diagnostics.len());
    for one in diagnostics {
        let words = one.place.text().split_whitespace().collect::<Vec<_>>().join(" ");
        let parts = [one.rule, one.place.source.path(), &one.message, &words];
        let mark = parts.iter().fold(FNV_BASIS, |hash, part| fnv(fnv(hash, part.as_bytes()), &[0xff]));
        let count = seen.entry(mark).or_default();
        marks.push(format!("{:032x}", fnv(mark, &count.to_be_bytes())));
        *count += 1;
    }
    marks
}

const FNV_BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const FNV_PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// FNV-1a of 128 bits: the same on every machine and in every version.
fn fnv(hash: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(FNV_PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Severity;
    use crate::base::source::{Place, Source, Span};

    fn marks(text: &str) -> Vec<String> {
        let source = Source::new("a", "a", text);
        let places = text.match_indices("bad").map(|(at, words)| Span::new(at, at + words.len()));
        let all: Vec<_> = places
            .map(|span| Diagnostic::new("rule", Severity::Error, Place::new(&source, span), "message"))
            .collect();
        fingerprints(&all.iter().collect::<Vec<_>>())
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv(FNV_BASIS, b""), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(fnv(FNV_BASIS, b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }

    #[test]
    fn marks_differ_and_stay() {
        let first = marks("bad\nbad\n");
        assert_eq!(first.len(), 2);
        assert_ne!(first[0], first[1]);
        assert_eq!(marks("new line\n\nbad good bad\n"), first);
    }
}
