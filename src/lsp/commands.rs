//! The commands that a client can run by name.

use gen_lsp_types::{ExecuteCommandParams, Uri};
use lsp_server::ErrorCode;
use serde_json::{Value, json};

use super::actions;
use super::requests::{Context, Failure, Reply};
use crate::project::plan;
use crate::report::Style;
use crate::rules;

/// Gives the page of a rule in Markdown, and opens it where it is on the web: its id.
pub const OPEN_PAGE: &str = "dynolint.openPage";
/// Gives the deployment of the project around a file, as text: its URI.
pub const SHOW_PLAN: &str = "dynolint.showPlan";
/// Makes all safe fixes in the project around a file: its URI.
pub const FIX_ALL: &str = "dynolint.fixAll";

/// Opens a place: its URI and range.
pub const OPEN_PLACE: &str = "dynolint.openPlace";

/// Every command.
pub const NAMES: [&str; 4] = [FIX_ALL, OPEN_PAGE, OPEN_PLACE, SHOW_PLAN];

/// `workspace/executeCommand`.
pub fn run(context: &Context, params: &ExecuteCommandParams) -> Result<Reply, Failure> {
    let argument = params.arguments.as_ref().and_then(|all| all.first()).and_then(Value::as_str);
    match (params.command.as_str(), argument) {
        (OPEN_PAGE, Some(rule)) => open_page(context, rule),
        (OPEN_PLACE, Some(uri)) => {
            Ok(open_place(context, uri, params.arguments.as_ref().and_then(|all| all.get(1))))
        }
        (SHOW_PLAN, Some(uri)) => show_plan(context, &Uri(uri.to_owned())),
        (FIX_ALL, Some(uri)) => fix_all(context, &Uri(uri.to_owned())),
        (command, None) if NAMES.contains(&command) => {
            Err(Failure::new(ErrorCode::InvalidParams, format!("`{command}` needs an argument")))
        }
        (command, _) => Err(Failure::new(ErrorCode::InvalidParams, format!("`{command}` is no command"))),
    }
}

fn open_page(context: &Context, rule: &str) -> Result<Reply, Failure> {
    let info = rules::info(rule)
        .ok_or_else(|| Failure::new(ErrorCode::InvalidParams, format!("`{rule}` is not a rule")))?;
    let show = ("window/showDocument", json!({ "uri": info.url, "external": true }));
    let calls = (context.snapshot.client.shows_documents && !info.url.is_empty()).then_some(show);
    Ok(Reply { value: Value::String(info.page.to_owned()), calls: calls.into_iter().collect(), told: None })
}

fn open_place(context: &Context, uri: &str, range: Option<&Value>) -> Reply {
    let show = ("window/showDocument", json!({ "uri": uri, "selection": range, "takeFocus": true }));
    let calls = context.snapshot.client.shows_documents.then_some(show);
    Reply { value: Value::Null, calls: calls.into_iter().collect(), told: None }
}

fn show_plan(context: &Context, uri: &Uri) -> Result<Reply, Failure> {
    let nothing = || Failure::new(ErrorCode::RequestFailed, "there is no project around this file");
    let (root, path) = context.snapshot.locate(uri).ok_or_else(nothing)?;
    let project = root.project_of(&path).ok_or_else(nothing)?;
    // An editor wraps lines itself.
    let style = Style { width: usize::MAX, ..Style::default() };
    let mut text = Vec::new();
    let written = crate::report::plan::write(&plan::of(root.state.tree.as_ref(), project), style, &mut text);
    written.map_err(|error| Failure::new(ErrorCode::InternalError, error.to_string()))?;
    Ok(Reply::new(Value::String(String::from_utf8_lossy(&text).into_owned())))
}

fn fix_all(context: &Context, uri: &Uri) -> Result<Reply, Failure> {
    let edit = actions::fix_project(context, uri)?;
    let calls = edit.map(|edit| ("workspace/applyEdit", json!({ "label": "Fix all", "edit": edit })));
    Ok(Reply { value: Value::Bool(calls.is_some()), calls: calls.into_iter().collect(), told: None })
}
