//! The calls of package managers in RUN, taken apart.

pub mod calls;
pub mod commands;
pub mod downloads;
pub mod environment;
pub mod values;
