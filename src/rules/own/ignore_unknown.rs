use std::collections::BTreeMap;

use crate::config::hadolint;
use crate::diagnostic::{Diagnostic, Severity};
use crate::near;
use crate::rules;
use crate::rules::rule::{Check, rule};
use crate::source::Place;
use crate::suppress::{Dialect, Ignore};

rule!("ignore-unknown", Check::Engine);

/// Other tools' comments may name rules that only they have; our own may not.
pub(super) fn check(ignore: &Ignore, levels: &BTreeMap<&'static str, Severity>) -> Option<Diagnostic> {
    let severity = *levels.get(RULE.id)?;
    if ignore.dialect != Dialect::Dynolint || hadolint::is_code(&ignore.name) || !ignore.rules.is_empty() {
        return None;
    }
    let place = Place::new(&ignore.source, ignore.span);
    let mut found = Diagnostic::new(RULE.id, severity, place, format!("no rule is called `{}`", ignore.name));
    let near = near::nearest(&ignore.name, rules::all().map(|rule| rule.id));
    found.help(match near {
        Some(near) => format!("did you mean `{near}`? `dynolint rules` lists them all"),
        None => "`dynolint rules` lists all rules; put commas between several".to_owned(),
    });
    Some(found)
}
