//! What the scripts of RUN do: package managers, and habits of the shell.

mod apk_cache_kept;
mod apk_unpinned;
mod apt_lists_kept;
mod apt_recommends;
mod apt_unpinned;
mod apt_without_yes;
mod asking;
mod caches;
mod calls;
mod dnf_cache_kept;
mod dnf_unpinned;
mod dnf_without_yes;
mod fixing;
mod gem_unpinned;
mod go_unpinned;
mod npm_unpinned;
mod pinning;
mod pip_cache_kept;
mod pip_unpinned;
mod values;
mod yarn_cache_kept;
mod yum_cache_kept;
mod yum_unpinned;
mod yum_without_yes;
mod zypper_cache_kept;
mod zypper_unpinned;
mod zypper_without_yes;

use super::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &apk_cache_kept::RULE,
    &apk_unpinned::RULE,
    &apt_lists_kept::RULE,
    &apt_recommends::RULE,
    &apt_unpinned::RULE,
    &apt_without_yes::RULE,
    &dnf_cache_kept::RULE,
    &dnf_unpinned::RULE,
    &dnf_without_yes::RULE,
    &gem_unpinned::RULE,
    &go_unpinned::RULE,
    &npm_unpinned::RULE,
    &pip_cache_kept::RULE,
    &pip_unpinned::RULE,
    &yarn_cache_kept::RULE,
    &yum_cache_kept::RULE,
    &yum_unpinned::RULE,
    &yum_without_yes::RULE,
    &zypper_cache_kept::RULE,
    &zypper_unpinned::RULE,
    &zypper_without_yes::RULE,
];
