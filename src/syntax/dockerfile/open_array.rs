//! Exec forms that go on over several lines without a backslash at the end of each: one slip, and one error.
//!
//! ```text
//! CMD [
//!   "npm",        an instruction of its own to the builder, as is the next line
//!   "start"
//! ]
//! ```

use super::ast::{Command, Dockerfile, Instruction, Kind};
use super::json::{self, Array};
use super::keyword::Name;
use crate::base::source::{Span, Text};
use crate::syntax::SyntaxError;

/// Lines of one array that are looked at.
const MOST_LINES: usize = 50;

/// Makes one instruction with one error of each such array.
pub(super) fn join(text: &str, file: &mut Dockerfile) {
    let mut at = 0;
    while let Some(opener) = file.instructions.get(at) {
        let Some(words) = opens(opener) else {
            at += 1;
            continue;
        };
        let rest = file.instructions.get(at + 1..).unwrap_or_default();
        if let Some(closer) = closes(text, rest) {
            let span = Span::new(words.start, rest.get(closer).map_or(words.end, |last| last.span.end));
            merge(text, file, at, closer + 1, span);
        }
        at += 1;
    }
}

/// The words of an instruction that begins an array and does not end it.
fn opens(instruction: &Instruction) -> Option<Span> {
    let (Kind::Cmd(Command::Shell(text))
    | Kind::Entrypoint(Command::Shell(text))
    | Kind::Run(Command::Shell(text))) = &instruction.kind
    else {
        return None;
    };
    let words = text.text.trim();
    let first = words.strip_prefix('[')?.trim_start();
    let open = first.is_empty() || (first.starts_with(['"', '\'']) && first.ends_with(','));
    (open && instruction.heredocs.is_empty()).then_some(text.span)
}

/// Number of the instruction, among those after the opener, whose line ends the array. None of them is one in truth.
fn closes(text: &str, rest: &[Instruction]) -> Option<usize> {
    let none = |one: &&Instruction| Name::of(&one.keyword.value).is_none();
    let lines = rest.iter().take(MOST_LINES).take_while(none);
    let ends = |one: &Instruction| {
        text.get(one.span.start..one.span.end).is_some_and(|line| line.trim_end().ends_with(']'))
    };
    lines.enumerate().find(|(_, one)| ends(one)).map(|(number, _)| number)
}

/// Puts the array in the place of its lines.
fn merge(text: &str, file: &mut Dockerfile, at: usize, lines: usize, array: Span) {
    let words = Text::verbatim(text.get(array.start..array.end).unwrap_or_default(), array.start);
    let command = match json::array(&words, 0..words.text.len()) {
        Array::Strings(words) => Some(Command::Exec(words, array)),
        _ => None,
    };
    let Some(opener) = file.instructions.get_mut(at) else { return };
    let first = opener.span.end;
    opener.span.end = array.end;
    opener.kind = match (&opener.kind, command) {
        (Kind::Cmd(_), Some(command)) => Kind::Cmd(command),
        (Kind::Entrypoint(_), Some(command)) => Kind::Entrypoint(command),
        (Kind::Run(_), Some(command)) => Kind::Run(command),
        _ => Kind::Broken,
    };
    file.instructions.drain(at + 1..=at + lines);
    file.errors.retain(|error| error.span.start <= first || error.span.start >= array.end);
    let line = Span::new(array.start, first.max(array.start));
    file.errors.push(
        SyntaxError::new(line, "the array continues on the next line, but this line does not end in ` \\`")
            .help("end each of its lines but the last with ` \\`, or write it on one line"),
    );
}
