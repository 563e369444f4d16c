//! Every request that is answered from a snapshot, with what answers it.

use std::sync::atomic::{AtomicBool, Ordering};

use lsp_server::ErrorCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::navigation::{self, folding, links, rename, symbols};
use super::workspace::Snapshot;
use super::{actions, commands, completion, diagnostics, hints, hover, lens, tokens};

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
    /// The diagnostics of a document, where those are the answer.
    pub told: Option<Told>,
}

/// Diagnostics that a client has asked for.
#[derive(Debug)]
pub struct Told {
    /// The document.
    pub uri: String,
    /// Its version.
    pub version: i32,
    /// Its diagnostics.
    pub items: Vec<gen_lsp_types::Diagnostic>,
}

impl Reply {
    /// An answer and nothing else.
    pub fn new(value: Value) -> Reply {
        Reply { value, ..Reply::default() }
    }
}

/// Answers one request.
pub type Handler = fn(&Context, Value) -> Result<Reply, Failure>;

/// What answers each request.
const HANDLERS: &[(&str, Handler)] = &[
    ("textDocument/codeAction", |context, params| answer(params, |it| actions::actions(context, &it))),
    ("textDocument/codeLens", |context, params| answer(params, |it| lens::lenses(context, &it))),
    ("textDocument/completion", |context, params| answer(params, |it| completion::complete(context, &it))),
    ("textDocument/definition", |context, params| answer(params, |it| navigation::definition(context, &it))),
    ("textDocument/diagnostic", |context, params| diagnostics::document(context, &read(params)?)),
    ("textDocument/documentHighlight", |context, params| {
        answer(params, |it| navigation::highlights(context, &it))
    }),
    ("textDocument/documentLink", |context, params| answer(params, |it| links::links(context, &it))),
    ("textDocument/documentSymbol", |context, params| answer(params, |it| symbols::symbols(context, &it))),
    ("textDocument/foldingRange", |context, params| answer(params, |it| folding::ranges(context, &it))),
    ("textDocument/hover", |context, params| answer(params, |it| hover::hover(context, &it))),
    ("textDocument/inlayHint", |context, params| answer(params, |it| hints::hints(context, &it))),
    ("textDocument/prepareRename", |context, params| answer(params, |it| rename::prepare(context, &it))),
    ("textDocument/references", |context, params| answer(params, |it| navigation::references(context, &it))),
    ("textDocument/rename", |context, params| answer(params, |it| rename::rename(context, &it))),
    ("textDocument/semanticTokens/full", |context, params| answer(params, |it| tokens::full(context, &it))),
    ("textDocument/semanticTokens/range", |context, params| answer(params, |it| tokens::range(context, &it))),
    ("workspace/diagnostic", |context, params| answer(params, |it| diagnostics::workspace(context, &it))),
    ("workspace/executeCommand", |context, params| commands::run(context, &read(params)?)),
];

/// What answers a request; `None` for one that is not known.
pub fn handler(method: &str) -> Option<Handler> {
    HANDLERS.iter().find(|(known, _)| *known == method).map(|(_, handler)| *handler)
}

fn answer<P: DeserializeOwned, R: Serialize>(
    params: Value,
    run: impl FnOnce(P) -> Result<R, Failure>,
) -> Result<Reply, Failure> {
    reply(&run(read(params)?)?)
}

/// An answer as it is sent.
pub fn reply(answer: &impl Serialize) -> Result<Reply, Failure> {
    serde_json::to_value(answer).map(Reply::new).map_err(|error| {
        Failure::new(ErrorCode::InternalError, format!("the answer cannot be written: {error}"))
    })
}

/// The parameters of a request.
pub fn read<P: DeserializeOwned>(params: Value) -> Result<P, Failure> {
    serde_json::from_value(params)
        .map_err(|error| Failure::new(ErrorCode::InvalidParams, format!("the parameters are wrong: {error}")))
}
