//! Checks that several rules share.

pub mod asking;
pub mod caches;
pub mod chain;
pub mod edits;
pub mod global_args;
pub mod labels;
pub mod look;
pub mod pinning;
pub mod platform;
pub mod port_variable;
pub mod ports;
pub mod repeated;
pub mod target;
pub mod uncached;
pub mod workdirs;
