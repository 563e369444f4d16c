//! Dockerfiles themselves: mistakes that the builder rejects, and the rules of common linters.

mod add_plain_file;
mod archive_copied_then_extracted;
mod cmd_repeated;
mod consecutive_runs;
mod consistent_instruction_casing;
mod copy_from_later_stage;
mod copy_from_self;
mod copy_from_unknown;
mod copy_from_variable;
mod copy_relative_without_workdir;
mod copy_target_not_directory;
mod copy_url;
mod copy_whole_filesystem;
mod dockerfile_syntax;
mod duplicate_stage_name;
mod entrypoint_repeated;
mod env_self_reference;
mod expose_invalid_format;
mod expose_invalid_port;
mod expose_proto_casing;
mod from_as_casing;
mod from_platform_flag_const_disallowed;
mod healthcheck_missing;
mod healthcheck_repeated;
mod image_latest;
mod image_name_invalid;
mod image_untagged;
mod inline_ignore;
mod invalid_default_arg_in_from;
mod invalid_definition_description;
mod json_args_recommended;
mod json_form_broken;
mod label_empty;
mod label_invalid;
mod label_key_format;
mod label_missing;
mod label_superfluous;
mod legacy_key_value_format;
mod maintainer_deprecated;
mod multiple_instructions_disallowed;
mod no_empty_continuation;
mod platform_invalid;
mod redundant_target_platform;
mod reserved_stage_name;
mod secret_named_variable;
mod secrets_used_in_arg_or_env;
mod stage_name_casing;
mod stopsignal_invalid;
mod undefined_arg_in_from;
mod undefined_var;
mod untrusted_registry;
mod user_not_numeric;
mod user_root;
mod word_malformed;
mod workdir_relative;
mod workdir_relative_path;

use crate::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &add_plain_file::RULE,
    &archive_copied_then_extracted::RULE,
    &cmd_repeated::RULE,
    &consecutive_runs::RULE,
    &consistent_instruction_casing::RULE,
    &copy_from_later_stage::RULE,
    &copy_from_self::RULE,
    &copy_from_unknown::RULE,
    &copy_from_variable::RULE,
    &copy_relative_without_workdir::RULE,
    &copy_target_not_directory::RULE,
    &copy_url::RULE,
    &copy_whole_filesystem::RULE,
    &dockerfile_syntax::RULE,
    &duplicate_stage_name::RULE,
    &entrypoint_repeated::RULE,
    &env_self_reference::RULE,
    &expose_invalid_format::RULE,
    &expose_invalid_port::RULE,
    &expose_proto_casing::RULE,
    &from_as_casing::RULE,
    &from_platform_flag_const_disallowed::RULE,
    &healthcheck_missing::RULE,
    &healthcheck_repeated::RULE,
    &image_latest::RULE,
    &image_name_invalid::RULE,
    &image_untagged::RULE,
    &inline_ignore::RULE,
    &invalid_default_arg_in_from::RULE,
    &invalid_definition_description::RULE,
    &json_args_recommended::RULE,
    &json_form_broken::RULE,
    &label_empty::RULE,
    &label_invalid::RULE,
    &label_key_format::RULE,
    &label_missing::RULE,
    &label_superfluous::RULE,
    &legacy_key_value_format::RULE,
    &maintainer_deprecated::RULE,
    &multiple_instructions_disallowed::RULE,
    &no_empty_continuation::RULE,
    &platform_invalid::RULE,
    &redundant_target_platform::RULE,
    &reserved_stage_name::RULE,
    &secret_named_variable::RULE,
    &secrets_used_in_arg_or_env::RULE,
    &stage_name_casing::RULE,
    &stopsignal_invalid::RULE,
    &undefined_arg_in_from::RULE,
    &undefined_var::RULE,
    &untrusted_registry::RULE,
    &user_not_numeric::RULE,
    &user_root::RULE,
    &word_malformed::RULE,
    &workdir_relative::RULE,
    &workdir_relative_path::RULE,
];
