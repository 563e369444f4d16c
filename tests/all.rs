//! The one test target: each module is a family of tests.

mod examples;
mod pages;
mod support;
mod tidy;
