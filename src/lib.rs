//! dynolint reads a repository the way Heroku will and says what will not build, boot or bind.

pub mod diagnostic;
pub mod discover;
pub mod files;
#[cfg(test)]
mod golden;
pub mod model;
pub mod near;
pub mod report;
pub mod source;
pub mod syntax;
