//! Who builds the images.

use schemars::JsonSchema;

/// The builder that Heroku uses for a heroku.yml. Images that you build and push yourself always use BuildKit.
///
/// The two read a source of COPY differently: with the classic builder a `..` that leaves the context is an error, and
/// so is a pattern that matches nothing when no other source of the instruction is there; with BuildKit a `..` stops at
/// the context's root, a pattern may match nothing, and a Dockerfile may have a `.dockerignore` of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Builder {
    /// Docker without BuildKit, as on Heroku.
    #[default]
    Classic,
    /// BuildKit.
    Buildkit,
}

impl Builder {
    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Builder::Classic => "classic",
            Builder::Buildkit => "buildkit",
        }
    }
}
