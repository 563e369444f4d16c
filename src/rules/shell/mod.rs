//! What the scripts of RUN do: package managers, and habits of the shell.

mod apk_unpinned;
mod apt_unpinned;
mod apt_without_yes;
mod asking;
mod calls;
mod dnf_without_yes;
mod fixing;
mod pinning;
mod values;
mod yum_without_yes;
mod zypper_unpinned;
mod zypper_without_yes;

use super::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &apk_unpinned::RULE,
    &apt_unpinned::RULE,
    &apt_without_yes::RULE,
    &dnf_without_yes::RULE,
    &yum_without_yes::RULE,
    &zypper_unpinned::RULE,
    &zypper_without_yes::RULE,
];
