//! Handshake, broken and out-of-order messages, cancellation, the end.

use serde_json::{Value, json};

use super::client::{Client, capabilities, framed, without};
use crate::cli::{WRONG, project};

const NOT_INITIALIZED: i64 = -32002;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const PARSE_ERROR: i64 = -32700;
const CANCELLED: i64 = -32800;

#[test]
fn the_handshake_tells_what_the_server_can() {
    let folder = project(&[WRONG]);
    let mut client = Client::silent(folder.path());
    let result = client.request("initialize", json!({ "capabilities": capabilities(), "processId": null }));
    assert_eq!(result["serverInfo"]["name"], "dynolint");
    assert_eq!(result["serverInfo"]["version"], env!("CARGO_PKG_VERSION"));
    let capabilities = &result["capabilities"];
    assert_eq!(capabilities["positionEncoding"], "utf-8");
    assert_eq!(capabilities["textDocumentSync"]["change"], 2);
    assert_eq!(capabilities["diagnosticProvider"]["interFileDependencies"], true);
    client.notify("initialized", json!({}));
    client.until(|client| client.asked.iter().any(|(method, _)| method == "workspace/configuration"));
    let registered = &client.asked[0];
    assert_eq!(registered.0, "client/registerCapability");
    let methods: Vec<&Value> =
        registered.1["registrations"].as_array().expect("a list").iter().map(|it| &it["method"]).collect();
    assert_eq!(methods, ["workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"]);
    assert_eq!(client.quit(), 0);
}

#[test]
fn a_client_that_can_nothing_is_served_too() {
    let folder = project(&[WRONG]);
    let mut client = Client::new(folder.path(), json!({}));
    client.open(WRONG.0, WRONG.1);
    let uri = client.uri(WRONG.0);
    client.until(|client| client.pushed.contains_key(&uri));
    assert!(client.asked.is_empty(), "{:?}", client.asked);
    let position = client.pushed[&uri].1[0]["range"]["start"].clone();
    assert_eq!(position, json!({ "line": 1, "character": 6 }));
    assert_eq!(client.quit(), 0);
}

#[test]
fn capabilities_of_the_wrong_type_are_none() {
    let folder = project(&[WRONG]);
    let wrong =
        json!({ "general": 3, "workspace": [], "textDocument": { "diagnostic": "yes", "hover": null } });
    let mut client = Client::new(folder.path(), wrong);
    client.open(WRONG.0, WRONG.1);
    let uri = client.uri(WRONG.0);
    client.until(|client| client.pushed.contains_key(&uri));
    assert_eq!(client.quit(), 0);
}

#[test]
fn messages_out_of_order_are_refused() {
    let folder = project(&[WRONG]);
    let mut client = Client::silent(folder.path());
    assert_eq!(client.error("textDocument/hover", json!({})).0, NOT_INITIALIZED);
    assert_eq!(client.error("shutdown", Value::Null).0, NOT_INITIALIZED);
    client.notify("textDocument/didOpen", json!({ "textDocument": {} }));
    client.notify("initialized", json!({}));
    let params = json!({ "capabilities": capabilities() });
    client.request("initialize", params.clone());
    assert_eq!(client.error("initialize", params).0, INVALID_REQUEST);
    // Neither needs `initialized` to be served.
    client.open(WRONG.0, WRONG.1);
    assert_eq!(client.diagnostics(WRONG.0).len(), 1);
    client.request("shutdown", Value::Null);
    assert_eq!(client.error("textDocument/hover", json!({})).0, INVALID_REQUEST);
    assert_eq!(client.error("shutdown", Value::Null).0, INVALID_REQUEST);
    client.notify("exit", Value::Null);
    assert_eq!(client.end(), 0);
}

