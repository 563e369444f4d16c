//! The outline of a document: stages with what shapes their images, sections of heroku.yml with what they name.

use gen_lsp_types::{DocumentSymbol, DocumentSymbolParams, SymbolKind};

use crate::base::source::Span;
use crate::build::dockerfile::{Dockerfile, Stage};
use crate::lsp::here::File;
use crate::lsp::requests::{Context, Failure};
use crate::syntax::dockerfile::ast::{Instruction, Kind};
use crate::syntax::yaml::{Entry, Node, Value};

/// `textDocument/documentSymbol`.
pub fn symbols(context: &Context, params: &DocumentSymbolParams) -> Result<Vec<DocumentSymbol>, Failure> {
    let Some(file) = File::open(context, &params.text_document.uri) else { return Ok(Vec::new()) };
    if let Some((_, dockerfile)) = file.dockerfile() {
        let first =
            dockerfile.stages.first().map_or(dockerfile.tree.instructions.len(), |it| it.instructions.start);
        let globals = dockerfile.tree.instructions.get(..first).unwrap_or_default();
        let globals = globals.iter().filter_map(|it| instruction(&file, it));
        return Ok(globals
            .chain(dockerfile.stages.iter().filter_map(|it| stage(&file, dockerfile, it)))
            .collect());
    }
    let root = file.manifest().and_then(|manifest| manifest.document.root.as_ref());
    Ok(root.map_or_else(Vec::new, |root| entries(&file, root, 0)))
}

fn symbol(file: &File, name: &str, kind: SymbolKind, span: Span, chosen: Span) -> DocumentSymbol {
    // Clients refuse an outline in which a name is empty, or lies outside.
    let name = if name.trim().is_empty() { "?" } else { name };
    let (range, chosen) = (file.range(span.join(chosen)), file.range(chosen));
    DocumentSymbol::new(name.to_owned(), None, kind, None, None, range, chosen, None)
}

fn stage(file: &File, dockerfile: &Dockerfile, stage: &Stage) -> Option<DocumentSymbol> {
    let instructions = dockerfile.tree.instructions.get(stage.instructions.clone())?;
    let (from, last) = (instructions.first()?, instructions.last()?);
    let name = stage.name.as_ref();
    let chosen = name.map_or(stage.image.span, |name| name.span);
    let called = name.map_or(stage.image.value.as_str(), |name| name.value.as_str());
    let children = instructions.iter().skip(1).filter_map(|it| instruction(file, it)).collect();
    Some(DocumentSymbol {
        detail: name.map(|_| stage.image.value.clone()),
        children: Some(children),
        ..symbol(file, called, SymbolKind::Module, Span::new(from.span.start, last.span.end), chosen)
    })
}

/// What shapes the image or what it starts; of a RUN its beginning.
fn instruction(file: &File, instruction: &Instruction) -> Option<DocumentSymbol> {
    let kind = match &instruction.kind {
        Kind::Arg(_) | Kind::Env(_) => SymbolKind::Variable,
        Kind::Cmd(_) | Kind::Entrypoint(_) => SymbolKind::Event,
        Kind::Run(_) => SymbolKind::Function,
        Kind::Copy(_) | Kind::Add(_) => SymbolKind::File,
        Kind::Broken => return None,
        _ => SymbolKind::Property,
    };
    let body: String = instruction.body.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = body.chars().take(60).collect();
    if short.len() < body.len() {
        short.push('…');
    }
    let keyword = instruction.keyword.value.to_ascii_uppercase();
    Some(DocumentSymbol {
        detail: Some(short),
        ..symbol(file, &keyword, kind, instruction.span, instruction.keyword.span)
    })
}

/// Deeper than this nothing in a manifest has a name.
const DEEPEST: usize = 4;

fn entries(file: &File, node: &Node, depth: usize) -> Vec<DocumentSymbol> {
    let Value::Mapping(entries_here) = &node.value else { return Vec::new() };
    let own = entries_here.iter().filter(|entry| !entry.merged && depth < DEEPEST);
    own.map(|entry| self::entry(file, entry, depth)).collect()
}

fn entry(file: &File, entry: &Entry, depth: usize) -> DocumentSymbol {
    let kind = match &entry.value.value {
        Value::Mapping(_) if depth == 0 => SymbolKind::Namespace,
        Value::Mapping(_) => SymbolKind::Object,
        Value::Sequence(_) => SymbolKind::Array,
        _ => SymbolKind::Property,
    };
    let text = entry.value.to_text().map(|text| text.as_str().lines().next().unwrap_or("").to_owned());
    let children = if entry.value.alias { Vec::new() } else { entries(file, &entry.value, depth + 1) };
    DocumentSymbol {
        detail: text,
        children: Some(children),
        ..symbol(file, entry.name(), kind, entry.span(), entry.key.span)
    }
}
