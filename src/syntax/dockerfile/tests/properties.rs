//! What holds for any text.

use proptest::prelude::*;

use crate::base::source::{Span, Text};
use crate::syntax::dockerfile::ast::{Command, Dockerfile, Instruction, Kind, Word};
use crate::syntax::dockerfile::expand::{Lookup, expand};
use crate::syntax::dockerfile::parse;

/// Pieces that meet the parser where it bends.
const PIECES: [&str; 60] = [
    "FROM ",
    "RUN ",
    "COPY ",
    "ADD ",
    "ENV ",
    "ARG ",
    "LABEL ",
    "CMD ",
    "SHELL ",
    "ONBUILD ",
    "HEALTHCHECK ",
    "VOLUME ",
    "EXPOSE ",
    "USER ",
    "WORKDIR ",
    "ENTRYPOINT ",
    "STOPSIGNAL ",
    "MAINTAINER ",
    "AS ",
    "NONE",
    "\n",
    "\r\n",
    "\\\n",
    "\\ \r\n",
    "`\n",
    "# ",
    "# escape=`\n",
    "# check=x\n",
    "# syntax=a\n",
    "<<EOF",
    "<<-\"B\" ",
    "\nEOF\n",
    "\n\tB\n",
    "<<",
    "[\"a\", \"b\\n\"]",
    "[1]",
    "[\"",
    "\"",
    "'",
    "\\",
    "`",
    "$",
    "${a:-",
    "}",
    "=",
    "a=b ",
    "--from=a ",
    "--mount=type=cache,target=/x ",
    "--",
    "--interval=1 ",
    " ",
    "\t",
    "\u{a0}",
    "é",
    "🚀",
    "\u{feff}",
    "\0",
    "x",
    ",",
    "\u{b}",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_range_lies_in_the_file(text in text()) {
        let file = parse(&text);
        for span in spans(&file) {
            prop_assert!(text.get(span.start..span.end).is_some(), "{span:?} of {text:?}");
        }
        let mut end = 0;
        for instruction in &file.instructions {
            prop_assert!(end <= instruction.span.start && instruction.span.start <= instruction.span.end, "{text:?}");
            end = instruction.span.end;
        }
        prop_assert!(file.comments.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        prop_assert!(file.errors.windows(2).all(|pair| pair[0].span <= pair[1].span));
    }

    #[test]
    fn words_are_what_stands_there(text in text()) {
        let file = parse(&text);
        for word in file.instructions.iter().flat_map(words) {
            let written = &text[word.span.start..word.span.end];
            let joined = file.escape;
            prop_assert!(written == word.value || written.contains(joined), "{word:?} of {text:?}");
        }
    }

    #[test]
    fn arbitrary_text_is_read(text in any::<String>()) {
        let file = parse(&text);
        prop_assert!(!file.errors.is_empty() || !file.instructions.is_empty());
    }

    #[test]
    fn expansion_stays_in_the_word(word in text()) {
        let lookup = |name: &str| match name.len() % 3 {
            0 => Lookup::Value(word.clone()),
            1 => Lookup::Unset,
            _ => Lookup::Unknown,
        };
        let expanded = expand(&word, '\\', &lookup);
        let ranges = expanded.used.iter().map(|used| used.range.clone());
        for range in ranges.chain(expanded.error.map(|fault| fault.range)) {
            prop_assert!(word.get(range.clone()).is_some(), "{range:?} of {word:?}");
        }
    }
}

fn spans(file: &Dockerfile) -> Vec<Span> {
    let mut spans: Vec<Span> = file.comments.iter().map(|comment| comment.span).collect();
    for directive in &file.directives {
        spans.extend([directive.span, directive.name.span, directive.value.span]);
    }
    for error in file.errors.iter().chain(&file.late_errors) {
        spans.push(error.span);
        spans.extend(error.related.as_ref().map(|(span, _)| *span));
    }
    file.instructions.iter().for_each(|instruction| instruction_spans(instruction, &mut spans));
    spans
}

fn instruction_spans(instruction: &Instruction, spans: &mut Vec<Span>) {
    spans.extend([instruction.span, instruction.keyword.span, instruction.body.span]);
    spans.extend(&instruction.blank_lines);
    spans.extend(words(instruction).iter().map(|word| word.span));
    spans.extend(texts(instruction).iter().map(|text| text.span));
    for flag in &instruction.flags {
        spans.extend([flag.span, flag.name.span]);
        spans.extend(flag.value.as_ref().map(|value| value.span));
    }
    for heredoc in &instruction.heredocs {
        spans.extend([heredoc.opener, heredoc.closer, heredoc.body.span]);
    }
    if let Kind::Onbuild(inner) = &instruction.kind {
        instruction_spans(inner, spans);
    }
}

/// The words of an instruction as written; those of JSON arrays are left out.
fn words(instruction: &Instruction) -> Vec<Word> {
    match instruction.kind.clone() {
        Kind::From { image, as_keyword, alias } => {
            [Some(image), as_keyword, alias].into_iter().flatten().collect()
        }
        Kind::Copy(transfer) | Kind::Add(transfer) if !transfer.json => {
            transfer.sources.into_iter().chain([transfer.target]).collect()
        }
        Kind::Env(pairs) | Kind::Label(pairs) | Kind::Arg(pairs) => {
            pairs.into_iter().flat_map(|pair| [Some(pair.key), pair.value]).flatten().collect()
        }
        Kind::Expose(words) => words,
        Kind::User(word) | Kind::Workdir(word) | Kind::Stopsignal(word) | Kind::Maintainer(word) => {
            vec![word]
        }
        _ => Vec::new(),
    }
}

fn texts(instruction: &Instruction) -> Vec<Text> {
    match instruction.kind.clone() {
        Kind::Run(command)
        | Kind::Cmd(command)
        | Kind::Entrypoint(command)
        | Kind::Healthcheck(Some(command)) => match command {
            Command::Exec(words, _) => words,
            Command::Shell(line) => vec![line],
        },
        Kind::Shell(words) => words,
        _ => Vec::new(),
    }
}
