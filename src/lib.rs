//! dynolint reads a repository the way Heroku will and says what will not build, boot or bind.
//!
//! ```
//! use dynolint::{Format, Linter, Memory};
//!
//! let tree = Memory::from([("Dockerfile", "FROM python:3.13\nCMD gunicorn app:app --bind 0.0.0.0:8000\n")]);
//! let found = Linter::new(tree).lint();
//! let mut report = Vec::new();
//! dynolint::write(Format::Json, &found, &mut report)?;
//! assert!(String::from_utf8_lossy(&report).contains("port-hardcoded"));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! # The way of the data
//!
//! ```text
//! argv, streams, disk or git                                                    stdout, exit code
//!   │ files::Tree                                                                        ▲
//!   ▼                                                                                    │ report
//! path + text ─► Source ─► syntax: tree and errors ─► project: deployment ─► engine ─► diagnostics
//!                           per file, never fails      facts worked out once   rules     │
//!                                                                                        └─► fix ─► new text
//! ```
//!
//! Only `files` touches a disk or git; only `cli`, `lsp` and the program know streams, time and the environment. What
//! is between cannot fail, and gives the same answer every time.
//!
//! # The layers
//!
//! An import goes down, never up, and never sideways between two names of one line. `tests/layers.rs` reads this table.
//!
//! ```text
//! cli            argv, streams, terminals, exit codes
//! lsp            an editor's documents and requests; the same findings and facts
//! report fix     findings to text and formats, one format a file; edits to files, atomic
//! linter         a tree of files to findings: what the command line, an editor and a browser call
//! engine         runs the rules, leaves out what comments ask to leave out, sorts; baselines
//! rules          the rules, one a file
//! rule           what a rule is: its page, its severity, and the checks that several rules share
//! config         dynolint.toml and what it means; knows rules by name only
//! project        manifest, discovery, CI files, deployment, plan: which process runs which command in which image
//! exec           follows a command to its socket: core, followers, listen
//! build          a Dockerfile's stages and variables, its build context, what an image holds
//! tables         data only: servers, base images, package managers, frameworks
//! syntax         text to trees; knows no rule and no Heroku
//! files          Tree: disk, commit, memory, overlay
//! base           sources, ranges, diagnostics, paths, suggestions
//! ```

#![cfg_attr(test, allow(clippy::too_many_lines, reason = "a test may be a long table of cases"))]

mod base;
mod build;
#[doc(hidden)]
pub mod cli;
mod config;
mod engine;
mod exec;
mod files;
mod fix;
#[cfg(test)]
mod golden;
#[doc(hidden)]
pub mod internals;
mod linter;
#[cfg(feature = "lsp")]
mod lsp;
mod project;
mod report;
mod rule;
mod rules;
mod syntax;
mod tables;
#[cfg(test)]
mod testing;

use std::io::{self, Write};

pub use base::diagnostic::{Diagnostic, Edit, Fix, Related, Severity};
pub use base::source::{Place, Position, Source, Span};
pub use config::{Config, Preset};
pub use files::{Disk, Entry, Kind, Memory, ReadError, Tree};
pub use linter::{Linter, Outcome, Overrides};
pub use project::Project;
pub use project::discovery::ProjectFiles;
pub use project::plan::ProjectPlan;
pub use report::Format;
pub use report::drawing::{Picture, write as draw};

/// Writes findings in a format.
///
/// # Errors
/// Those of `out`.
pub fn write(format: Format, diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    let summary = report::Summary::count(diagnostics);
    let report = report::Report { diagnostics, summary, rules: &rules::info };
    report::write(format, &report, report::Style::default(), out)
}
