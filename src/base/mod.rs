//! What every layer stands on: sources with ranges, diagnostics, paths, suggestions, where the program has its home.

pub mod diagnostic;
pub mod home;
pub mod path;
pub mod source;
pub mod suggest;
