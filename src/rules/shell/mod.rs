//! Scripts of RUN: package managers, and common shell mistakes.

mod apk_cache_kept;
mod apk_unpinned;
mod apt_in_run;
mod apt_lists_kept;
mod apt_recommends;
mod apt_unpinned;
mod apt_without_yes;
mod cargo_unpinned;
mod cd_in_run;
mod command_out_of_place;
mod composer_cache_kept;
mod composer_unpinned;
mod dnf_cache_kept;
mod dnf_unpinned;
mod dnf_without_yes;
mod gem_unpinned;
mod go_unpinned;
mod npm_cache_kept;
mod npm_unpinned;
mod pip_cache_kept;
mod pip_unpinned;
mod pipe_without_pipefail;
mod sh_relinked;
mod shellcheck;
mod sudo_in_run;
mod useradd_high_uid;
mod uv_cache_kept;
mod verification_disabled;
mod wget_and_curl;
mod wget_progress;
mod yarn_cache_kept;
mod yum_cache_kept;
mod yum_unpinned;
mod yum_without_yes;
mod zypper_cache_kept;
mod zypper_dist_upgrade;
mod zypper_unpinned;
mod zypper_without_yes;

use crate::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &apk_cache_kept::RULE,
    &apk_unpinned::RULE,
    &apt_in_run::RULE,
    &apt_lists_kept::RULE,
    &apt_recommends::RULE,
    &apt_unpinned::RULE,
    &apt_without_yes::RULE,
    &cargo_unpinned::RULE,
    &cd_in_run::RULE,
    &command_out_of_place::RULE,
    &composer_cache_kept::RULE,
    &composer_unpinned::RULE,
    &dnf_cache_kept::RULE,
    &dnf_unpinned::RULE,
    &dnf_without_yes::RULE,
    &gem_unpinned::RULE,
    &go_unpinned::RULE,
    &npm_cache_kept::RULE,
    &npm_unpinned::RULE,
    &pip_cache_kept::RULE,
    &pip_unpinned::RULE,
    &pipe_without_pipefail::RULE,
    &sh_relinked::RULE,
    &shellcheck::RULE,
    &sudo_in_run::RULE,
    &useradd_high_uid::RULE,
    &uv_cache_kept::RULE,
    &verification_disabled::RULE,
    &wget_and_curl::RULE,
    &wget_progress::RULE,
    &yarn_cache_kept::RULE,
    &yum_cache_kept::RULE,
    &yum_unpinned::RULE,
    &yum_without_yes::RULE,
    &zypper_cache_kept::RULE,
    &zypper_dist_upgrade::RULE,
    &zypper_unpinned::RULE,
    &zypper_without_yes::RULE,
];
