//! What starts: commands, entrypoints and how they go together.

mod command_missing;
mod command_one_word;
mod entrypoint_drops_arguments;
mod entrypoint_takes_run;
mod entrypoint_without_command;

use super::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &command_missing::RULE,
    &command_one_word::RULE,
    &entrypoint_drops_arguments::RULE,
    &entrypoint_takes_run::RULE,
    &entrypoint_without_command::RULE,
];
