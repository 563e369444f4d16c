//! Code actions: fixes of one finding or of many, ways to leave a finding out, and the page of its rule.

mod edits;
mod fixes;
mod ignore;

use std::collections::BTreeSet;

use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionParams, Command, Uri, WorkspaceEdit};
use serde_json::Value;

use super::commands;
use super::diagnostics::{Shower, Texts, findings};
use super::requests::{Context, Failure};
use super::workspace::Root;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Span;
use crate::rules;

/// The kinds of actions there are.
pub const KINDS: [&str; 3] = ["quickfix", FIX_FILE, FIX_PROJECT];

/// All safe fixes of one file: what editors do on save.
const FIX_FILE: &str = "source.fixAll.dynolint";
/// All safe fixes of a project.
const FIX_PROJECT: &str = "source.dynolint";

/// One request for actions.
struct Asked<'a> {
    context: &'a Context<'a>,
    root: &'a Root,
    path: &'a str,
    only: Vec<String>,
    /// All findings of the tree.
    all: Vec<Diagnostic>,
}

/// `textDocument/codeAction`.
pub fn actions(context: &Context, params: &CodeActionParams) -> Result<Vec<CodeAction>, Failure> {
    let snapshot = context.snapshot;
    let Some((root, path)) = snapshot.locate(&params.text_document.uri) else { return Ok(Vec::new()) };
    let only = params.context.only.iter().flatten().map(ToString::to_string).collect();
    context.check()?;
    let asked = Asked { context, root, path: &path, only, all: findings(root) };
    let text = snapshot.document_at(root, &path).map(|document| document.text.clone());
    let text = text.or_else(|| {
        Some(snapshot.indexed(root, &asked.all.iter().find(|one| asked.is_here(one))?.place.source))
    });
    let Some(text) = text else { return Ok(Vec::new()) };
    let span = text.span(params.range, snapshot.encoding());
    let mut found = Vec::new();
    if asked.wants("quickfix") {
        for one in asked.all.iter().filter(|one| asked.is_here(one) && touches(one.place.span, span)) {
            context.check()?;
            asked.about(one, &mut found);
        }
    }
    asked.source_actions(&mut found);
    Ok(found)
}

/// All safe fixes of the project around a file, if there are any.
pub fn fix_project(context: &Context, uri: &Uri) -> Result<Option<WorkspaceEdit>, Failure> {
    let Some((root, path)) = context.snapshot.locate(uri) else { return Ok(None) };
    context.check()?;
    let asked = Asked { context, root, path: &path, only: Vec::new(), all: findings(root) };
    Ok(asked.fix_project())
}

/// Whether two ranges have something in common; an empty one is a place.
fn touches(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

impl Asked<'_> {
    fn is_here(&self, one: &Diagnostic) -> bool {
        one.place.source.path() == self.path
    }

    /// Whether actions of a kind are wanted: all are where nothing is said.
    fn wants(&self, kind: &str) -> bool {
        let within = |only: &String| {
            only.is_empty()
                || kind == only
                || kind.strip_prefix(only.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        self.only.is_empty() || self.only.iter().any(within)
    }

    /// The actions for one finding, the likeliest first.
    fn about(&self, one: &Diagnostic, found: &mut Vec<CodeAction>) {
        let shower = Shower::new(self.context.snapshot, self.root);
        let shown = shower.shown(one, &mut Texts::default());
        let action = |title: String, edit: Option<WorkspaceEdit>| CodeAction {
            title,
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![shown.clone()]),
            edit,
            ..CodeAction::default()
        };
        if let Some(fix) = &one.fix
            && let Some(edit) = self.fix(fix)
        {
            let note = if fix.safe { "" } else { " (look at the result)" };
            found.push(CodeAction {
                is_preferred: Some(fix.safe),
                ..action(format!("{}{note}", fix.title), Some(edit))
            });
            if let Some((count, edit)) = self.fix_rule(one.rule) {
                found.push(action(format!("Fix all {count} findings of {}", one.rule), Some(edit)));
            }
        }
        for (title, edit) in self.ignore(one) {
            found.push(action(title, Some(edit)));
        }
        let has_page = rules::info(one.rule).is_some_and(|info| !info.url.is_empty());
        if self.context.snapshot.client.shows_documents && has_page {
            let title = format!("Open the page of {}", one.rule);
            let arguments = Some(vec![Value::String(one.rule.to_owned())]);
            let command = Command {
                title: title.clone(),
                command: commands::OPEN_PAGE.to_owned(),
                arguments,
                tooltip: None,
            };
            found.push(CodeAction { command: Some(command), ..action(title, None) });
        }
    }

    fn source_actions(&self, found: &mut Vec<CodeAction>) {
        let action = |title: &str, kind: &'static str, edit: WorkspaceEdit| CodeAction {
            title: title.to_owned(),
            kind: Some(CodeActionKind::Custom(kind.into())),
            edit: Some(edit),
            ..CodeAction::default()
        };
        if self.wants(FIX_FILE)
            && let Some(edit) = self.fix_file()
        {
            found.push(action("Fix all that is safe in this file", FIX_FILE, edit));
        }
        if self.wants(FIX_PROJECT)
            && let Some(edit) = self.fix_project()
        {
            found.push(action("Fix all that is safe in this project", FIX_PROJECT, edit));
        }
    }

    /// The roots of the projects that the file belongs to.
    fn project_roots(&self) -> BTreeSet<&str> {
        self.root.project_of(self.path).map(|project| project.root.as_str()).into_iter().collect()
    }
}
