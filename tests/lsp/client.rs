//! An editor that does as it is told.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, PipeReader, PipeWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use dynolint::cli::{Screen, World, run};
use serde_json::{Value, json};

/// One connection to a server that runs in this process.
pub struct Client {
    to: Option<PipeWriter>,
    from: BufReader<PipeReader>,
    server: Option<JoinHandle<u8>>,
    /// The folder that is open.
    pub folder: PathBuf,
    last_id: i64,
    versions: BTreeMap<String, i32>,
    /// What `workspace/configuration` is answered.
    pub settings: Value,
    /// The requests of the server, in order.
    pub asked: Vec<(String, Value)>,
    /// The notifications of the server but diagnostics, in order.
    pub told: Vec<(String, Value)>,
    /// The diagnostics sent last, by URI, with the version.
    pub pushed: BTreeMap<String, (Option<i64>, Value)>,
    /// How often diagnostics were sent.
    pub pushes: usize,
    /// Answers nobody has waited for yet, by id.
    answers: BTreeMap<i64, Value>,
    /// Answers without an id.
    pub refusals: Vec<Value>,
}

/// What most editors can do.
pub fn capabilities() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-8", "utf-16"] },
        "workspace": {
            "configuration": true,
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "didChangeConfiguration": { "dynamicRegistration": true },
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] },
            "diagnostics": { "refreshSupport": true },
            "codeLens": { "refreshSupport": true },
            "inlayHint": { "refreshSupport": true },
        },
        "textDocument": {
            "diagnostic": { "dynamicRegistration": false, "relatedDocumentSupport": true },
            "publishDiagnostics": {
                "relatedInformation": true, "codeDescriptionSupport": true, "tagSupport": { "valueSet": [1, 2] },
            },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
            "completion": { "completionItem": { "snippetSupport": true, "documentationFormat": ["markdown"] } },
            "definition": { "linkSupport": true },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "rename": { "prepareSupport": true },
        },
        "window": { "workDoneProgress": true, "showDocument": { "support": true } },
    })
}

/// The same without some of it, by JSON pointer.
pub fn without(pointers: &[&str]) -> Value {
    let mut all = capabilities();
    for pointer in pointers {
        let (above, key) = pointer.rsplit_once('/').expect("a pointer");
        let map = all.pointer_mut(above).and_then(Value::as_object_mut).expect("it is there");
        assert!(map.remove(key).is_some(), "{pointer} is not there");
    }
    all
}

impl Client {
    /// A connection on which nothing was said yet.
    pub fn silent(folder: &Path) -> Client {
        let (input, to) = std::io::pipe().expect("a pipe");
        let (from, output) = std::io::pipe().expect("a pipe");
        let cwd = folder.to_owned();
        let server = std::thread::spawn(move || serve(input, output, cwd));
        Client {
            to: Some(to),
            from: BufReader::new(from),
            server: Some(server),
            folder: folder.to_owned(),
            last_id: 0,
            versions: BTreeMap::new(),
            settings: Value::Null,
            asked: Vec::new(),
            told: Vec::new(),
            pushed: BTreeMap::new(),
            pushes: 0,
            answers: BTreeMap::new(),
            refusals: Vec::new(),
        }
    }

    /// A connection after the handshake, with the folder open.
    pub fn new(folder: &Path, capabilities: Value) -> Client {
        let mut client = Client::silent(folder);
        let folders = json!([{ "uri": client.uri(""), "name": "folder" }]);
        let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": folders });
        client.request("initialize", params);
        client.notify("initialized", json!({}));
        client
    }

    /// The URI of a path in the folder.
    pub fn uri(&self, path: &str) -> String {
        let folder = self.folder.to_str().expect("UTF-8").replace('\\', "/");
        let slash = if folder.starts_with('/') { "" } else { "/" };
        let uri = format!("file://{slash}{folder}/{path}");
        uri.trim_end_matches('/').replace(' ', "%20")
    }

