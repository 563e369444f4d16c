//! The ports of EXPOSE.

use crate::build::dockerfile::Step;
use crate::syntax::dockerfile::ast::{Kind, Word};

/// The ports of an EXPOSE, each with the word it is from; variables replaced.
pub fn ports<'a>(step: &Step<'a>) -> Vec<(&'a Word, String)> {
    let Kind::Expose(words) = &step.instruction.kind else { return Vec::new() };
    let words = words.iter().filter(|_| !step.onbuild);
    let split = |word: &'a Word| {
        let value = step.value(&word.value).unwrap_or_default();
        value.split_whitespace().map(|port| (word, port.to_owned())).collect::<Vec<_>>()
    };
    words.flat_map(split).collect()
}

/// `ip:host:container/protocol` in its parts, the first two of which are mostly empty.
pub fn parts(port: &str) -> (&str, &str, &str) {
    let Some((left, container)) = port.rsplit_once(':') else { return ("", "", port) };
    let (ip, host) = left.rsplit_once(':').unwrap_or(("", left));
    (ip, host, container)
}
