//! New names for stages, build arguments and images, everywhere they are named.

use std::collections::{BTreeMap, HashMap};

use gen_lsp_types::{
    DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier, PrepareRenamePlaceholder,
    PrepareRenameResult, RenameParams, TextDocumentEdit, TextDocumentIdentifier, TextDocumentPositionParams,
    TextEdit, Uri, WorkspaceEdit,
};
use lsp_server::ErrorCode;

use super::{at, of_same_name};
use crate::lsp::here::Here;
use crate::lsp::names::{Name, Occurrence, occurrences};
use crate::lsp::requests::{Context, Failure};
use crate::project::manifest::schema::PROCESS_NAME;
use crate::project::manifest::validate::matches;
use crate::syntax::dockerfile::ast::Kind;

/// `textDocument/prepareRename`.
pub fn prepare(
    context: &Context,
    params: &TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResult>, Failure> {
    let Some(here) = Here::new(context, params) else { return Ok(None) };
    let all = occurrences(here.file.project);
    let Some(one) = at(&here, &all).find(|one| one.literal) else { return Ok(None) };
    refused(&here, &one.name, &all)?;
    let range = here.file.range(one.place.span);
    let placeholder = one.place.text().to_owned();
    Ok(Some(PrepareRenameResult::PrepareRenamePlaceholder(PrepareRenamePlaceholder { range, placeholder })))
}

/// `textDocument/rename`.
pub fn rename(context: &Context, params: &RenameParams) -> Result<Option<WorkspaceEdit>, Failure> {
    let Some(here) = Here::new(context, &params.text_document_position_params) else { return Ok(None) };
    let all = occurrences(here.file.project);
    let Some(one) = at(&here, &all).find(|one| one.literal) else { return Ok(None) };
    refused(&here, &one.name, &all)?;
    check(&here, &one.name, &params.new_name, &all)?;
    let named = of_same_name(&here, &all);
    let mut edits: BTreeMap<String, Vec<TextEdit>> = BTreeMap::new();
    for one in named.iter().filter(|one| one.literal) {
        let location = here.file.location(&one.place);
        let edit = TextEdit { range: location.range, new_text: params.new_name.clone() };
        edits.entry(one.place.source.path().to_owned()).or_default().push(edit);
    }
    Ok(Some(change(&here, edits)))
}

fn refuse(why: impl Into<String>) -> Failure {
    Failure::new(ErrorCode::RequestFailed, why)
}

/// Why something keeps its name.
fn refused(here: &Here, name: &Name, all: &[Occurrence]) -> Result<(), Failure> {
    let project = here.file.project;
    match name {
        Name::Stage(..) => Ok(()),
        Name::Variable(number, variable) => {
            let file = project.dockerfiles.get(*number);
            let mut steps = file.into_iter().flat_map(|file| file.steps());
            let env = steps.any(|step| {
                let Kind::Env(pairs) = &step.instruction.kind else { return false };
                pairs.iter().any(|pair| pair.key.value == *variable)
            });
            let declared = all.iter().any(|one| one.declares && one.name == *name);
            match (env, declared) {
                (true, _) => Err(refuse(format!(
                    "programs may read the environment variable `{variable}`; only build arguments can be renamed"
                ))),
                (_, false) => Err(refuse(format!("no `ARG` declares `{variable}`"))),
                _ => Ok(()),
            }
        }
        Name::Image(image) => {
            let own = project.deployment.processes.iter().any(|process| process.name == *image);
            if own {
                return Err(refuse(format!(
                    "the process `{image}` runs in the image of its own name, so the name is that of the process"
                )));
            }
            Ok(())
        }
    }
}

/// Whether a name can be given.
fn check(here: &Here, name: &Name, new: &str, all: &[Occurrence]) -> Result<(), Failure> {
    let word = |extra: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || extra.contains(c);
        new.chars().all(fits)
            && new.starts_with(|c: char| c.is_ascii_alphabetic() || (c == '_' && extra == "_"))
    };
    let fits = match name {
        Name::Stage(..) => {
            word("-_.") && new.to_ascii_lowercase() == new && !["scratch", "context"].contains(&new)
        }
        Name::Variable(..) => word("_"),
        Name::Image(_) => matches(PROCESS_NAME, new),
    };
    if !fits {
        return Err(refuse(format!("`{new}` cannot be a name here")));
    }
    let taken = |other: &Name| match (name, other) {
        (Name::Stage(file, stage), Name::Stage(other, of)) => {
            let named =
                here.file.project.dockerfiles.get(*other).and_then(|it| it.stages.get(*of)?.name.as_ref());
            file == other && stage != of && named.is_some_and(|named| named.value.eq_ignore_ascii_case(new))
        }
        (Name::Variable(file, old), Name::Variable(other, variable)) => {
            file == other && variable == new && old != variable
        }
        (Name::Image(old), Name::Image(image)) => image == new && old != image,
        _ => false,
    };
    match all.iter().any(|one| taken(&one.name)) {
        true => Err(refuse(format!("`{new}` is the name of something else already"))),
        false => Ok(()),
    }
}

fn change(here: &Here, edits: BTreeMap<String, Vec<TextEdit>>) -> WorkspaceEdit {
    let (snapshot, root) = (here.file.snapshot, here.file.root);
    if !snapshot.client.document_changes {
        let changes: HashMap<Uri, Vec<TextEdit>> =
            edits.into_iter().map(|(path, edits)| (snapshot.uri(root, &path), edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let change = |(path, edits): (String, Vec<TextEdit>)| {
        DocumentChange::TextDocumentEdit(TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                version: snapshot.document_at(root, &path).map(|document| document.version),
                text_document_identifier: TextDocumentIdentifier { uri: snapshot.uri(root, &path) },
            },
            edits: edits.into_iter().map(Edit::TextEdit).collect(),
        })
    };
    let changes = edits.into_iter().map(change).collect();
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}
