//! What the trees mean. Facts are worked out once here; rules only read.

pub mod context;
pub mod copies;
pub mod deployment;
pub mod deploys;
pub mod dockerfile;
pub mod filesystem;
pub mod launch;
pub mod manifest;
pub mod plan;
pub mod procfile;
pub mod project;
pub mod scripts;
pub mod secret;
pub mod shellcheck;
pub mod tables;
