//! The calls of package managers in RUN.

pub mod calls;
pub mod commands;
pub mod downloads;
pub mod environment;
pub mod values;
