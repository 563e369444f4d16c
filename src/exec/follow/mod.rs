//! The recursion every command goes through: argv, script, program, file.

pub mod argv;
pub mod command;
pub mod effects;
pub mod file;
pub mod foreground;
pub mod program;
pub mod scope;
pub mod script;
