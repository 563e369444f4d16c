//! What every layer stands on: sources with ranges, diagnostics, paths, suggestions.

pub mod diagnostic;
pub mod path;
pub mod source;
pub mod suggest;
