//! The one test target: each module is a family of tests.

mod cli;
mod examples;
mod fixtures;
mod pages;
mod support;
mod tidy;
