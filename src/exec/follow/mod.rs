//! The recursion every command goes through: argv, script, program, file.

pub mod argv;
pub mod command;
mod condition;
pub mod effects;
mod expand;
pub mod file;
mod flow;
pub mod foreground;
pub mod program;
pub mod scope;
pub mod script;
mod substitution;
pub mod value;
pub mod words;
