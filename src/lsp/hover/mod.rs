//! What is shown about the word under the pointer.

use gen_lsp_types::{Hover, HoverParams, MarkupContent, MarkupKind};

use super::diagnostics::findings;
use super::requests::{Context, Failure};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Span;
use crate::rules;

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
    let mut parts = Vec::new();
    let mut span: Option<Span> = None;
    for one in here {
        span = Some(span.unwrap_or(one.place.span));
        parts.push(finding(one));
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let value = parts.join("\n\n---\n\n");
    let contents = MarkupContent { kind: MarkupKind::Markdown, value }.into();
    Ok(Some(Hover { contents, range: span.map(|span| document.text.range(span, encoding)) }))
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
        text += &format!("\n\n{prose}\n\n[{}]({})", one.rule, info.url);
    }
    text
}
