use std::sync::Arc;

use crate::base::diagnostic::Edit;
use crate::base::path;
use crate::base::source::{Place, Source, Span};
use crate::build::filesystem::LineEnds;
use crate::exec::{By, Ran, Script};
use crate::project::Mode;
use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};
use crate::syntax::shell::interpreter;

rule!("script-crlf", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    for ran in process.launch.commands.iter().filter(|ran| !ran.conditional) {
        let Some(script) = ran.script.as_ref().filter(|script| has_returns(script, cx.project.mode)) else {
            continue;
        };
        if let Some(source) = script.source() {
            report(process, ran, script, source, cx);
        }
    }
}

/// Whether Heroku gets the carriage returns: git may turn them into line feeds.
fn has_returns(script: &Script, mode: Mode) -> bool {
    match script.line_ends {
        LineEnds::Returns => true,
        LineEnds::ReturnsHere => mode == Mode::Push,
        LineEnds::Lines => false,
    }
}

fn report(process: &Process, ran: &Ran, script: &Script, source: &Arc<Source>, cx: &mut Context) {
    let by_first_line = script.is_direct().then(|| interpreter(source.text())).flatten();
    let (line, message) = match by_first_line {
        Some(program) if ends_in_return(source, 1) => (
            1,
            format!(
                "the first line has a Windows line ending, so Linux looks for the program `{program}\\r`"
            ),
        ),
        _ if script.by == By::Interpreter => return,
        Some(program) if !is_shell(program) => return,
        _ => {
            let lines = 1..=source.line_count();
            let Some(line) = lines.into_iter().find(|line| is_command(source, *line)) else { return };
            (
                line,
                "this script has Windows line endings, which the shell takes as part of the commands"
                    .to_owned(),
            )
        }
    };
    let place = Place::new(source, source.line(line).unwrap_or_default());
    let found = cx.report_ran(process, ran, place, message);
    let name = path::name(source.path());
    let pattern = if name.ends_with(".sh") { "*.sh" } else { name };
    found.help(format!("save it with Unix line endings, and add `{pattern} text eol=lf` to .gitattributes"));
    let returns = source.text().match_indices("\r\n").map(|(at, _)| Span::new(at, at + 1));
    let edits = returns.map(|span| Edit::new(Place::new(source, span), "")).collect();
    found.fix("convert to Unix line endings", edits);
}

fn is_shell(program: &str) -> bool {
    ["sh", "bash", "dash", "ash", "zsh", "ksh"].contains(&program.rsplit('/').next().unwrap_or(program))
}

fn ends_in_return(source: &Source, line: usize) -> bool {
    source
        .line(line)
        .is_some_and(|span| source.text().get(span.end..).is_some_and(|rest| rest.starts_with("\r\n")))
}

/// Whether a line is a command that a carriage return ends.
fn is_command(source: &Source, line: usize) -> bool {
    let text = source.line(line).map_or("", |span| source.slice(span)).trim();
    !text.is_empty() && !text.starts_with('#') && ends_in_return(source, line)
}
