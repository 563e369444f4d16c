//! Arguments counted and turned into what the instruction means.

use super::args::Args;
use super::ast::{Command, Instruction, Kind, Pair, Transfer, Word};
use super::heredoc;
use super::keyword::Name;
use crate::base::source::{Span, Spanned, Text};
use crate::syntax::SyntaxError;

type Built = Result<Kind, SyntaxError>;

/// Makes the kind of an instruction from its arguments.
pub(super) fn build(name: Name, args: Args, keyword: &Spanned<String>) -> Built {
    let place = keyword.span;
    match (name, args) {
        (Name::From, Args::Words(words)) => from(words, place),
        (Name::Run, args) => Ok(Kind::Run(command(args, place))),
        (Name::Cmd, args) => Ok(Kind::Cmd(command(args, place))),
        (Name::Entrypoint, args) => Ok(Kind::Entrypoint(command(args, place))),
        (Name::Shell, args) => shell(args, place),
        (Name::Copy, args) => transfer(name, args, place).map(Kind::Copy),
        (Name::Add, args) => transfer(name, args, place).map(Kind::Add),
        (Name::Env, Args::Pairs(pairs)) => named(name, pairs, place).map(Kind::Env),
        (Name::Label, Args::Pairs(pairs)) => named(name, pairs, place).map(Kind::Label),
        (Name::Arg, Args::Pairs(pairs)) => named(name, pairs, place).map(Kind::Arg),
        (Name::Expose, Args::Words(words)) => some(name, words, place).map(Kind::Expose),
        (Name::Volume, args) => volume(args, place),
        (Name::User, Args::Line(line)) => one(name, line, place).map(Kind::User),
        (Name::Workdir, Args::Line(line)) => one(name, line, place).map(Kind::Workdir),
        (Name::Stopsignal, Args::Line(line)) => one(name, line, place).map(Kind::Stopsignal),
        (Name::Maintainer, Args::Line(line)) => one(name, line, place).map(Kind::Maintainer),
        (Name::Healthcheck, Args::Typed(kind, rest)) => healthcheck(&kind, *rest, place),
        (Name::Onbuild, Args::Trigger(inner)) => onbuild(inner),
        (Name::Onbuild, _) => Err(none(name, place)),
        _ => Ok(Kind::Broken),
    }
}

/// Whether the arguments are those of `HEALTHCHECK NONE`.
pub(super) fn is_healthcheck_none(args: &Args) -> bool {
    matches!(args, Args::Typed(kind, _) if kind.value.eq_ignore_ascii_case("none"))
}

/// Whether the arguments are in a JSON array.
pub(super) fn is_json(kind: &Kind) -> bool {
    match kind {
        Kind::Run(Command::Exec(..)) => true,
        Kind::Copy(transfer) | Kind::Add(transfer) => transfer.json,
        _ => false,
    }
}

fn none(name: Name, place: Span) -> SyntaxError {
    SyntaxError::new(place, format!("`{}` has no argument", name.keyword())).help(usage(name))
}

/// How an instruction is written.
fn usage(name: Name) -> &'static str {
    match name {
        Name::Add => "write `ADD source destination`",
        Name::Arg => "write `ARG name` or `ARG name=default`",
        Name::Copy => "write `COPY source destination`",
        Name::Env => "write `ENV key=value`",
        Name::Expose => "write `EXPOSE port`",
        Name::From => "write `FROM image` or `FROM image AS name`",
        Name::Healthcheck => "write `HEALTHCHECK CMD command` or `HEALTHCHECK NONE`",
        Name::Label => "write `LABEL key=value`",
        Name::Maintainer => "write `MAINTAINER name`",
        Name::Onbuild => "write `ONBUILD` and then an instruction",
        Name::Shell => "write `SHELL [\"program\", \"argument\"]`",
        Name::Stopsignal => "write `STOPSIGNAL signal`",
        Name::User => "write `USER name` or `USER name:group`",
        Name::Volume => "write `VOLUME path`",
        Name::Workdir => "write `WORKDIR path`",
        Name::Cmd | Name::Entrypoint | Name::Run => "write a command after it",
    }
}

fn command(args: Args, place: Span) -> Command {
    match args {
        Args::Json(words, span) => Command::Exec(words, span),
        Args::Line(line) => Command::Shell(line),
        _ => Command::Shell(Text::verbatim("", place.end)),
    }
}

fn some<T>(name: Name, items: Vec<T>, place: Span) -> Result<Vec<T>, SyntaxError> {
    if items.is_empty() { Err(none(name, place)) } else { Ok(items) }
}

fn word(text: Text) -> Word {
    Word::new(text.text, text.span)
}

fn one(name: Name, line: Text, place: Span) -> Result<Word, SyntaxError> {
    if line.text.is_empty() { Err(none(name, place)) } else { Ok(word(line)) }
}

