//! Edits as the client takes them: with the versions of documents where it can.

use std::collections::{BTreeMap, HashMap};

use gen_lsp_types::{
    CreateFile, DocumentChange, Edit as OneEdit, OptionalVersionedTextDocumentIdentifier, Range,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};

use super::Asked;
use crate::base::diagnostic::Edit;
use crate::base::source::{Place, Source, Span};
use crate::fix::Files;
use similar::{DiffOp, TextDiff};

/// Edits of several files, by path.
pub type Edits = BTreeMap<String, Vec<TextEdit>>;

impl Asked<'_> {
    /// Edits of findings, as they are.
    pub fn edits<'e>(&self, edits: impl IntoIterator<Item = &'e Edit>) -> Edits {
        let mut all = Edits::new();
        for edit in edits {
            let Place { source, span } = &edit.place;
            let text = with_line_ends(source.text(), &edit.text);
            all.entry(source.path().to_owned()).or_default().push(self.edit(source, *span, text));
        }
        all
    }

    /// What makes new texts of files, line by line.
    pub fn differences(&self, files: &Files) -> Edits {
        let mut all = Edits::new();
        for (path, (source, new)) in files {
            let old = source.text();
            let diff = TextDiff::from_lines(old, new);
            let starts = |text: &str| {
                let lines = text.split_inclusive('\n').scan(0, |at, line| {
                    *at += line.len();
                    Some(*at)
                });
                std::iter::once(0).chain(lines).collect::<Vec<usize>>()
            };
            let (before, after) = (starts(old), starts(new));
            let at = |starts: &[usize], line: usize| starts.get(line).or(starts.last()).copied().unwrap_or(0);
            for op in diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
                let (from, to) = (op.old_range(), op.new_range());
                let span = Span::new(at(&before, from.start), at(&before, from.end));
                let text = new.get(at(&after, to.start)..at(&after, to.end)).unwrap_or("");
                all.entry(path.clone()).or_default().push(self.edit(source, span, text.to_owned()));
            }
        }
        all
    }

    /// The edit of a range of a file.
    pub fn edit(&self, source: &Source, span: Span, new_text: String) -> TextEdit {
        let snapshot = self.context.snapshot;
        TextEdit { range: snapshot.indexed(self.root, source).range(span, snapshot.encoding()), new_text }
    }

    /// Edits as one change; `None` for none.
    pub fn change(&self, edits: Edits) -> Option<WorkspaceEdit> {
        if edits.is_empty() {
            return None;
        }
        let snapshot = self.context.snapshot;
        if !snapshot.client.document_changes {
            let changes: HashMap<Uri, Vec<TextEdit>> =
                edits.into_iter().map(|(path, edits)| (snapshot.uri(self.root, &path), edits)).collect();
            return Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
        }
        let changes = edits.into_iter().map(|(path, edits)| self.document_change(&path, edits)).collect();
        Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
    }

    /// A new file; `None` where the client cannot make one.
    pub fn creation(&self, path: &str, text: &str) -> Option<WorkspaceEdit> {
        let client = &self.context.snapshot.client;
        if !client.document_changes || !client.creates_files {
            return None;
        }
        let create = CreateFile::new(self.context.snapshot.uri(self.root, path), None, None);
        let edit = TextEdit { range: Range::default(), new_text: text.to_owned() };
        let changes = vec![DocumentChange::CreateFile(create), self.document_change(path, vec![edit])];
        Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
    }

    fn document_change(&self, path: &str, edits: Vec<TextEdit>) -> DocumentChange {
        let snapshot = self.context.snapshot;
        let document = snapshot.document_at(self.root, path);
        let text_document = OptionalVersionedTextDocumentIdentifier {
            version: document.map(|document| document.version),
            text_document_identifier: TextDocumentIdentifier { uri: snapshot.uri(self.root, path) },
        };
        let edits = edits.into_iter().map(OneEdit::TextEdit).collect();
        DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits })
    }
}

/// Text with the line ends that a file has.
pub fn with_line_ends(file: &str, text: &str) -> String {
    let crlf = 2 * file.matches("\r\n").count() > file.matches('\n').count();
    if crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text.to_owned() }
}
