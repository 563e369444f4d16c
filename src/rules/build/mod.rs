//! The build as Heroku does it.

mod classic_chmod;
mod classic_copy_flag;
mod classic_dockerignore_name;
mod classic_heredoc;
mod classic_platform_arg;
mod classic_run_flag;
mod classic_syntax_directive;

use super::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &classic_chmod::RULE,
    &classic_copy_flag::RULE,
    &classic_dockerignore_name::RULE,
    &classic_heredoc::RULE,
    &classic_platform_arg::RULE,
    &classic_run_flag::RULE,
    &classic_syntax_directive::RULE,
];
