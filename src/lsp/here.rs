//! A position in a document, and what is there.

use std::sync::Arc;

use gen_lsp_types::{Location, Position, Range, TextDocumentPositionParams, Uri};

use super::requests::Context;
use super::text::Indexed;
use super::workspace::{Root, Snapshot};
use crate::base::source::{Place, Span};
use crate::build::dockerfile::{Dockerfile, Step};
use crate::project::Project;
use crate::project::manifest::Manifest;

/// A document within its project.
pub struct File<'a> {
    /// Everything there is.
    pub snapshot: &'a Snapshot,
    /// Its tree.
    pub root: &'a Root,
    /// Its path there.
    pub path: String,
    /// Its text.
    pub text: Arc<Indexed>,
    /// The project that it belongs to.
    pub project: &'a Project,
}

/// A place in a document.
pub struct Here<'a> {
    /// The document.
    pub file: File<'a>,
    /// The bytes before the place.
    pub offset: usize,
}

impl<'a> File<'a> {
    /// An open document that belongs to a project.
    pub fn open(context: &Context<'a>, uri: &Uri) -> Option<File<'a>> {
        let snapshot = context.snapshot;
        let document = snapshot.document(uri)?;
        let (root, path) = snapshot.locate(uri)?;
        context.check().ok()?;
        let project = root.project_of(&path)?;
        Some(File { snapshot, root, path, text: Arc::clone(&document.text), project })
    }

    /// The Dockerfile that the document is, with its number.
    pub fn dockerfile(&self) -> Option<(usize, &'a Dockerfile)> {
        let mut files = self.project.dockerfiles.iter().enumerate();
        files.find(|(_, file)| file.source.path() == self.path && file.source.text() == self.text.text())
    }

    /// The manifest that the document is.
    pub fn manifest(&self) -> Option<&'a Manifest> {
        let manifest = self.project.manifest.as_ref();
        manifest.filter(|it| it.source.path() == self.path && it.source.text() == self.text.text())
    }

    /// The range of some bytes of the document.
    pub fn range(&self, span: Span) -> Range {
        self.text.range(span, self.snapshot.encoding())
    }

    /// The position of a byte of the document.
    pub fn position(&self, offset: usize) -> Position {
        self.text.position(offset, self.snapshot.encoding())
    }

    /// The bytes of a range of the document.
    pub fn span(&self, range: Range) -> Span {
        self.text.span(range, self.snapshot.encoding())
    }

    /// Whether a place is in the document.
    pub fn holds(&self, place: &Place) -> bool {
        place.source.path() == self.path
    }

    /// Where a place is, for the client.
    pub fn location(&self, place: &Place) -> Location {
        let text = self.snapshot.indexed(self.root, &place.source);
        let range = text.range(place.span, self.snapshot.encoding());
        Location { uri: self.snapshot.uri(self.root, place.source.path()), range }
    }
}

impl<'a> Here<'a> {
    /// A position of an open document that belongs to a project.
    pub fn new(context: &Context<'a>, at: &TextDocumentPositionParams) -> Option<Here<'a>> {
        let file = File::open(context, &at.text_document.uri)?;
        let offset = file.text.offset(at.position, file.snapshot.encoding());
        Some(Here { file, offset })
    }

    /// Whether a range holds the place, its end included.
    pub fn within(&self, span: Span) -> bool {
        span.start <= self.offset && self.offset <= span.end
    }

    /// Whether a place of the project holds this one.
    pub fn within_place(&self, place: &Place) -> bool {
        self.file.holds(place) && self.within(place.span)
    }

    /// The instruction around the place.
    pub fn step(&self) -> Option<Step<'a>> {
        let (_, file) = self.file.dockerfile()?;
        let index = file.tree.instructions.iter().position(|it| self.within(it.span))?;
        file.step(index)
    }
}

/// `path:line` of a place, as messages give it.
pub fn shown(place: &Place) -> String {
    format!("{}:{}", place.source.shown(), place.source.position(place.span.start).line)
}
