//! Where a program listens: its options, its configuration, its source.

pub mod compiled;
pub mod configuration;
pub mod options;
pub mod source;
pub mod verdict;
