//! What can be written at a place.

mod comments;
mod config;
mod dockerfile;
mod manifest;
mod paths;

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, Documentation, MarkupContent,
    MarkupKind, TextEdit,
};

use super::here::Here;
use super::requests::{Context, Failure};
use crate::base::path;
use crate::base::source::Span;
use crate::config::FILES;

/// Characters that ask for completions by themselves.
pub const TRIGGERS: [&str; 9] = ["$", "{", "-", "=", "/", ",", ":", " ", "#"];

/// `textDocument/completion`.
pub fn complete(context: &Context, params: &CompletionParams) -> Result<CompletionList, Failure> {
    let items =
        Here::new(context, &params.text_document_position_params).map_or_else(Vec::new, |here| items(&here));
    Ok(CompletionList { is_incomplete: false, items, ..CompletionList::default() })
}

fn items(here: &Here) -> Vec<CompletionItem> {
    let mut offers = Offers { here, items: Vec::new() };
    let file = &here.file;
    let is_dockerfile = file.project.dockerfiles.iter().any(|it| it.source.path() == file.path);
    let is_manifest = file.project.manifest.as_ref().is_some_and(|it| it.source.path() == file.path);
    if FILES.contains(&path::name(&file.path)) {
        config::complete(&mut offers);
    } else if comments::complete(&mut offers) {
        // A comment holds nothing else.
    } else if is_dockerfile {
        dockerfile::complete(&mut offers);
    } else if is_manifest {
        manifest::complete(&mut offers);
    }
    offers.items
}

/// The completions at a place.
struct Offers<'h, 'a> {
    here: &'h Here<'a>,
    items: Vec<CompletionItem>,
}

/// One completion.
#[derive(Default)]
struct Offer {
    label: String,
    /// What is written, where that is not the label.
    text: Option<String>,
    kind: Option<CompletionItemKind>,
    /// Beside the label.
    detail: Option<String>,
    /// In Markdown.
    document: Option<String>,
    /// Offers with a lower one come first.
    rank: u8,
}

impl Offer {
    fn new(label: impl Into<String>, kind: CompletionItemKind) -> Offer {
        Offer { label: label.into(), kind: Some(kind), ..Offer::default() }
    }
}

impl<'a> Offers<'_, 'a> {
    /// The text of the line before the place.
    fn before(&self) -> &str {
        let text = self.here.file.text.text().get(..self.here.offset).unwrap_or("");
        text.rsplit(['\n', '\r']).next().unwrap_or("")
    }

    /// Offers something that replaces the last bytes before the place.
    fn add(&mut self, replaced: usize, offer: Offer) {
        if self.items.iter().any(|item| item.label == offer.label) {
            return;
        }
        let span = Span::new(self.here.offset.saturating_sub(replaced), self.here.offset);
        let range = self.here.file.range(span);
        let new_text = offer.text.unwrap_or_else(|| offer.label.clone());
        let markdown =
            |value| Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value });
        self.items.push(CompletionItem {
            sort_text: Some(format!("{}{}", offer.rank, offer.label.to_lowercase())),
            filter_text: Some(new_text.clone()),
            text_edit: Some(TextEdit { range, new_text }.into()),
            label: offer.label,
            kind: offer.kind,
            detail: offer.detail,
            documentation: offer.document.map(markdown),
            ..CompletionItem::default()
        });
    }
}
