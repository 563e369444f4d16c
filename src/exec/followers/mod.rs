//! Programs that start others, one a file.

pub mod make;
pub mod npm;
pub mod procfile;
pub mod supervisord;
pub mod tasks;
