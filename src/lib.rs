//! dynolint reads a repository the way Heroku will and says what will not build, boot or bind.

pub mod config;
pub mod diagnostic;
pub mod files;
pub mod fix;
#[cfg(test)]
mod golden;
pub mod model;
pub mod near;
pub mod report;
pub mod source;
pub mod syntax;
