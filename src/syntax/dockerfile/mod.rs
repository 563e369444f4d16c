//! Dockerfiles, exactly as BuildKit reads them, and on past every error.
//!
//! The parser keeps every token's range. One broken instruction costs itself; the rest of the file is still parsed.
//! It works in the steps BuildKit has: lines are joined (`lines`), a line is split into keyword, flags and
//! arguments (`split`), the arguments are cut as the keyword asks (`args`) and then counted (`kind`).

mod args;
pub mod ast;
mod csv;
mod directives;
mod duration;
pub mod expand;
mod flags;
mod glob;
mod heredoc;
mod instruction;
mod json;
mod keyword;
mod kind;
mod late;
mod lex;
mod lines;
mod mount;
mod open_array;
mod split;
mod substitution;
#[cfg(test)]
mod tests;
mod words;

use super::SyntaxError;
use crate::base::source::{Span, Text};
use crate::base::suggest::nearest;
use ast::{Dockerfile, Heredoc, Instruction, Kind};
use directives::Directives;
pub use flags::names as flag_names;
use keyword::Name;
use lines::{Line, Lines};

/// A file with more errors is no Dockerfile: nobody needs to know what each word of it was meant to be.
const MOST_SUGGESTIONS: usize = 1_000;

/// Reads a Dockerfile. Never fails: what BuildKit would refuse is in `Dockerfile::errors`.
pub fn parse(text: &str) -> Dockerfile {
    let mut parser =
        Parser { text, lines: Lines::new(text), directives: Directives::new(), file: Dockerfile::default() };
    while let Some(line) = parser.lines.next() {
        parser.line(line);
    }
    parser.finish()
}

struct Parser<'a> {
    text: &'a str,
    lines: Lines<'a>,
    directives: Directives,
    file: Dockerfile,
}

impl<'a> Parser<'a> {
    /// A line outside of an instruction.
    fn line(&mut self, line: Line<'a>) {
        if let Some(comment) = line.comment() {
            self.file.comments.push(comment);
            self.directives.offer(line);
            return;
        }
        self.directives.close();
        let line = line.trim_start();
        if !line.text.is_empty() {
            self.instruction(line);
        }
    }

    fn instruction(&mut self, first: Line<'a>) {
        let escape = self.directives.escape;
        let joined = lines::join(first, &mut self.lines, escape);
        let mut read = instruction::read(&joined.text, escape, self.file.errors.len() < MOST_SUGGESTIONS);
        let mut end = joined.end;
        self.file.comments.extend(joined.comments);
        self.file.errors.append(&mut read.errors);
        if read.takes_heredocs && joined.text.text.contains("<<") {
            let heredocs = self.heredocs(&joined.text);
            end = heredocs.last().map_or(end, |heredoc| heredoc.closer.end);
            carry(&mut read.instruction, heredocs);
        }
        read.instruction.span.end = end;
        read.instruction.blank_lines = joined.blank_lines;
        self.file.late_errors.extend(late::check(&read.instruction, escape));
        self.file.instructions.push(read.instruction);
    }

    fn heredocs(&mut self, line: &Text) -> Vec<Heredoc> {
        let mut heredocs = Vec::new();
        for (opener, place) in heredoc::openers(line) {
            let (heredoc, error) = heredoc::body(opener, place, &mut self.lines, self.text);
            self.file.errors.extend(error);
            heredocs.push(heredoc);
        }
        heredocs
    }

    fn finish(mut self) -> Dockerfile {
        open_array::join(self.text, &mut self.file);
        let too_long = self.lines.too_long.iter().map(|span| {
            SyntaxError::new(*span, format!("the line is longer than {} bytes", lines::LONGEST))
                .help("split it over several lines, each ending in ` \\`")
        });
        self.file.errors.extend(too_long);
        self.file.errors.extend(self.directives.errors);
        self.file.errors.extend(without_stage(&self.file.instructions));
        self.file.errors.sort_by_key(|error| error.span);
        self.file.escape = self.directives.escape;
        self.file.directives = self.directives.found;
        self.file
    }
}

/// Gives heredocs to the instruction that reads them: ONBUILD's own, or the instruction itself.
fn carry(instruction: &mut Instruction, heredocs: Vec<Heredoc>) {
    match &mut instruction.kind {
        Kind::Onbuild(inner) => inner.heredocs = heredocs,
        _ => instruction.heredocs = heredocs,
    }
}

/// The error of a file without instructions or without FROM, or with something else before the first FROM.
fn without_stage(instructions: &[Instruction]) -> Option<SyntaxError> {
    let help = "begin with `FROM image`; only ARG may come before it";
    if instructions.is_empty() {
        return Some(
            SyntaxError::new(Span::at(0), "the file has no instructions").help("begin with `FROM image`"),
        );
    }
    let may_lead = |name| matches!(name, None | Some(Name::Arg));
    let first = instructions.iter().find(|one| opens_stage(one) || !may_lead(Name::of(&one.keyword.value)));
    match first {
        None => Some(SyntaxError::new(Span::at(0), "the file has no FROM").help("begin with `FROM image`")),
        Some(first) if opens_stage(first) => None,
        Some(stray) => {
            let message = format!("`{}` comes before the first FROM", stray.keyword.value);
            Some(SyntaxError::new(stray.keyword.span, message).help(help))
        }
    }
}

/// Whether an instruction is a FROM, or was meant to be one.
fn opens_stage(instruction: &Instruction) -> bool {
    let keyword = instruction.keyword.value.as_str();
    Name::of(keyword).map_or_else(|| nearest(keyword, ["FROM"]).is_some(), |name| name == Name::From)
}
