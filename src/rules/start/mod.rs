//! What starts: commands, entrypoints and how they go together.

mod command_daemonizes;
mod command_missing;
mod command_not_in_image;
mod command_one_word;
mod command_several_servers;
mod entrypoint_drops_arguments;
mod entrypoint_script_no_exec;
mod entrypoint_takes_run;
mod entrypoint_without_command;
mod release_logs_need_curl;
mod release_starts_server;
mod release_writes_files;
mod run_starts_server;
mod script_crlf;
mod script_missing;
mod script_no_shebang;
mod script_not_executable;

use crate::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &command_daemonizes::RULE,
    &command_missing::RULE,
    &command_not_in_image::RULE,
    &command_one_word::RULE,
    &command_several_servers::RULE,
    &entrypoint_drops_arguments::RULE,
    &entrypoint_script_no_exec::RULE,
    &entrypoint_takes_run::RULE,
    &entrypoint_without_command::RULE,
    &release_logs_need_curl::RULE,
    &release_starts_server::RULE,
    &release_writes_files::RULE,
    &run_starts_server::RULE,
    &script_crlf::RULE,
    &script_missing::RULE,
    &script_no_shebang::RULE,
    &script_not_executable::RULE,
];
