//! The build as Heroku does it.

mod classic_chmod;
mod classic_copy_flag;
mod classic_dockerignore_name;
mod classic_heredoc;
mod classic_platform_arg;
mod classic_run_flag;
mod classic_syntax_directive;
mod classic_unused_stage;
mod config_var_at_build;
mod copy_outside_context;
mod copy_source_ignored;
mod copy_source_missing;
mod copy_source_not_in_git;
mod dockerignore_outside_context;
mod env_file_copied;

use crate::base::path;
use crate::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &classic_chmod::RULE,
    &classic_copy_flag::RULE,
    &classic_dockerignore_name::RULE,
    &classic_heredoc::RULE,
    &classic_platform_arg::RULE,
    &classic_run_flag::RULE,
    &classic_syntax_directive::RULE,
    &classic_unused_stage::RULE,
    &config_var_at_build::RULE,
    &copy_outside_context::RULE,
    &copy_source_ignored::RULE,
    &copy_source_missing::RULE,
    &copy_source_not_in_git::RULE,
    &dockerignore_outside_context::RULE,
    &env_file_copied::RULE,
];

/// Whether a path is that of a `.env` file with real values, which belong in config vars.
fn is_env_file(path: &str) -> bool {
    let name = path::name(path);
    let is_template = ["example", "sample", "template", "dist"].iter().any(|end| name.ends_with(end));
    name == ".env" || (name.starts_with(".env.") && !is_template)
}
