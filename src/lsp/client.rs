//! What the client can do. Capabilities are read one by one, so that a client that writes one of them wrongly keeps the
//! others.

use serde_json::Value;

use super::text::Encoding;

/// What the client can do.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// How columns count.
    pub encoding: Encoding,
    /// It watches files and tells what changes.
    pub watches: bool,
    /// It asks for the diagnostics of open documents itself.
    pub pulls: bool,
    /// It can be told to ask again.
    pub refreshes_diagnostics: bool,
    /// It shows the places that belong to a diagnostic.
    pub related: bool,
    /// It shows tags.
    pub tags: bool,
    /// It opens the page of a diagnostic's code.
    pub code_description: bool,
    /// It takes edits with versions of documents.
    pub document_changes: bool,
    /// It can create a file as part of an edit.
    pub creates_files: bool,
    /// It takes code actions, not only commands.
    pub code_actions: bool,
    /// It shows progress.
    pub progress: bool,
    /// It can be asked for the user's settings.
    pub configuration: bool,
    /// It tells about changed settings only where that is registered.
    pub registers_configuration: bool,
    /// It opens documents, web pages too.
    pub shows_documents: bool,
    /// It takes links in place of locations.
    pub definition_links: bool,
    /// It can be told to ask for inlay hints again.
    pub refreshes_hints: bool,
    /// It can be told to ask for code lenses again.
    pub refreshes_lenses: bool,
}

impl Client {
    /// Reads the capabilities of `initialize`.
    pub fn read(capabilities: &Value) -> Client {
        let at = |pointer: &str| capabilities.pointer(pointer);
        let is = |pointer: &str| at(pointer).and_then(Value::as_bool).unwrap_or(false);
        let lists = |pointer: &str, word: &str| {
            at(pointer).and_then(Value::as_array).is_some_and(|words| words.iter().any(|it| it == word))
        };
        let utf8 = lists("/general/positionEncodings", "utf-8");
        Client {
            encoding: if utf8 { Encoding::Utf8 } else { Encoding::Utf16 },
            watches: is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            pulls: at("/textDocument/diagnostic").is_some_and(Value::is_object),
            refreshes_diagnostics: is("/workspace/diagnostics/refreshSupport"),
            related: is("/textDocument/publishDiagnostics/relatedInformation")
                || is("/textDocument/diagnostic/relatedInformation"),
            tags: at("/textDocument/publishDiagnostics/tagSupport").is_some()
                || at("/textDocument/diagnostic/tagSupport").is_some(),
            code_description: is("/textDocument/publishDiagnostics/codeDescriptionSupport")
                || is("/textDocument/diagnostic/codeDescriptionSupport"),
            document_changes: is("/workspace/workspaceEdit/documentChanges"),
            creates_files: lists("/workspace/workspaceEdit/resourceOperations", "create"),
            code_actions: at("/textDocument/codeAction/codeActionLiteralSupport").is_some(),
            progress: is("/window/workDoneProgress"),
            configuration: is("/workspace/configuration"),
            registers_configuration: is("/workspace/didChangeConfiguration/dynamicRegistration"),
            shows_documents: is("/window/showDocument/support"),
            definition_links: is("/textDocument/definition/linkSupport"),
            refreshes_hints: is("/workspace/inlayHint/refreshSupport"),
            refreshes_lenses: is("/workspace/codeLens/refreshSupport"),
        }
    }
}
