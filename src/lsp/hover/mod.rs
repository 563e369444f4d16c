//! What is shown about the word under the pointer: the findings on it, and what it means.

mod image;
mod instructions;
mod keys;
mod processes;
mod variables;

use gen_lsp_types::{Hover, HoverParams, MarkupContent, MarkupKind};

use super::diagnostics::findings;
use super::here::Here;
use super::requests::{Context, Failure};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Span;
use crate::rules;

pub use image::facts;
pub use instructions::{document as instruction, keywords};
pub use keys::{description, keys};
pub use processes::process;

/// Something said about some words.
type Said = (Span, String);

/// `textDocument/hover`.
pub fn hover(context: &Context, params: &HoverParams) -> Result<Option<Hover>, Failure> {
    let at = &params.text_document_position_params;
    let Some((root, path)) = context.snapshot.locate(&at.text_document.uri) else { return Ok(None) };
    let Some(document) = context.snapshot.document(&at.text_document.uri) else { return Ok(None) };
    let encoding = context.snapshot.encoding();
    let offset = document.text.offset(at.position, encoding);
    context.check()?;
    let all = findings(root);
    let here = all.iter().filter(|one| one.place.source.path() == path && holds(one.place.span, offset));
    let mut said: Vec<Said> = here.map(|one| (one.place.span, finding(one))).collect();
    said.extend(Here::new(context, at).and_then(|here| meaning(&here)));
    let Some((span, _)) = said.first() else { return Ok(None) };
    let range = document.text.range(*span, encoding);
    let parts: Vec<String> = said.into_iter().map(|(_, text)| text).collect();
    let contents = MarkupContent { kind: MarkupKind::Markdown, value: parts.join("\n\n---\n\n") }.into();
    Ok(Some(Hover { contents, range: Some(range) }))
}

/// Whether a place is in a range, its end included.
fn holds(span: Span, offset: usize) -> bool {
    span.start <= offset && offset <= span.end
}

/// A finding with the beginning of its rule's page.
fn finding(one: &Diagnostic) -> String {
    let mut text = format!("**{}** `{}`: {}", one.severity.as_str(), one.rule, one.message);
    if let Some(help) = &one.help {
        text += &format!("\n\n{help}");
    }
    if let Some(info) = rules::info(one.rule) {
        let prose = info.page.split("\n## ").next().unwrap_or("").trim();
        text += &format!("\n\n{prose}");
        if !info.url.is_empty() {
            text += &format!("\n\n[{}]({})", one.rule, info.url);
        }
    }
    text
}

/// What the words at a place mean, the narrowest first.
fn meaning(here: &Here) -> Option<Said> {
    let ways: [fn(&Here) -> Option<Said>; 6] =
        [variables::at, image::at, image::copied, instructions::at, processes::at, keys::at];
    ways.iter().find_map(|way| way(here))
}

/// Text between backticks, whatever it holds.
fn code(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.contains('`') { format!("`` {line} ``") } else { format!("`{line}`") }
}
