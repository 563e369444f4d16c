//! Colours for what grammars cannot know: which words are stages, variables in scope, programs that are run.

use gen_lsp_types::{SemanticToken, SemanticTokens, SemanticTokensParams, SemanticTokensRangeParams};

use super::here::File;
use super::names::{Name, occurrences};
use super::requests::{Context, Failure};
use crate::base::source::Span;

/// The types of tokens, by number.
pub const TYPES: [&str; 6] = ["keyword", "namespace", "variable", "function", "parameter", "macro"];
/// The modifiers of tokens, by bit.
pub const MODIFIERS: [&str; 1] = ["declaration"];

const KEYWORD: u32 = 0;
const STAGE: u32 = 1;
const VARIABLE: u32 = 2;
const PROGRAM: u32 = 3;
const FLAG: u32 = 4;
const DIRECTIVE: u32 = 5;

/// `textDocument/semanticTokens/full`.
pub fn full(context: &Context, params: &SemanticTokensParams) -> Result<SemanticTokens, Failure> {
    let file = File::open(context, &params.text_document.uri);
    Ok(file.map_or_else(SemanticTokens::default, |file| encoded(&file, None)))
}

/// `textDocument/semanticTokens/range`.
pub fn range(context: &Context, params: &SemanticTokensRangeParams) -> Result<SemanticTokens, Failure> {
    let file = File::open(context, &params.text_document.uri);
    Ok(file.map_or_else(SemanticTokens::default, |file| encoded(&file, Some(file.span(params.range)))))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Token {
    span: Span,
    kind: u32,
    declares: bool,
}

fn tokens(file: &File) -> Vec<Token> {
    let mut all = Vec::new();
    let mut add = |span: Span, kind: u32, declares: bool| all.push(Token { span, kind, declares });
    if let Some((_, dockerfile)) = file.dockerfile() {
        for step in dockerfile.steps() {
            add(step.instruction.keyword.span, KEYWORD, false);
            for flag in &step.instruction.flags {
                add(Span::new(flag.span.start, flag.name.span.end), FLAG, false);
            }
        }
        for run in dockerfile.runs() {
            for command in &run.run.script.commands {
                if let Some(word) = command.words.first() {
                    add(word.span, PROGRAM, false);
                }
            }
        }
        for directive in &dockerfile.tree.directives {
            add(directive.name.span, DIRECTIVE, false);
        }
    }
    for one in occurrences(file.project).iter().filter(|one| file.holds(&one.place) && one.literal) {
        let kind = match one.name {
            Name::Stage(..) => STAGE,
            Name::Variable(..) => VARIABLE,
            Name::Image(_) => continue,
        };
        add(one.place.span, kind, one.declares);
    }
    for process in &file.project.deployment.processes {
        for ran in &process.launch.commands {
            if file.holds(&ran.program) && file.manifest().is_some() {
                add(ran.program.span, PROGRAM, false);
            }
        }
    }
    all
}

/// Tokens as the protocol packs them: on one line each, in order, none over another.
fn encoded(file: &File, only: Option<Span>) -> SemanticTokens {
    let mut all = tokens(file);
    all.retain(|token| only.is_none_or(|only| token.span.start < only.end && only.start < token.span.end));
    all.sort_unstable();
    let mut data = Vec::new();
    let (mut line, mut character, mut end) = (0, 0, 0);
    for token in all.iter().filter(|token| !token.span.is_empty()) {
        let range = file.range(token.span);
        if token.span.start < end || range.start.line != range.end.line {
            continue;
        }
        end = token.span.end;
        let same = range.start.line == line;
        data.push(SemanticToken {
            delta_line: range.start.line - line,
            delta_start: if same { range.start.character - character } else { range.start.character },
            length: range.end.character - range.start.character,
            token_type: token.kind,
            token_modifiers_bitset: u32::from(token.declares),
        });
        (line, character) = (range.start.line, range.start.character);
    }
    SemanticTokens { result_id: None, data }
}
