//! Colours and links of terminals.

use super::Style;
use super::visible::visible;
use crate::base::diagnostic::Severity;

pub const BOLD: &str = "1";
pub const DIM: &str = "2";
pub const CYAN: &str = "36";
pub const GREEN: &str = "32";
pub const RED: &str = "31";

/// The code of a severity.
pub const fn color_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Info => "1;36",
    }
}

/// Text in a colour, where colours are wanted.
pub fn paint(style: Style, code: &str, text: &str) -> String {
    if style.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_string() }
}

/// Text in bold, where colours are wanted.
pub fn bold(style: Style, text: &str) -> String {
    paint(style, BOLD, text)
}

/// A link as terminals know it (OSC 8).
pub fn link(url: &str, text: &str) -> String {
    format!("\u{1b}]8;;{}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\", visible(url))
}
