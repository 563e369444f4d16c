//! Programs that start others, one a file.
//!
//! A new one is a file here and a line in [`FOLLOWERS`]: a function that is given the program's name and its command
//! line, and follows what that starts by [`script::run`](crate::exec::follow::script::run),
//! [`argv::run`](crate::exec::follow::argv::run) or the readers of `listen`.

pub mod make;
pub mod npm;
pub mod procfile;
pub mod runners;
pub mod supervisord;
pub mod tasks;

use super::Launch;
use super::follow::argv::Argv;
use super::follow::scope::Scope;

/// Follows a command line whose first word is the program of this name; `None` for another program.
pub type Follower = fn(&str, Argv<'_>, &Scope) -> Option<Launch>;

/// Every follower. The first one that knows the program counts.
pub const FOLLOWERS: &[Follower] =
    &[npm::run, tasks::run, runners::run, procfile::run, make::run, supervisord::run];