fn from(words: Vec<Word>, place: Span) -> Built {
    let first = words.first().map_or(place, |word| word.span);
    let all = words.iter().fold(first, |span, word| span.join(word.span));
    let count = words.len();
    let mut words = words.into_iter();
    match (words.next(), words.next(), words.next()) {
        (None, ..) => Err(none(Name::From, place)),
        (Some(image), None, _) => Ok(Kind::From { image, as_keyword: None, alias: None }),
        (Some(image), Some(as_keyword), Some(alias)) if count == 3 && is_as(&as_keyword.value) => {
            if !is_stage_name(&alias.value) {
                return Err(bad_stage_name(&alias));
            }
            Ok(Kind::From { image, as_keyword: Some(as_keyword), alias: Some(alias) })
        }
        (_, Some(second), _) => {
            let error = SyntaxError::new(all, "FROM takes an image, and optionally `AS` with a stage name");
            let keyword = second.value.as_str();
            Err(error.help(match count {
                2 if is_as(keyword) => "write the stage name after `AS`",
                2 => "write `AS` before the stage name; put comments on a line of their own",
                _ => "put comments on a line of their own; an image name has no spaces",
            }))
        }
    }
}

/// `as` in upper or lower case, including the long s.
fn is_as(word: &str) -> bool {
    let mut chars = word.chars();
    matches!(chars.next(), Some('a' | 'A'))
        && matches!(chars.next(), Some('s' | 'S' | 'ſ'))
        && chars.next().is_none()
}

fn is_stage_name(name: &str) -> bool {
    let mut chars = name.chars().flat_map(|c| c.to_lowercase().next());
    chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'))
}

fn bad_stage_name(alias: &Word) -> SyntaxError {
    SyntaxError::new(alias.span, format!("`{}` is not a valid stage name", alias.value))
        .help("start with a letter; after it letters, digits, `-`, `_` and `.` are allowed")
}

fn shell(args: Args, place: Span) -> Built {
    match args {
        Args::Json(words, _) if !words.is_empty() => Ok(Kind::Shell(words)),
        Args::Line(line) if !line.text.is_empty() => {
            Err(SyntaxError::new(line.span, "SHELL needs a JSON array").help(usage(Name::Shell)))
        }
        _ => Err(none(Name::Shell, place)),
    }
}

fn transfer(name: Name, args: Args, place: Span) -> Result<Transfer, SyntaxError> {
    let (mut words, json) = match args {
        Args::Json(words, _) => (words.into_iter().map(word).collect(), true),
        Args::Words(words) => (words, false),
        _ => (Vec::new(), false),
    };
    let Some(target) = words.pop() else { return Err(none(name, place)) };
    let keyword = name.keyword();
    if words.is_empty() {
        let message = format!("`{keyword}` needs a source and a destination, but has one argument");
        return Err(SyntaxError::new(target.span, message).help(usage(name)));
    }
    if heredoc::opener(&target.value).is_some() {
        let message = format!("a heredoc cannot be the destination of `{keyword}`");
        return Err(
            SyntaxError::new(target.span, message).help("write the destination path after the heredoc")
        );
    }
    words.retain(|word| heredoc::opener(&word.value).is_none());
    Ok(Transfer { sources: words, target, json })
}

/// Pairs, none of them without a name.
fn named(name: Name, pairs: Vec<Pair>, place: Span) -> Result<Vec<Pair>, SyntaxError> {
    let blank = pairs.iter().find(|pair| pair.key.value.is_empty());
    if let Some(value) = blank.map(|pair| pair.value.as_ref().map_or(pair.key.span, |value| value.span)) {
        let span = blank.map_or(value, |pair| pair.key.span.join(value));
        return Err(SyntaxError::new(span, "the name before `=` is missing").help(usage(name)));
    }
    some(name, pairs, place)
}

fn volume(args: Args, place: Span) -> Built {
    let words = match args {
        Args::Json(words, _) => words.into_iter().map(word).collect(),
        Args::Words(words) => words,
        _ => Vec::new(),
    };
    if let Some(blank) = words.iter().find(|word| word.value.trim().is_empty()) {
        return Err(SyntaxError::new(blank.span, "this volume has no path").help("remove the empty string"));
    }
    some(Name::Volume, words, place).map(Kind::Volume)
}

fn healthcheck(kind: &Word, rest: Args, place: Span) -> Built {
    let command = command(rest, kind.span);
    let (empty, span) = match &command {
        Command::Exec(words, span) => (words.is_empty(), *span),
        Command::Shell(line) => (line.text.is_empty(), line.span),
    };
    match kind.value.to_ascii_uppercase().as_str() {
        "" => Err(none(Name::Healthcheck, place)),
        "NONE" if empty => Ok(Kind::Healthcheck(None)),
        "NONE" => {
            Err(SyntaxError::new(span, "`HEALTHCHECK NONE` takes no argument")
                .help("remove what follows `NONE`"))
        }
        "CMD" if empty => {
            Err(SyntaxError::new(kind.span, "`HEALTHCHECK CMD` has no command")
                .help(usage(Name::Healthcheck)))
        }
        "CMD" => Ok(Kind::Healthcheck(Some(command))),
        _ => Err(SyntaxError::new(kind.span, format!("unknown type `{}` for HEALTHCHECK", kind.value))
            .help("write `CMD` before the command")),
    }
}

fn onbuild(inner: Box<Instruction>) -> Built {
    let keyword = inner.keyword.value.trim().to_ascii_uppercase();
    if matches!(Name::of(&keyword), Some(Name::Onbuild | Name::From | Name::Maintainer)) {
        return Err(SyntaxError::new(inner.keyword.span, format!("`ONBUILD` cannot trigger `{keyword}`"))
            .help("write it in the Dockerfile that uses this image"));
    }
    Ok(Kind::Onbuild(inner))
}
