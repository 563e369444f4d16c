//! What the server can do.

use serde_json::{Value, json};

use super::client::Client;
use super::text::Encoding;
use super::{actions, commands, completion, tokens};

/// The capabilities told to a client.
pub fn of(client: &Client) -> Value {
    let encoding = if client.encoding == Encoding::Utf8 { "utf-8" } else { "utf-16" };
    let mut all = json!({
        "positionEncoding": encoding,
        "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
        "hoverProvider": true,
        "completionProvider": { "triggerCharacters": completion::TRIGGERS },
        "definitionProvider": true,
        "referencesProvider": true,
        "documentHighlightProvider": true,
        "renameProvider": { "prepareProvider": true },
        "documentLinkProvider": {},
        "documentSymbolProvider": true,
        "foldingRangeProvider": true,
        "inlayHintProvider": true,
        "codeLensProvider": {},
        "semanticTokensProvider": {
            "legend": { "tokenTypes": tokens::TYPES, "tokenModifiers": tokens::MODIFIERS },
            "full": true,
            "range": true,
        },
        "executeCommandProvider": { "commands": commands::NAMES },
        "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
    });
    let mut add = |key: &str, value: Value| {
        if let Some(map) = all.as_object_mut() {
            map.insert(key.to_owned(), value);
        }
    };
    if client.code_actions {
        add("codeActionProvider", json!({ "codeActionKinds": actions::KINDS }));
    }
    if client.pulls {
        let provider =
            json!({ "identifier": "dynolint", "interFileDependencies": true, "workspaceDiagnostics": true });
        add("diagnosticProvider", provider);
    }
    all
}
