//! The life of a connection. This thread only takes messages in and hands work on, so that it can always answer a
//! cancellation, a change or the end.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use gen_lsp_types::{
    Diagnostic, DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, FileChangeType,
    PublishDiagnosticsParams, Uri, WorkspaceFolder,
};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response, ResponseError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::Client;
use super::diagnostics::Diagnosed;
use super::queue::{Queue, Task};
use super::requests::{self, Failure, Reply};
use super::settings::Settings;
use super::wire::{Broken, Outgoing};
use super::workspace::{Change, Workspace};
use super::{capabilities, uri, watch};
use crate::linter::Prepare;

/// What happens.
#[derive(Debug)]
pub enum Event {
    /// The client says something.
    Message(Message),
    /// It says something that is no message.
    Broken(Broken),
    /// It is gone, or does not listen.
    Closed,
    /// A request is answered.
    Answered(RequestId, Result<Reply, Failure>),
    /// All of a state is linted.
    Diagnosed(Box<Diagnosed>),
    /// So many projects of so many are linted.
    Progress(usize, usize),
    /// Linting a project failed.
    Defect,
}

/// How often it is looked whether the client's process is still there.
const LOOK: Duration = Duration::from_secs(10);

/// One connection.
pub struct Server<'q> {
    out: Sender<Outgoing>,
    queue: &'q Queue,
    prepare: Prepare,
    phase: Phase,
    client: Arc<Client>,
    /// The process that must not outlive.
    parent: Option<i32>,
    workspace: Option<Workspace>,
    /// Requests that are not answered yet.
    pending: HashMap<RequestId, Arc<AtomicBool>>,
    /// What the server has asked, by id.
    asked: HashMap<RequestId, Asked>,
    last_id: i32,
    /// The diagnostics that the client was sent last, by URI.
    published: BTreeMap<String, Vec<Diagnostic>>,
    /// Those of open documents that the client was told when it asked, with the version.
    pulled: BTreeMap<String, (i32, Vec<Diagnostic>)>,
    /// Whether the client asks for the diagnostics of all files itself.
    pulls_all: bool,
    /// The token of the progress that is shown.
    progress: Option<i32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    New,
    Running,
    Down,
}

/// A question of the server that an answer matters to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Settings,
    Nothing,
}

