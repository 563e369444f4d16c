//! What files say about each other.

mod app_json_buildpacks;
mod app_json_formation;
mod app_json_stack;
mod build_arg_out_of_scope;
mod build_arg_undeclared;
mod build_arg_unset;
mod dockerfile_missing;
mod dockerfile_not_one;
mod dockerfile_outside_repository;
mod dockerfile_suffix_misread;
mod duplicate_build;
mod image_unknown;
mod no_web_process;
mod process_without_image;
mod procfile_ignored;
mod push_release_mismatch;
mod push_with_attestations;
mod push_without_recursive;
mod target_unknown;

use crate::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &app_json_buildpacks::RULE,
    &app_json_formation::RULE,
    &app_json_stack::RULE,
    &build_arg_out_of_scope::RULE,
    &build_arg_undeclared::RULE,
    &build_arg_unset::RULE,
    &dockerfile_missing::RULE,
    &dockerfile_not_one::RULE,
    &dockerfile_outside_repository::RULE,
    &dockerfile_suffix_misread::RULE,
    &duplicate_build::RULE,
    &image_unknown::RULE,
    &no_web_process::RULE,
    &process_without_image::RULE,
    &procfile_ignored::RULE,
    &push_release_mismatch::RULE,
    &push_with_attestations::RULE,
    &push_without_recursive::RULE,
    &target_unknown::RULE,
];
