use std::collections::BTreeMap;

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
    if ignore.dialect != Dialect::Dynolint || foreign(&ignore.name) || !rules::named(&ignore.name).is_empty()
    {
        return None;
    }
    let place = Place::new(&ignore.source, ignore.span);
    let mut found = Diagnostic::new(RULE.id, severity, place, format!("no rule is called `{}`", ignore.name));
    let near = near::nearest(&ignore.name, rules::all().map(|rule| rule.id));
    found.help(match near {
        Some(near) => format!("did you mean `{near}`? `dynolint rules` lists them all"),
        None => "`dynolint rules` lists all rules; separate several by a comma, without blanks".to_owned(),
    });
    Some(found)
}

/// Codes of ShellCheck and hadolint that have no counterpart here.
fn foreign(name: &str) -> bool {
    ["SC", "DL"].iter().any(|prefix| {
        name.strip_prefix(prefix)
            .is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()))
    })
}
