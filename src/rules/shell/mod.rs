//! What the scripts of RUN do: package managers, and habits of the shell.

mod apk_unpinned;
mod apt_unpinned;
mod calls;
mod pinning;
mod values;
mod zypper_unpinned;

use super::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[&apk_unpinned::RULE, &apt_unpinned::RULE, &zypper_unpinned::RULE];
