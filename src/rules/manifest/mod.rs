//! heroku.yml by itself.

mod addon_without_plan;
mod command_argv_list;
mod command_line_continuation;
mod command_list;
mod config_name_invalid;
mod config_not_interpolated;
mod config_reserved;
mod config_secret;
mod manifest_duplicate_key;
mod manifest_empty;
mod manifest_is_compose;
mod manifest_legacy_buildpacks;
mod manifest_misnamed;
mod manifest_misplaced_key;
mod manifest_no_images;
mod manifest_syntax;
mod manifest_unknown_key;
mod manifest_wrong_type;
mod process_name_invalid;
mod release_without_command;
mod run_without_command;

use crate::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &addon_without_plan::RULE,
    &command_argv_list::RULE,
    &command_line_continuation::RULE,
    &command_list::RULE,
    &config_name_invalid::RULE,
    &config_not_interpolated::RULE,
    &config_reserved::RULE,
    &config_secret::RULE,
    &manifest_duplicate_key::RULE,
    &manifest_empty::RULE,
    &manifest_is_compose::RULE,
    &manifest_legacy_buildpacks::RULE,
    &manifest_misnamed::RULE,
    &manifest_misplaced_key::RULE,
    &manifest_no_images::RULE,
    &manifest_syntax::RULE,
    &manifest_unknown_key::RULE,
    &manifest_wrong_type::RULE,
    &process_name_invalid::RULE,
    &release_without_command::RULE,
    &run_without_command::RULE,
];