    pub fn send(&mut self, message: &Value) {
        self.raw(framed(&message.to_string()).as_bytes());
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        self.to.as_mut().expect("the connection is open").write_all(bytes).expect("the server reads");
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request; gives its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params }));
        self.last_id
    }

    /// The whole answer to a request.
    pub fn answer(&mut self, id: i64) -> Value {
        loop {
            if let Some(answer) = self.answers.remove(&id) {
                return answer;
            }
            self.read();
        }
    }

    /// The result of a request.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// The error of a request.
    pub fn error(&mut self, method: &str, params: Value) -> (i64, String) {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        let error = &answer["error"];
        let code = error["code"].as_i64().unwrap_or_else(|| panic!("{method}: {answer}"));
        (code, error["message"].as_str().unwrap_or_default().to_owned())
    }

    /// Opens a document whose text has a `¦`, which is taken out; gives its position, in bytes.
    pub fn open_at(&mut self, path: &str, text: &str) -> (u32, u32) {
        let (before, after) = text.split_once('¦').expect("the text has a mark");
        self.open(path, &format!("{before}{after}"));
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count();
        (u32::try_from(line).expect("few lines"), u32::try_from(before.len() - start).expect("a short line"))
    }

    pub fn open(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        self.versions.insert(uri.clone(), 1);
        let document = json!({ "uri": uri, "languageId": "plaintext", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Sends changes of an open document.
    pub fn change(&mut self, path: &str, changes: Value) {
        let uri = self.uri(path);
        let version = self.versions.get_mut(&uri).expect("it is open");
        *version += 1;
        let document = json!({ "uri": uri, "version": *version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    pub fn retype(&mut self, path: &str, text: &str) {
        self.change(path, json!([{ "text": text }]));
    }

    pub fn close(&mut self, path: &str) {
        let uri = self.uri(path);
        self.versions.remove(&uri);
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// Tells that files changed on disk: 1 is new, 2 is changed, 3 is gone.
    pub fn watched(&mut self, changes: &[(&str, u8)]) {
        let event = |(path, kind): &(&str, u8)| json!({ "uri": self.uri(path), "type": kind });
        let changes: Vec<Value> = changes.iter().map(event).collect();
        self.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    /// The diagnostics of an open document, asked for.
    pub fn diagnostics(&mut self, path: &str) -> Vec<Value> {
        let uri = self.uri(path);
        let mut report = self.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        assert_eq!(report["kind"], "full", "{report}");
        match report["items"].take() {
            Value::Array(items) => items,
            other => panic!("{other}"),
        }
    }

    /// A request about a position.
    pub fn at(&mut self, method: &str, path: &str, line: u32, character: u32) -> Value {
        let uri = self.uri(path);
        let position = json!({ "line": line, "character": character });
        self.request(method, json!({ "textDocument": { "uri": uri }, "position": position }))
    }

    /// A request about a document.
    pub fn of(&mut self, method: &str, path: &str) -> Value {
        let uri = self.uri(path);
        self.request(method, json!({ "textDocument": { "uri": uri } }))
    }

    /// Reads until something holds.
    pub fn until(&mut self, holds: impl Fn(&Client) -> bool) {
        while !holds(self) {
            self.read();
        }
    }

    /// Takes in one message; answers the server's requests.
    fn read(&mut self) {
        let message = self.message().expect("the server has gone");
        let id = message.get("id").filter(|id| !id.is_null()).cloned();
        match (message["method"].as_str(), id) {
            (Some(method), Some(id)) => {
                let result = match method {
                    "workspace/configuration" => json!([self.settings]),
                    "workspace/applyEdit" => json!({ "applied": true }),
                    "window/showDocument" => json!({ "success": true }),
                    _ => Value::Null,
                };
                self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result }));
                self.asked.push((method.to_owned(), message["params"].clone()));
            }
            (Some("textDocument/publishDiagnostics"), None) => {
                let params = &message["params"];
                let uri = params["uri"].as_str().expect("a URI").to_owned();
                self.pushes += 1;
                self.pushed.insert(uri, (params["version"].as_i64(), params["diagnostics"].clone()));
            }
            (Some(method), None) => self.told.push((method.to_owned(), message["params"].clone())),
            (None, Some(id)) => {
                let id = id.as_i64().expect("ids are numbers here");
                assert!(self.answers.insert(id, message).is_none(), "{id} is answered twice");
            }
            (None, None) => self.refusals.push(message),
        }
    }

    fn message(&mut self) -> Option<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.from.read_line(&mut line).expect("the server writes") == 0 {
                return None;
            }
            match line.trim_end() {
                "" => break,
                line => {
                    length = line
                        .strip_prefix("Content-Length: ")
                        .and_then(|it| it.parse().ok())
                        .expect("a length")
                }
            }
        }
        let mut bytes = vec![0; length];
        self.from.read_exact(&mut bytes).expect("a whole message");
        let message: Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(message["jsonrpc"], "2.0", "{message}");
        Some(message)
    }

    /// Shuts the server down as one should; gives its exit code.
    pub fn quit(mut self) -> u8 {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        self.end()
    }

    /// Goes away without a word, or after the last one; gives the server's exit code.
    pub fn end(mut self) -> u8 {
        self.to = None;
        // Whatever it has to say still is taken, or it could not end.
        while self.message().is_some() {}
        self.server.take().expect("it is there").join().expect("the server does not panic")
    }
}

fn serve(mut input: PipeReader, mut output: PipeWriter, cwd: PathBuf) -> u8 {
    let mut err = Vec::new();
    let mut world = World {
        stdin: &mut input,
        out: &mut output,
        err: &mut err,
        screen: Screen::default(),
        cwd,
        git_objects: Vec::new(),
        git_index: None,
    };
    run(["dynolint", "lsp", "--stdio"].map(OsString::from), &mut world)
}

pub fn framed(text: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{text}", text.len())
}
