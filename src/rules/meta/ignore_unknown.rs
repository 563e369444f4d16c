use std::collections::BTreeMap;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::Place;
use crate::base::suggest;
use crate::config::is_hadolint_code;
use crate::rule::comments::{Dialect, Ignore};
use crate::rule::{Check, rule};
use crate::rules;

rule!("ignore-unknown", Check::Engine);

/// Other tools' comments may name rules that only they have; our own may not.
pub(super) fn check(ignore: &Ignore, levels: &BTreeMap<&'static str, Severity>) -> Option<Diagnostic> {
    let severity = *levels.get(RULE.id)?;
    if ignore.dialect != Dialect::Dynolint || is_hadolint_code(&ignore.name) || !ignore.rules.is_empty() {
        return None;
    }
    let place = Place::new(&ignore.source, ignore.span);
    let mut found = Diagnostic::new(RULE.id, severity, place, format!("unknown rule `{}`", ignore.name));
    let near = suggest::nearest(&ignore.name, rules::all().map(|rule| rule.id));
    found.help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`dynolint rules` lists all rules; separate several names with commas".to_owned(),
    });
    Some(found)
}
