use std::collections::BTreeMap;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::Place;
use crate::rule::comments::{Dialect, Ignore};
use crate::rule::{Check, rule};

rule!("ignore-unused", Check::Engine);

/// Only where every rule meant has run: what is switched off now may be on for somebody else. A code is none of them: one
/// engine finds what another does not.
pub(super) fn check(
    ignore: &Ignore,
    used: bool,
    levels: &BTreeMap<&'static str, Severity>,
) -> Option<Diagnostic> {
    let severity = *levels.get(RULE.id)?;
    let ran = !ignore.rules.is_empty() && ignore.rules.iter().all(|rule| levels.contains_key(rule));
    if used || ignore.dialect != Dialect::Dynolint || !ran || about_comments(&ignore.name) {
        return None;
    }
    let place = Place::new(&ignore.source, ignore.span);
    let mut found = Diagnostic::new(
        RULE.id,
        severity,
        place,
        format!("this comment hides nothing: `{}` has no finding here", ignore.name),
    );
    found.help("remove it, so that it does not hide a later finding");
    Some(found)
}

/// These are judged after all others, when it is too late to tell.
fn about_comments(name: &str) -> bool {
    name.starts_with("ignore-")
}
