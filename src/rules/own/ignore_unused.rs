use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules;
use crate::rules::rule::{Check, rule};
use crate::source::Place;
use crate::suppress::{Dialect, Ignore};

rule!("ignore-unused", Check::Engine);

/// Only where every rule meant has run: what is switched off now may be on for somebody else.
pub(super) fn check(
    ignore: &Ignore,
    used: bool,
    levels: &BTreeMap<&'static str, Severity>,
) -> Option<Diagnostic> {
    let severity = *levels.get(RULE.id)?;
    let named = rules::named(&ignore.name);
    let ran = !named.is_empty() && named.iter().all(|rule| levels.contains_key(rule.id));
    // One engine finds what another does not.
    let code = named.iter().any(|rule| rule.code(&ignore.name).is_some());
    if used || ignore.dialect != Dialect::Dynolint || !ran || code || about_comments(&ignore.name) {
        return None;
    }
    let place = Place::new(&ignore.source, ignore.span);
    let mut found =
        Diagnostic::new(RULE.id, severity, place, format!("`{}` finds nothing here to ignore", ignore.name));
    found.help("remove it, so that a later finding is not hidden");
    Some(found)
}

/// These are judged after all others, when it is too late to tell.
fn about_comments(name: &str) -> bool {
    name.starts_with("ignore-")
}
