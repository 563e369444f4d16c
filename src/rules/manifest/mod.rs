//! heroku.yml by itself.

mod addon_without_plan;
mod command_argv_list;
mod command_line_continuation;
mod command_list;
mod config_name_invalid;
mod config_not_interpolated;
mod config_reserved;
mod config_secret;
mod manifest_duplicate_key;
mod manifest_empty;
mod manifest_is_compose;
mod manifest_legacy_buildpacks;
mod manifest_misnamed;
mod manifest_misplaced_key;
mod manifest_no_images;
mod manifest_syntax;
mod manifest_unknown_key;
mod manifest_wrong_type;
mod process_name_invalid;
mod release_without_command;
mod run_without_command;

use super::rule::Rule;
use crate::model::manifest::{CommandDecl, Manifest};
use crate::source::{Place, Span};
use crate::syntax::yaml::{Scalar, Style};

/// The rules of this group.
pub(super) static RULES: &[&Rule] = &[
    &addon_without_plan::RULE,
    &command_argv_list::RULE,
    &command_line_continuation::RULE,
    &command_list::RULE,
    &config_name_invalid::RULE,
    &config_not_interpolated::RULE,
    &config_reserved::RULE,
    &config_secret::RULE,
    &manifest_duplicate_key::RULE,
    &manifest_empty::RULE,
    &manifest_is_compose::RULE,
    &manifest_legacy_buildpacks::RULE,
    &manifest_misnamed::RULE,
    &manifest_misplaced_key::RULE,
    &manifest_no_images::RULE,
    &manifest_syntax::RULE,
    &manifest_unknown_key::RULE,
    &manifest_wrong_type::RULE,
    &process_name_invalid::RULE,
    &release_without_command::RULE,
    &run_without_command::RULE,
];

/// Whether the elements of a command are the words of one command, and not commands each.
fn is_argv(parts: &[Scalar]) -> bool {
    let single = |part: &Scalar| !part.as_str().trim().contains(char::is_whitespace);
    let script = |part: &&Scalar| part.as_str().starts_with("./") || part.as_str().ends_with(".sh");
    parts.first().is_some_and(single)
        && parts.iter().filter(|part| !single(part)).count() <= 1
        && parts.iter().filter(script).count() < 2
}

/// Edits that make one element of a block list of plain, single-line commands; `None` for every other form.
fn joined(manifest: &Manifest, command: &CommandDecl, with: &str) -> Option<Vec<(Place, String)>> {
    let plain = |part: &Scalar| part.style == Style::Plain && !part.as_str().contains([':', '#', '\n']);
    let (first, last) = (command.parts.first()?, command.parts.last()?);
    let text = manifest.source.slice(command.span);
    if !command.parts.iter().all(plain) || !text.starts_with('-') || text.contains('#') {
        return None;
    }
    let whole = Span::new(first.text.span.start, last.text.span.end);
    let words: Vec<&str> = command.parts.iter().map(Scalar::as_str).collect();
    Some(vec![(manifest.place(whole), words.join(with))])
}
