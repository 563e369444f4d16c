//! The places of tokens.

use crate::base::source::Span;
use crate::syntax::dockerfile::ast::{Command, Instruction, Kind};
use crate::syntax::dockerfile::parse;

fn slice(text: &str, span: Span) -> &str {
    &text[span.start..span.end]
}

fn nth(text: &str, index: usize) -> Instruction {
    parse(text).instructions.into_iter().nth(index).unwrap()
}

#[test]
fn a_byte_order_mark_shifts_everything() {
    let text = "\u{feff}FROM alpine AS b\n";
    let from = nth(text, 0);
    assert_eq!((from.span.start, from.keyword.span.start), (3, 3));
    let Kind::From { image, as_keyword, alias } = from.kind else { panic!() };
    let words = [Some(image), as_keyword, alias].map(|word| slice(text, word.unwrap().span));
    assert_eq!(words, ["alpine", "AS", "b"]);
}

#[test]
fn words_stand_where_they_are_written() {
    let text = "FROM a\r\nCOPY --from=b \\\r\n  # c\r\n\r\n  one \\\r\n two /x  \r\nUSER c\r\n";
    let file = parse(text);
    let copy = &file.instructions[1];
    assert_eq!(slice(text, copy.span), "COPY --from=b \\\r\n  # c\r\n\r\n  one \\\r\n two /x  ");
    let Kind::Copy(transfer) = &copy.kind else { panic!() };
    let words: Vec<_> =
        transfer.sources.iter().chain([&transfer.target]).map(|w| slice(text, w.span)).collect();
    assert_eq!(words, ["one", "two", "/x"]);
    assert_eq!(slice(text, copy.flags[0].span), "--from=b");
    assert_eq!(slice(text, copy.flags[0].value.as_ref().unwrap().span), "b");
    assert_eq!(file.comments.iter().map(|c| slice(text, c.span)).collect::<Vec<_>>(), ["# c"]);
    assert_eq!(copy.blank_lines.len(), 1);
    assert_eq!(text[copy.blank_lines[0].start..].get(..2), Some("\r\n"));
}

#[test]
fn a_keyword_may_be_broken() {
    let text = "FROM a\nRU\\\nN x\n";
    let run = nth(text, 1);
    assert_eq!((run.keyword.value.as_str(), slice(text, run.keyword.span)), ("RUN", "RU\\\nN"));
}

#[test]
fn shell_text_maps_back_over_continuations() {
    let text = "FROM a\nRUN one \\\n# c\n  && two\n";
    let Kind::Run(Command::Shell(line)) = nth(text, 1).kind else { panic!() };
    assert_eq!(line.text, "one   && two");
    let at = line.text.find("&& two").unwrap();
    assert_eq!(slice(text, line.span(at..line.text.len())), "&& two");
}

#[test]
fn exec_words_map_back_over_escapes() {
    let text = "FROM a\nCMD [\"a\\\"b\", \\\n \"c\"]\n";
    let Kind::Cmd(Command::Exec(words, span)) = nth(text, 1).kind else { panic!() };
    assert_eq!(slice(text, span), "[\"a\\\"b\", \\\n \"c\"]");
    let found: Vec<_> = words.iter().map(|word| (word.text.as_str(), slice(text, word.span))).collect();
    assert_eq!(found, [("a\"b", "a\\\"b"), ("c", "c")]);
    assert_eq!(slice(text, words[0].span(1..2)), "\\\"");
}

#[test]
fn pairs_keep_their_quotes() {
    let text = "FROM a\nENV A=\"b c\" D=\nENV E f  g\nARG H I=j\n";
    let pairs = |index| match nth(text, index).kind {
        Kind::Env(pairs) | Kind::Arg(pairs) => pairs,
        _ => panic!(),
    };
    let found = |index| -> Vec<(String, Option<String>, bool)> {
        let shown = |word: &crate::syntax::dockerfile::ast::Word| {
            assert_eq!(slice(text, word.span), word.value);
            word.value.clone()
        };
        pairs(index).iter().map(|p| (shown(&p.key), p.value.as_ref().map(shown), p.legacy)).collect()
    };
    let pair = |key: &str, value: Option<&str>, legacy| (key.to_owned(), value.map(str::to_owned), legacy);
    assert_eq!(found(1), [pair("A", Some("\"b c\""), false), pair("D", Some(""), false)]);
    assert_eq!(found(2), [pair("E", Some("f  g"), true)]);
    assert_eq!(found(3), [pair("H", None, false), pair("I", Some("j"), false)]);
}

#[test]
fn heredocs_keep_opener_body_and_closer() {
    let text = "FROM a\nONBUILD COPY <<-\"A\" <<B /x\n\tone\n\t\ttwo\n\tA\n$three\nB\nUSER u\n";
    let onbuild = nth(text, 1);
    assert!(slice(text, onbuild.span).ends_with("$three\nB"));
    assert!(onbuild.heredocs.is_empty());
    let Kind::Onbuild(copy) = onbuild.kind else { panic!() };
    let found: Vec<_> = copy
        .heredocs
        .iter()
        .map(|h| (slice(text, h.opener), h.body.text.as_str(), slice(text, h.closer), h.expand, h.chomp))
        .collect();
    let expected = [("<<-\"A\"", "one\ntwo\n", "\tA", false, true), ("<<B", "$three\n", "B", true, false)];
    assert_eq!(found, expected);
    let body = &copy.heredocs[0].body;
    assert_eq!(slice(text, body.span(4..7)), "two");
    let Kind::Copy(transfer) = &copy.kind else { panic!() };
    assert!(transfer.sources.is_empty());
    assert_eq!(transfer.target.value, "/x");
}

#[test]
fn an_open_heredoc_takes_the_rest_of_the_file() {
    let text = "FROM a\nRUN <<EOF\necho\nUSER b\n";
    let file = parse(text);
    assert_eq!(file.instructions.len(), 2);
    let heredoc = &file.instructions[1].heredocs[0];
    assert_eq!(heredoc.body.text, "echo\nUSER b\n");
    assert_eq!(heredoc.closer, Span::at(text.len()));
}

#[test]
fn healthcheck_takes_its_type_in_any_case() {
    let text = "FROM a\nHEALTHCHECK --retries=3 cmd [\"x\"]\nhealthcheck none\n";
    assert!(matches!(nth(text, 1).kind, Kind::Healthcheck(Some(Command::Exec(..)))));
    assert!(matches!(nth(text, 2).kind, Kind::Healthcheck(None)));
}

#[test]
fn comments_and_directives_are_kept() {
    let text = "# syntax=a\n# escape=`\n#b \nFROM a\n  # c\nRUN <<EOF\n# not\nEOF\n";
    let file = parse(text);
    let comments: Vec<_> = file.comments.iter().map(|c| (slice(text, c.span), c.text.as_str())).collect();
    let expected = [("# syntax=a", "syntax=a"), ("# escape=`", "escape=`"), ("#b ", "b"), ("# c", "c")];
    assert_eq!(comments, expected);
    assert_eq!(
        file.directives.iter().map(|d| slice(text, d.span)).collect::<Vec<_>>(),
        ["# syntax=a", "# escape=`"]
    );
    assert_eq!(file.escape, '`');
}