#[test]
fn broken_messages_cost_nothing_else() {
    let folder = project(&[WRONG]);
    let mut client = Client::new(folder.path(), capabilities());
    client.raw(b"no header at all\r\n\r\n");
    client.raw(framed("{").as_bytes());
    client.raw(framed("[1, 2]").as_bytes());
    client.raw(framed("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":7}").as_bytes());
    client.open(WRONG.0, WRONG.1);
    assert_eq!(client.diagnostics(WRONG.0).len(), 1);
    let codes: Vec<i64> = client.refusals.iter().filter_map(|it| it["error"]["code"].as_i64()).collect();
    assert_eq!(codes, [PARSE_ERROR, PARSE_ERROR, INVALID_REQUEST, INVALID_REQUEST]);
    assert_eq!(client.error("textDocument/hover", json!({ "position": 3 })).0, INVALID_PARAMS);
    assert_eq!(client.error("textDocument/notAMethod", json!({})).0, METHOD_NOT_FOUND);
    client.notify("textDocument/notAMethod", json!({}));
    client.notify("textDocument/didChange", json!({ "textDocument": "x" }));
    client.until(|client| client.told.iter().any(|(method, _)| method == "window/logMessage"));
    let unknown = json!({ "textDocument": { "uri": client.uri("x"), "version": 2 }, "contentChanges": [{ "text": "" }] });
    client.notify("textDocument/didChange", unknown);
    // Answers nobody asked for.
    client.send(&json!({ "jsonrpc": "2.0", "id": 4711, "result": null }));
    client.send(&json!({ "jsonrpc": "2.0", "id": null, "error": { "code": 1, "message": "" } }));
    assert_eq!(client.diagnostics(WRONG.0).len(), 1);
    assert_eq!(client.quit(), 0);
}

#[test]
fn a_request_can_be_cancelled() {
    let folder = project(&[WRONG]);
    let mut client = Client::new(folder.path(), capabilities());
    client.open(WRONG.0, WRONG.1);
    let params = json!({ "textDocument": { "uri": client.uri(WRONG.0) } });
    let mut cancelled = 0;
    for _ in 0..50 {
        let id = client.ask("textDocument/diagnostic", params.clone());
        client.notify("$/cancelRequest", json!({ "id": id }));
        let answer = client.answer(id);
        match answer["error"]["code"].as_i64() {
            Some(code) => {
                assert_eq!(code, CANCELLED, "{answer}");
                cancelled += 1;
            }
            // It was faster.
            None => assert_eq!(answer["result"]["kind"], "full", "{answer}"),
        }
    }
    client.notify("$/cancelRequest", json!({ "id": 4711 }));
    client.notify("$/cancelRequest", json!({ "id": "x" }));
    client.notify("$/cancelRequest", json!({}));
    assert_eq!(client.diagnostics(WRONG.0).len(), 1, "{cancelled} were cancelled");
    assert_eq!(client.quit(), 0);
}

#[test]
fn the_end_of_the_stream_is_the_end() {
    let folder = project(&[WRONG]);
    let client = Client::silent(folder.path());
    assert_eq!(client.end(), 1, "it was not shut down");
    let mut client = Client::new(folder.path(), without(&["/textDocument/diagnostic"]));
    client.open(WRONG.0, WRONG.1);
    assert_eq!(client.end(), 1);
    let mut client = Client::silent(folder.path());
    client.notify("exit", Value::Null);
    assert_eq!(client.end(), 1);
}

#[cfg(unix)]
#[test]
fn no_process_outlives_its_client() {
    use std::process::{Command, Stdio};
    let server = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dynolint"));
        command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts")
    };
    let mut left = server();
    drop(left.stdin.take());
    assert_eq!(left.wait().expect("it ends").code(), Some(1));
    let mut deaf = server();
    drop(deaf.stdout.take());
    let message = framed(&json!({ "jsonrpc": "2.0", "id": 1, "method": "x" }).to_string());
    // To wait would close it.
    let mut input = deaf.stdin.take().expect("a pipe");
    std::io::Write::write_all(&mut input, message.as_bytes()).expect("it reads");
    assert_eq!(deaf.wait().expect("it ends though its input is open").code(), Some(1));
}
