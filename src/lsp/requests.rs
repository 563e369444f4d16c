//! Every request that is answered from a snapshot, with what answers it.

use std::sync::atomic::{AtomicBool, Ordering};

use lsp_server::ErrorCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::workspace::Snapshot;
use super::{actions, commands, diagnostics, hover};

/// What a request may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Everything as it was when the request came.
    pub snapshot: &'a Snapshot,
    /// Set when nobody waits for the answer any more.
    pub cancelled: &'a AtomicBool,
}

/// Why a request has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// A code of the protocol.
    pub code: i32,
    /// The same in words.
    pub why: String,
}

impl Failure {
    /// A failure in words.
    pub fn new(code: ErrorCode, why: impl Into<String>) -> Failure {
        Failure { code: code as i32, why: why.into() }
    }

    /// Nobody waits for the answer any more.
    pub fn cancelled() -> Failure {
        Failure::new(ErrorCode::RequestCanceled, "the request was cancelled")
    }
}

impl Context<'_> {
    /// Stops a request that nobody waits for any more.
    pub fn check(&self) -> Result<(), Failure> {
        if self.cancelled.load(Ordering::Relaxed) { Err(Failure::cancelled()) } else { Ok(()) }
    }
}

/// The answer to a request, and what to ask of the client with it.
#[derive(Debug, Default)]
pub struct Reply {
    /// The answer.
    pub value: Value,
    /// Requests to the client, each with its parameters.
    pub calls: Vec<(&'static str, Value)>,
}

/// Answers one request.
pub type Handler = fn(&Context, Value) -> Result<Reply, Failure>;

/// What answers each request.
const HANDLERS: &[(&str, Handler)] = &[
    ("textDocument/codeAction", |context, params| answer(params, |it| actions::actions(context, &it))),
    ("textDocument/diagnostic", |context, params| answer(params, |it| diagnostics::document(context, &it))),
    ("textDocument/hover", |context, params| answer(params, |it| hover::hover(context, &it))),
    ("workspace/executeCommand", |context, params| commands::run(context, &read(params)?)),
    ("workspace/diagnostic", |context, params| answer(params, |it| diagnostics::workspace(context, &it))),
];

/// What answers a request; `None` for one that is not known.
pub fn handler(method: &str) -> Option<Handler> {
    HANDLERS.iter().find(|(known, _)| *known == method).map(|(_, handler)| *handler)
}

fn answer<P: DeserializeOwned, R: Serialize>(
    params: Value,
    run: impl FnOnce(P) -> Result<R, Failure>,
) -> Result<Reply, Failure> {
    let value = serde_json::to_value(run(read(params)?)?).map_err(|error| {
        Failure::new(ErrorCode::InternalError, format!("the answer cannot be written: {error}"))
    })?;
    Ok(Reply { value, calls: Vec::new() })
}

/// The parameters of a request.
pub fn read<P: DeserializeOwned>(params: Value) -> Result<P, Failure> {
    serde_json::from_value(params)
        .map_err(|error| Failure::new(ErrorCode::InvalidParams, format!("the parameters are wrong: {error}")))
}