impl<'q> Server<'q> {
    /// A connection of which nothing was heard yet.
    pub fn new(out: Sender<Outgoing>, queue: &'q Queue, prepare: Prepare) -> Server<'q> {
        Server {
            out,
            queue,
            prepare,
            phase: Phase::New,
            client: Arc::default(),
            parent: None,
            workspace: None,
            pending: HashMap::new(),
            asked: HashMap::new(),
            last_id: 0,
            published: BTreeMap::new(),
            pulled: BTreeMap::new(),
            pulls_all: false,
            progress: None,
        }
    }

    /// Serves until the client ends it or is gone. Gives the exit code.
    pub fn run(&mut self, inbox: &Receiver<Event>) -> u8 {
        loop {
            let event = match inbox.recv_timeout(LOOK) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) if self.parent.is_none_or(watch::is_alive) => continue,
                Err(_) => Event::Closed,
            };
            match event {
                Event::Closed => return self.code(),
                Event::Message(Message::Notification(it)) if it.method == "exit" => return self.code(),
                event => self.take(event),
            }
        }
    }

    fn code(&self) -> u8 {
        u8::from(self.phase != Phase::Down)
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Message(Message::Request(request)) => self.request(request),
            Event::Message(Message::Response(response)) => self.response(response),
            Event::Message(Message::Notification(notification)) => self.notification(notification),
            Event::Broken(broken) => drop(self.out.send(Outgoing::Refusal(broken))),
            Event::Answered(id, answer) => self.answered(id, answer),
            Event::Diagnosed(diagnosed) => self.diagnosed(*diagnosed),
            Event::Progress(done, total) => self.show_progress(done, total),
            Event::Defect => self.log(1, "a bug in dynolint: a project could not be linted"),
            Event::Closed => {}
        }
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let refused = match self.phase {
            Phase::New if method == "initialize" => return self.initialize(id, &params),
            Phase::New => Some((ErrorCode::ServerNotInitialized, "the server is not initialized".to_owned())),
            Phase::Down => Some((ErrorCode::InvalidRequest, "the server is shutting down".to_owned())),
            Phase::Running if method == "initialize" => {
                Some((ErrorCode::InvalidRequest, "the server is initialized already".to_owned()))
            }
            Phase::Running => None,
        };
        if let Some((code, why)) = refused {
            return self.respond(id, Err(Failure::new(code, why)));
        }
        match (method.as_str(), requests::handler(&method)) {
            ("shutdown", _) => {
                self.phase = Phase::Down;
                self.respond(id, Ok(Value::Null));
            }
            (_, Some(handler)) => {
                if method == "workspace/diagnostic" {
                    self.give_up_pushing();
                }
                self.ask(id, handler, params);
            }
            (_, None) => {
                let why = format!("unknown method `{method}`");
                self.respond(id, Err(Failure::new(ErrorCode::MethodNotFound, why)));
            }
        }
    }

    fn ask(&mut self, id: RequestId, handler: requests::Handler, params: Value) {
        let Some(workspace) = &self.workspace else { return };
        let cancelled = Arc::new(AtomicBool::new(false));
        self.pending.insert(id.clone(), Arc::clone(&cancelled));
        self.queue.ask(Task { id, handler, params, snapshot: workspace.snapshot(), cancelled });
    }

    fn answered(&mut self, id: RequestId, answer: Result<Reply, Failure>) {
        // What was cancelled has its answer already.
        if self.pending.remove(&id).is_none() {
            return;
        }
        let answer = answer.map(|reply| {
            if let Some(told) = reply.told {
                self.pulled.insert(told.uri, (told.version, told.items));
            }
            for (method, params) in reply.calls {
                self.call(method, params);
            }
            reply.value
        });
        self.respond(id, answer);
    }

    fn respond(&self, id: RequestId, answer: Result<Value, Failure>) {
        let response_result =
            answer.map_err(|it| ResponseError { code: it.code, message: it.why, data: None });
        let _ = self.out.send(Outgoing::Message(Response { id, response_result }.into()));
    }

    fn initialize(&mut self, id: RequestId, params: &Value) {
        let client = Arc::new(Client::read(params.get("capabilities").unwrap_or(&Value::Null)));
        self.client = Arc::clone(&client);
        self.parent = params.get("processId").and_then(Value::as_i64).and_then(|id| i32::try_from(id).ok());
        let settings = Settings::read(params.get("initializationOptions").unwrap_or(&Value::Null));
        self.workspace = Some(Workspace::new(folders(params), Arc::clone(&client), settings, self.prepare));
        self.phase = Phase::Running;
        let info = json!({ "name": "dynolint", "version": env!("CARGO_PKG_VERSION") });
        self.respond(id, Ok(json!({ "capabilities": capabilities::of(&client), "serverInfo": info })));
    }

    /// The client is ready to be asked things.
    fn initialized(&mut self) {
        let mut wanted = Vec::new();
        if self.client.watches {
            let watchers = json!({ "watchers": [{ "globPattern": "**/*" }] });
            let method = "workspace/didChangeWatchedFiles";
            wanted.push(json!({ "id": "files", "method": method, "registerOptions": watchers }));
        }
        if self.client.registers_configuration {
            let options = json!({ "section": "dynolint" });
            let method = "workspace/didChangeConfiguration";
            wanted.push(json!({ "id": "settings", "method": method, "registerOptions": options }));
        }
        if !wanted.is_empty() {
            self.call("client/registerCapability", json!({ "registrations": wanted }));
        }
        self.ask_for_settings();
        self.lint();
    }

    fn ask_for_settings(&mut self) {
        if self.client.configuration {
            let params = json!({ "items": [{ "section": "dynolint" }] });
            let id = self.call("workspace/configuration", params);
            self.asked.insert(id, Asked::Settings);
        }
    }

    fn response(&mut self, response: Response) {
        let Some(asked) = self.asked.remove(&response.id) else { return };
        if let (Asked::Settings, Ok(value)) = (asked, response.response_result) {
            self.configure(&Settings::read(value.get(0).unwrap_or(&Value::Null)));
        }
    }

    fn configure(&mut self, settings: &Settings) {
        if self.workspace.as_mut().is_some_and(|workspace| workspace.configure(settings.clone())) {
            self.refresh();
            self.lint();
        }
    }

    fn notification(&mut self, notification: Notification) {
        if self.phase != Phase::Running {
            return;
        }
        let Notification { method, params } = notification;
        let wrong = match method.as_str() {
            "initialized" => {
                self.initialized();
                None
            }
            "$/cancelRequest" => self.cancel(&params),
            "workspace/didChangeConfiguration" => self.changed_configuration(&params),
            "textDocument/didOpen"
            | "textDocument/didChange"
            | "textDocument/didClose"
            | "textDocument/didSave" => self.sync(&method, params),
            "workspace/didChangeWatchedFiles" => self.changed_files(params),
            "workspace/didChangeWorkspaceFolders" => self.changed_folders(params),
            _ => None,
        };
        if let Some(why) = wrong {
            self.log(2, &format!("`{method}` is left out: {why}"));
        }
    }

    fn cancel(&mut self, params: &Value) -> Option<String> {
        let id = params.get("id").cloned().and_then(|id| serde_json::from_value::<RequestId>(id).ok());
        if let Some((id, cancelled)) = id.and_then(|id| self.pending.remove_entry(&id)) {
            cancelled.store(true, Ordering::Relaxed);
            self.respond(id, Err(Failure::cancelled()));
        }
        None
    }

    fn changed_configuration(&mut self, params: &Value) -> Option<String> {
        if self.client.configuration {
            self.ask_for_settings();
        } else if let Some(settings) = params.get("settings").filter(|settings| settings.is_object()) {
            self.configure(&Settings::read(settings));
        }
        None
    }

    fn sync(&mut self, method: &str, params: Value) -> Option<String> {
        let workspace = self.workspace.as_mut()?;
        let done = match method {
            "textDocument/didOpen" => read(params).map(|DidOpenTextDocumentParams { text_document: it }| {
                workspace.open(it.uri, it.version, it.text);
            }),
            "textDocument/didChange" => read(params).map(|it: DidChangeTextDocumentParams| {
                let document = it.text_document;
                workspace.change(
                    &document.text_document_identifier.uri,
                    document.version,
                    it.content_changes,
                );
            }),
            "textDocument/didClose" => read(params).map(|it: DidCloseTextDocumentParams| {
                self.pulled.remove(&it.text_document.uri.0);
                workspace.close(&it.text_document.uri);
            }),
            _ => read(params).map(|it: DidSaveTextDocumentParams| workspace.save(&it.text_document.uri)),
        };
        self.lint();
        done.err()
    }

    fn changed_files(&mut self, params: Value) -> Option<String> {
        let workspace = self.workspace.as_mut()?;
        let changes = match read::<DidChangeWatchedFilesParams>(params) {
            Ok(params) => params.changes,
            Err(why) => return Some(why),
        };
        let change = |kind| match kind {
            FileChangeType::Created => Change::Created,
            FileChangeType::Deleted => Change::Deleted,
            _ => Change::Changed,
        };
        let changes: Vec<(PathBuf, Change)> =
            changes.iter().filter_map(|it| Some((uri::to_path(&it.uri)?, change(it.kind)))).collect();
        if workspace.changed_on_disk(&changes) {
            self.lint();
            self.refresh();
        }
        None
    }

    fn changed_folders(&mut self, params: Value) -> Option<String> {
        let workspace = self.workspace.as_mut()?;
        let event = match read::<DidChangeWorkspaceFoldersParams>(params) {
            Ok(params) => params.event,
            Err(why) => return Some(why),
        };
        let paths =
            |folders: &[WorkspaceFolder]| folders.iter().filter_map(|it| uri::to_path(&it.uri)).collect();
        let removed: Vec<PathBuf> = paths(&event.removed);
        workspace.change_folders(paths(&event.added), &removed);
        self.lint();
        None
    }

    fn lint(&self) {
        if let Some(workspace) = &self.workspace {
            self.queue.lint(workspace.snapshot());
        }
    }

    /// Sends what has changed, and nothing of documents that have another text by now.
    fn diagnosed(&mut self, mut diagnosed: Diagnosed) {
        let Some(workspace) = &self.workspace else { return };
        let now = workspace.snapshot().documents;
        let then = &diagnosed.snapshot.documents;
        let stale = |uri: &String| now.get(uri).map(|it| it.version) != then.get(uri).map(|it| it.version);
        let known: BTreeSet<String> = diagnosed.files.keys().chain(self.published.keys()).cloned().collect();
        let mut refresh = false;
        for (uri, document) in now.iter().filter(|(uri, _)| self.client.pulls && !stale(uri)) {
            let files = diagnosed.files.get(uri).cloned().unwrap_or_default();
            let Some((version, told)) = self.pulled.get_mut(uri) else { continue };
            if *version == document.version && *told != files {
                *told = files;
                refresh = true;
            }
        }
        for uri in known {
            if stale(&uri) {
                continue;
            }
            let open = now.get(&uri);
            let pushed = !self.client.pulls || (open.is_none() && !self.pulls_all);
            let files = if pushed { diagnosed.files.remove(&uri).unwrap_or_default() } else { Vec::new() };
            self.publish(uri, open.map(|document| document.version), files);
        }
        if refresh && self.client.refreshes_diagnostics {
            self.call("workspace/diagnostic/refresh", Value::Null);
        }
    }

    fn publish(&mut self, uri: String, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let before = self.published.get(&uri);
        if before.map_or(diagnostics.is_empty(), |before| *before == diagnostics) {
            return;
        }
        if diagnostics.is_empty() {
            self.published.remove(&uri);
        } else {
            self.published.insert(uri.clone(), diagnostics.clone());
        }
        let params = PublishDiagnosticsParams { uri: Uri(uri), version, diagnostics };
        self.notify("textDocument/publishDiagnostics", params);
    }

    /// From now on the client asks for the diagnostics of all files itself.
    fn give_up_pushing(&mut self) {
        if self.client.pulls && !std::mem::replace(&mut self.pulls_all, true) {
            for uri in self.published.keys().cloned().collect::<Vec<_>>() {
                self.publish(uri, None, Vec::new());
            }
        }
    }

    /// What is shown beside the text may be other than it was.
    fn refresh(&mut self) {
        let wanted = [
            (self.client.refreshes_hints, "workspace/inlayHint/refresh"),
            (self.client.refreshes_lenses, "workspace/codeLens/refresh"),
        ];
        for (_, method) in wanted.into_iter().filter(|(wanted, _)| *wanted) {
            self.call(method, Value::Null);
        }
    }

    fn show_progress(&mut self, done: usize, total: usize) {
        if !self.client.progress {
            return;
        }
        let message = format!("{done} of {total} projects");
        let percentage = done * 100 / total.max(1);
        let value = match self.progress {
            None if done == total => return,
            None => {
                self.progress = Some(self.last_id + 1);
                self.call("window/workDoneProgress/create", json!({ "token": self.last_id + 1 }));
                json!({ "kind": "begin", "title": "dynolint", "message": message, "percentage": percentage })
            }
            Some(_) if done == total => json!({ "kind": "end" }),
            Some(_) => json!({ "kind": "report", "message": message, "percentage": percentage }),
        };
        self.notify("$/progress", json!({ "token": self.progress, "value": value }));
        if done == total {
            self.progress = None;
        }
    }

    /// Asks the client for something; gives the id of the question.
    fn call(&mut self, method: &str, params: Value) -> RequestId {
        self.last_id += 1;
        let id = RequestId::from(self.last_id);
        self.asked.insert(id.clone(), Asked::Nothing);
        let request = Request { id: id.clone(), method: method.to_owned(), params };
        let _ = self.out.send(Outgoing::Message(request.into()));
        id
    }

    fn notify(&self, method: &str, params: impl Serialize) {
        let Ok(params) = serde_json::to_value(params) else { return };
        let notification = Notification { method: method.to_owned(), params };
        let _ = self.out.send(Outgoing::Message(notification.into()));
    }

    fn log(&self, kind: u8, message: &str) {
        self.notify("window/logMessage", json!({ "type": kind, "message": message }));
    }
}

/// The folders of `initialize`, in the newest of the three ways to name them.
fn folders(params: &Value) -> Vec<PathBuf> {
    let uri = |value: &Value| value.as_str().and_then(|text| uri::to_path(&Uri(text.to_owned())));
    if let Some(folders) = params.get("workspaceFolders").and_then(Value::as_array) {
        return folders.iter().filter_map(|folder| uri(folder.get("uri")?)).collect();
    }
    let root = params.get("rootUri").and_then(uri);
    let path = || params.get("rootPath").and_then(Value::as_str).map(PathBuf::from);
    root.or_else(path).into_iter().collect()
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, String> {
    serde_json::from_value(params).map_err(|error| format!("its parameters are wrong: {error}"))
}
