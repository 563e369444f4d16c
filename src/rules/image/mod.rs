//! The image, and what Heroku ignores in it.

mod expose_ignored;
mod healthcheck_ignored;
mod image_architecture;
mod image_private;
mod image_windows;
mod image_without_shell;
mod run_shell_ignored;
mod runtime_needs_root;
mod runtime_state_lost;
mod stage_development_shipped;
mod stopsignal_ignored;
mod volume_ignored;

use crate::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &expose_ignored::RULE,
    &healthcheck_ignored::RULE,
    &image_architecture::RULE,
    &image_private::RULE,
    &image_windows::RULE,
    &image_without_shell::RULE,
    &run_shell_ignored::RULE,
    &runtime_needs_root::RULE,
    &runtime_state_lost::RULE,
    &stage_development_shipped::RULE,
    &stopsignal_ignored::RULE,
    &volume_ignored::RULE,
];
