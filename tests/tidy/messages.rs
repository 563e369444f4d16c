//! An index of all that the program says, to be read from first to last.

use std::fmt::Write;

use proc_macro2::TokenStream;

use super::words::{files, is_test, literals};
use crate::support::{expect_file, root};

/// Words that only sentences have.
const SENTENCES: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "before", "but", "by", "can", "cannot", "did", "does", "for",
    "from", "has", "have", "in", "into", "is", "it", "its", "more", "must", "no", "not", "of", "on", "only",
    "or", "so", "than", "that", "the", "there", "this", "to", "what", "when", "where", "which", "with",
    "without", "write", "you",
];

/// Folders whose texts are data, not speech.
const DATA: &[&str] = &["src/tables/"];

fn is_said(text: &str) -> bool {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    words.len() > 2 && words.iter().any(|word| SENTENCES.contains(word))
}

#[test]
fn the_index_of_messages_is_that_of_the_sources() {
    let mut index = "# Messages\n\nEvery text in the sources that people read, by file. `{…}` stands for a name. This list is \
                     written by the tests.\n"
        .to_owned();
    let mut count = 0;
    for path in files("src", "rs") {
        let name = path.display().to_string();
        if is_test(&path) || DATA.iter().any(|data| name.starts_with(data)) {
            continue;
        }
        let text = std::fs::read_to_string(root().join(&path)).expect("it is text");
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut said: Vec<String> =
            literals(tokens, false).into_iter().filter(|text| is_said(text)).collect();
        said.dedup();
        if said.is_empty() {
            continue;
        }
        let _ = write!(index, "\n## {}\n\n", name.trim_start_matches("src/"));
        for text in said {
            count += 1;
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(index, "- {line}");
        }
    }
    assert!(count > 500, "the sources are read: {count}");
    expect_file(&root().join("tests/messages.md"), &index);
}
