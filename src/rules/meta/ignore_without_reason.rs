use std::collections::BTreeMap;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::Place;
use crate::rule::comments::{Dialect, Ignore};
use crate::rule::{Check, rule};

rule!("ignore-without-reason", Check::Engine);

pub(super) fn check(ignore: &Ignore, levels: &BTreeMap<&'static str, Severity>) -> Option<Diagnostic> {
    let severity = *levels.get(RULE.id)?;
    if ignore.reason || ignore.dialect != Dialect::Dynolint {
        return None;
    }
    let place = Place::new(&ignore.source, ignore.span);
    let mut found = Diagnostic::new(
        RULE.id,
        severity,
        place,
        format!("this comment gives no reason for ignoring `{}`", ignore.name),
    );
    found.help("write the reason after the names, on the same line");
    Some(found)
}
