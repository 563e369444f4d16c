//! What a person did wrong where the parser gave up, in words that help someone who does not know YAML.
//!
//! All places are bytes of the repaired text; the caller translates them.

mod block;
mod brackets;
mod foreign;
mod line;
mod quotes;
mod value;

use granit_parser::ErrorKind;

use super::build::{Cause, Failure, MAX_DEPTH};
use super::patch::Edit;
use crate::base::source::Span;
use crate::syntax::SyntaxError;
use line::{Line, line_at};

/// What is wrong, and what would repair it; without edits the rest of the text cannot be read.
#[derive(Debug)]
pub(super) struct Mistake {
    pub error: SyntaxError,
    pub edits: Vec<Edit>,
}

impl Mistake {
    fn new(error: SyntaxError, edits: Vec<Edit>) -> Mistake {
        Mistake { error, edits }
    }
}

/// The place of a failure.
struct Scene<'a> {
    text: &'a str,
    failure: &'a Failure,
    /// The line that the parser is in.
    line: Line<'a>,
}

/// Finds the mistake that caused a failure.
pub(super) fn diagnose(text: &str, failure: &Failure) -> Mistake {
    let scene = Scene { text, failure, line: line_at(text, failure.at) };
    let kind = match &failure.cause {
        Cause::TooMuch => return too_much(&scene),
        Cause::ForeignBlank => return foreign::blank(&scene),
        Cause::Grammar(ErrorKind::RecursionLimitExceeded) => return too_deep(&scene),
        Cause::Grammar(kind) => kind,
    };
    foreign::find(&scene).or_else(|| specific(&scene, kind)).unwrap_or_else(|| unknown(&scene, kind))
}

/// The line around an offset, without its end.
pub(super) fn line_around(text: &str, at: usize) -> Span {
    line_at(text, at).span()
}

/// Where the top-level entry around an offset ends.
pub(super) fn section_end(text: &str, at: usize) -> usize {
    let mut line = line_at(text, at);
    while let Some(next) = line.next() {
        if next.indent == 0 && !next.is_blank() {
            return next.start;
        }
        line = next;
    }
    text.len()
}

/// Text of the file as messages show it.
pub(super) fn clip(text: &str) -> String {
    let text = text.lines().next().unwrap_or("");
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

fn specific(scene: &Scene<'_>, kind: &ErrorKind) -> Option<Mistake> {
    use ErrorKind as E;
    match kind {
        E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabNotAllowed
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar => block::tabs(scene),
        E::UnexpectedCharacter { character: '\t' } => block::tabs(scene),
        E::UnexpectedCharacter { character } => value::reserved(scene, *character),
        E::MappingValueNotAllowed | E::MappingKeyNotAllowed => {
            block::second_colon(scene).or_else(|| brackets::find(scene))
        }
        E::SimpleKeyExpected => block::no_key(scene, scene.line),
        E::ExpectedBlockMappingKey => block::not_beside(scene).or_else(|| brackets::find(scene)),
        E::ExpectedBlockSequenceEntry => block::key_in_list(scene),
        E::ExpectedDocumentStart
        | E::MissingDocumentEndBeforeDirective
        | E::MissingDirectiveName
        | E::InvalidDirectiveName
        | E::InvalidDirectiveTerminator => block::after_the_end(scene),
        E::BlockSequenceEntryNotAllowed => value::dash(scene),
        E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent => value::block_header(scene),
        E::InvalidBlockScalarIndent => Some(value::block_indent(scene)),
        E::MissingAnchorOrAliasName | E::UndeclaredTagHandle | E::InvalidTagTerminator | E::MissingTagUri => {
            value::indicator(scene)
        }
        E::CommentInterceptedScalar => value::cut_by_comment(scene),
        E::CommentNotSeparated | E::ExpectedWhitespace => value::glued_comment(scene),
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => quotes::unclosed(scene),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            quotes::trailing(scene)
        }
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidUnicodeEscape
        | E::InvalidLowSurrogate
        | E::InvalidLowSurrogateHexEscape
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate => quotes::escape(scene),
        _ => brackets::find(scene),
    }
}

fn too_much(scene: &Scene<'_>) -> Mistake {
    let error =
        SyntaxError::new(Span::at(scene.failure.at), "this file has more values than any manifest needs")
            .help("look for aliases (`*name`) that copy each other, or check that this is the right file");
    Mistake::new(error, Vec::new())
}

fn too_deep(scene: &Scene<'_>) -> Mistake {
    let error = SyntaxError::new(
        Span::at(scene.failure.at),
        format!("lists and maps are nested more than {MAX_DEPTH} levels deep"),
    )
    .help("heroku.yml needs four levels at most");
    Mistake::new(error, Vec::new())
}

/// No mistake we know: the parser's own words.
fn unknown(scene: &Scene<'_>, kind: &ErrorKind) -> Mistake {
    let span = scene.line.from(scene.failure.at);
    let error = SyntaxError::new(span, format!("YAML syntax error: {kind}"))
        .help("write `key: value` or `- item`, and put text with special characters in quotes");
    Mistake::new(error, vec![scene.line.lose_value()])
}
