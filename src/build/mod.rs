//! What a build makes: the stages of a Dockerfile, its context, and what the image holds.

pub mod base;
mod builder;
pub mod context;
pub mod copies;
pub mod dockerfile;
pub mod filesystem;
pub mod packages;
pub mod run_scripts;
pub mod secret;
pub mod shellcheck;
pub mod sources;

pub use builder::Builder;
