//! What starts: commands, entrypoints and how they go together.

mod command_missing;
mod command_one_word;
mod entrypoint_drops_arguments;
mod entrypoint_script_no_exec;
mod entrypoint_takes_run;
mod entrypoint_without_command;
mod script_crlf;
mod script_missing;
mod script_no_shebang;
mod script_not_executable;

use super::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &command_missing::RULE,
    &command_one_word::RULE,
    &entrypoint_drops_arguments::RULE,
    &entrypoint_script_no_exec::RULE,
    &entrypoint_takes_run::RULE,
    &entrypoint_without_command::RULE,
    &script_crlf::RULE,
    &script_missing::RULE,
    &script_no_shebang::RULE,
    &script_not_executable::RULE,
];
