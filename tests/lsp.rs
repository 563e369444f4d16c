//! The language server, driven by a scripted client over pipes.

mod client;
mod diagnostics;
mod lifecycle;
