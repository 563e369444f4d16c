//! A file that lists settings as an object of JavaScript: `ecosystem.config.js`, or JSON.

use std::sync::Arc;

use super::code::Code;
use super::token::Kind;
use crate::model::tables::languages::Language;
use crate::source::{Place, Source};

/// The entries of such a file.
#[derive(Debug)]
pub struct Entries {
    code: Option<Code>,
}

impl Entries {
    /// Reads a file.
    pub fn read(source: &Arc<Source>) -> Entries {
        Entries { code: Language::of_program("node").map(|language| Code::new(source, language)) }
    }

    /// The text of the one entry with a name.
    pub fn only(&self, name: &str) -> Option<Place> {
        let code = self.code.as_ref()?;
        let mut found = named(code, name);
        let (at, None) = (found.next()?, found.next()) else { return None };
        let alone = code.is_any(at + 3, &[",", "}"]) && !code.inserts(at + 2);
        (code.kind(at + 2) == Some(Kind::Text) && alone).then(|| code.inside(at + 2))
    }

    /// Whether there is an entry with one of these names.
    pub fn have_any(&self, names: &[&str]) -> bool {
        self.code.as_ref().is_some_and(|code| names.iter().any(|name| named(code, name).next().is_some()))
    }
}

fn named(code: &Code, name: &str) -> impl Iterator<Item = usize> {
    let is_name = move |at: &usize| code.text(*at) == name && code.is(at + 1, ":");
    (0..code.len()).filter(is_name)
}
