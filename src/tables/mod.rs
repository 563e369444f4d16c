//! One row a public thing: what it does when nobody says otherwise. Data only; rules decide.

pub mod builds;
pub mod commands;
pub mod compilers;
pub mod images;
pub mod languages;
pub mod package_managers;
pub mod package_scripts;
pub mod procfiles;
pub mod programs;
pub mod runners;
pub mod secrets;
pub mod servers;
pub mod spdx;
pub mod verification;
