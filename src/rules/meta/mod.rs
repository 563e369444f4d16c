//! About the linter's own input: configuration, ignore comments, files that cannot be read.

mod config_invalid;
mod file_unreadable;
mod ignore_malformed;
mod ignore_unknown;
mod ignore_unused;
mod ignore_without_reason;
mod internal_error;
mod shellcheck_failed;

use std::collections::BTreeMap;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::rule::Rule;
use crate::rule::comments::Ignore;

pub use file_unreadable::unread;
pub use internal_error::{ID as INTERNAL_ERROR, crash, defect};
pub use shellcheck_failed::unanswered;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &config_invalid::RULE,
    &file_unreadable::RULE,
    &ignore_malformed::RULE,
    &ignore_unknown::RULE,
    &ignore_unused::RULE,
    &ignore_without_reason::RULE,
    &internal_error::RULE,
    &shellcheck_failed::RULE,
];

/// What is to say about ignore comments, `used[i]` telling whether `ignores[i]` hid something.
pub fn about_ignores(
    ignores: &[Ignore],
    used: &[bool],
    levels: &BTreeMap<&'static str, Severity>,
) -> Vec<Diagnostic> {
    let one = |(ignore, used): (&Ignore, &bool)| {
        [
            ignore_unknown::check(ignore, levels),
            ignore_unused::check(ignore, *used, levels),
            ignore_without_reason::check(ignore, levels),
        ]
    };
    ignores.iter().zip(used).flat_map(one).flatten().collect()
}
