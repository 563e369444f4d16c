//! Parts that can be folded: stages, instructions and heredocs over several lines, comments, sections of heroku.yml.

use gen_lsp_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

use crate::base::source::Span;
use crate::build::dockerfile::Dockerfile;
use crate::lsp::here::File;
use crate::lsp::requests::{Context, Failure};
use crate::syntax::yaml::{Node, Value};

/// `textDocument/foldingRange`.
pub fn ranges(context: &Context, params: &FoldingRangeParams) -> Result<Vec<FoldingRange>, Failure> {
    let Some(file) = File::open(context, &params.text_document.uri) else { return Ok(Vec::new()) };
    let mut folds = Folds { file: &file, found: Vec::new() };
    if let Some((_, dockerfile)) = file.dockerfile() {
        folds.dockerfile(dockerfile);
    }
    if let Some(manifest) = file.manifest() {
        folds.comments(&manifest.document.comments);
        if let Some(root) = &manifest.document.root {
            folds.node(root);
        }
    }
    Ok(folds.found)
}

struct Folds<'f> {
    file: &'f File<'f>,
    found: Vec<FoldingRange>,
}

impl Folds<'_> {
    fn dockerfile(&mut self, dockerfile: &Dockerfile) {
        for stage in &dockerfile.stages {
            let instructions =
                dockerfile.tree.instructions.get(stage.instructions.clone()).unwrap_or_default();
            if let (Some(first), Some(last)) = (instructions.first(), instructions.last()) {
                self.add(Span::new(first.span.start, last.span.end), None);
            }
        }
        for instruction in &dockerfile.tree.instructions {
            self.add(instruction.span, None);
        }
        let comments: Vec<Span> = dockerfile.tree.comments.iter().map(|comment| comment.span).collect();
        self.comments(&comments);
    }

    /// Comments on lines that follow each other are one.
    fn comments(&mut self, comments: &[Span]) {
        let line = |span: &Span| self.file.position(span.start).line;
        let mut blocks: Vec<Span> = Vec::new();
        for comment in comments {
            match blocks.last_mut().filter(|last| self.file.position(last.end).line + 1 == line(comment)) {
                Some(last) => last.end = comment.end,
                None => blocks.push(*comment),
            }
        }
        for block in blocks {
            self.add(block, Some(FoldingRangeKind::Comment));
        }
    }

    fn node(&mut self, node: &Node) {
        match &node.value {
            Value::Mapping(entries) => {
                for entry in entries.iter().filter(|entry| !entry.merged && !entry.value.alias) {
                    self.add(entry.span(), None);
                    self.node(&entry.value);
                }
            }
            Value::Sequence(items) => items.iter().for_each(|item| self.node(item)),
            _ => {}
        }
    }

    fn add(&mut self, span: Span, kind: Option<FoldingRangeKind>) {
        // A range may end behind the last line's end.
        let text = self.file.text.text().get(span.start..span.end).unwrap_or("");
        let end = span.start + text.trim_end().len();
        let (start_line, end_line) = (self.file.position(span.start).line, self.file.position(end).line);
        let known = |fold: &FoldingRange| fold.start_line == start_line && fold.end_line == end_line;
        if end_line > start_line && !self.found.iter().any(known) {
            self.found.push(FoldingRange { start_line, end_line, kind, ..FoldingRange::default() });
        }
    }
}
