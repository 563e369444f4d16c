//! dynolint reads a repository the way Heroku will and says what will not build, boot or bind.

pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod discover;
pub mod engine;
pub mod files;
pub mod fix;
#[cfg(test)]
mod golden;
pub mod model;
pub mod near;
pub mod report;
pub mod rules;
pub mod source;
pub mod suppress;
pub mod syntax;
