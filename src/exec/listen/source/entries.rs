//! A file that lists settings as an object of JavaScript: `ecosystem.config.js`, or JSON.

use std::sync::Arc;

use super::code::Code;
use super::token::Kind;
use crate::base::source::{Place, Source, Span};
use crate::tables::languages::Language;

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

    /// The ports of the addresses behind a name, below entries with other names.
    pub fn under(&self, above: &[&str], name: &str) -> Vec<Place> {
        let Some(code) = &self.code else { return Vec::new() };
        let below =
            |at: &usize| code.around(*at).any(|open| above.contains(&code.text(open.saturating_sub(2))));
        let texts = named(code, name).filter(below).map(|at| code.inside(at + 2));
        texts.map(|place| port_in(&place).unwrap_or(place)).collect()
    }

    /// Whether there is an entry with one of these names.
    pub fn have_any(&self, names: &[&str]) -> bool {
        self.code.as_ref().is_some_and(|code| names.iter().any(|name| named(code, name).next().is_some()))
    }
}

/// The digits at the end of `http://0.0.0.0:5000`.
fn port_in(place: &Place) -> Option<Place> {
    let text = place.text().trim_end_matches('/');
    let (_, digits) = text.rsplit_once(':')?;
    let end = place.span.start + text.len();
    Some(Place::new(&place.source, Span::new(end - digits.len(), end)))
}

fn named(code: &Code, name: &str) -> impl Iterator<Item = usize> {
    let is_name = move |at: &usize| code.text(*at) == name && code.is(at + 1, ":");
    (0..code.len()).filter(is_name)
}
