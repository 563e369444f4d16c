//! One instruction: its parts put together.

use super::args;
use super::args::Args;
use super::ast::{Instruction, Kind};
use super::keyword;
use super::keyword::Name;
use super::{flags, kind, split};
use crate::base::source::{Span, Text};
use crate::syntax::SyntaxError;

/// An instruction without its heredocs and blank lines.
#[derive(Debug)]
pub(super) struct Read {
    pub instruction: Instruction,
    pub errors: Vec<SyntaxError>,
    /// Whether `<<` on its line may open heredocs.
    pub takes_heredocs: bool,
}

/// Reads a joined line. `suggest` asks for the instruction an unknown keyword was meant to be.
pub(super) fn read(line: &Text, escape: char, suggest: bool) -> Read {
    let split = split::split(line, escape);
    let name = Name::of(&split.keyword.value);
    let (args, mut errors) = match cut(&split, name, escape, false) {
        Ok(args) => (args, Vec::new()),
        Err(error) => (None, vec![error]),
    };
    let takes_heredocs = args.as_ref().is_some_and(|args| takes_heredocs(name, args));
    let kind = match (name, args) {
        (None, _) => {
            errors.push(keyword::unknown(&split.keyword, suggest));
            Kind::Broken
        }
        (Some(_), None) => Kind::Broken,
        (Some(name), Some(args)) => built(name, args, &split, &mut errors),
    };
    Read { instruction: assemble(split, kind), errors, takes_heredocs }
}

/// Reads ONBUILD's instruction, of which BuildKit minds nothing but what it cannot cut.
pub(super) fn trigger(line: &Text, escape: char) -> Result<Instruction, SyntaxError> {
    let split = split::split(line, escape);
    let name = Name::of(&split.keyword.value);
    let args = cut(&split, name, escape, true)?;
    let kind = name.zip(args).and_then(|(name, args)| kind::build(name, args, &split.keyword).ok());
    Ok(assemble(split, kind.unwrap_or(Kind::Broken)))
}

fn cut(
    split: &split::Split,
    name: Option<Name>,
    escape: char,
    trigger: bool,
) -> Result<Option<Args>, SyntaxError> {
    let source = args::Source { body: &split.body, range: split.arguments.clone(), escape, trigger };
    args::read(name, &source).map(Some)
}

/// The instruction's kind; its complaints and those about its flags are added to `errors`.
fn built(name: Name, args: Args, split: &split::Split, errors: &mut Vec<SyntaxError>) -> Kind {
    let free = kind::is_healthcheck_none(&args);
    let kind = kind::build(name, args, &split.keyword).unwrap_or_else(|error| {
        errors.push(error);
        Kind::Broken
    });
    if !free {
        errors.extend(flags::check(name, &split.flags));
    }
    errors.sort_by_key(|error| error.span);
    kind
}

fn takes_heredocs(name: Option<Name>, args: &Args) -> bool {
    match (name, args) {
        (Some(Name::Add | Name::Copy | Name::Run), args) => !matches!(args, Args::Json(..)),
        (Some(Name::Onbuild), Args::Trigger(inner)) => {
            let name = Name::of(&inner.keyword.value);
            matches!(name, Some(Name::Add | Name::Copy | Name::Run)) && !kind::is_json(&inner.kind)
        }
        _ => false,
    }
}

fn assemble(split: split::Split, kind: Kind) -> Instruction {
    let start = split.keyword.span.start;
    let end = split.body.span.end.max(split.keyword.span.end);
    Instruction {
        span: Span::new(start, end),
        keyword: split.keyword,
        body: split.body,
        flags: split.flags,
        kind,
        heredocs: Vec::new(),
        blank_lines: Vec::new(),
    }
}
