//! The form of Dockerfiles: what the builder refuses, and what every linter asks of them.

mod dockerfile_syntax;

use super::rule::Rule;

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[&dockerfile_syntax::RULE];
