//! The `dynolint` program.

fn main() {}
