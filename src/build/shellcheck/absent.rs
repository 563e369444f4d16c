//! What stands for the built-in engine where it is left out of the program.

use super::Remark;
use crate::build::dockerfile::Dockerfile;

/// It finds nothing.
pub(super) fn check(_: &Dockerfile) -> Vec<Remark> {
    Vec::new()
}

/// It knows no code.
pub(super) fn summary(_: &str) -> Option<&'static str> {
    None
}
