//! The one test target: each module is a family of tests.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test says so by failing")]
#![allow(clippy::too_many_lines, reason = "a test may be a long table of cases")]
#![allow(clippy::disallowed_methods, reason = "tests make real folders")]

mod baseline;
mod cli;
mod drawing;
mod examples;
mod fixtures;
mod flags;
mod followed;
mod init;
mod layers;
#[cfg(feature = "lsp")]
mod lsp;
mod pages;
mod presets;
mod robust;
mod schema;
mod screen;
mod shellcheck;
mod support;
mod tidy;
