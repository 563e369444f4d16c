//! What is refused: the words that are wrong, and what is said of them.

use crate::syntax::SyntaxError;
use crate::syntax::dockerfile::parse;

fn words<'a>(text: &'a str, errors: &[SyntaxError]) -> Vec<&'a str> {
    errors.iter().map(|error| &text[error.span.start..error.span.end]).collect()
}

#[test]
fn errors_point_at_the_words_that_are_wrong() {
    for (line, wrong, message, help) in [
        ("RNU x", "RNU", "`RNU` is not an instruction", "did you mean `RUN`?"),
        ("&& x", "&&", "`&&` is not an instruction", "end the line before"),
        ("COPY --form=a b c", "--form", "`COPY` knows no flag `--form`", "did you mean `--from`?"),
        ("CMD --a b", "--a", "`CMD` knows no flag `--a`", "takes no flags"),
        ("COPY --from=a --from=b c d", "--from=b", "`--from` is given twice", ""),
        ("COPY --link=x c d", "x", "`x` is not a value of `--link`", "`--link=false`"),
        ("COPY --from c d", "--from", "`--from` has no value", "`--from=value`"),
        ("COPY a", "a", "needs a source and a target", "COPY source target"),
        ("COPY", "COPY", "`COPY` has no argument", "COPY source target"),
        ("COPY a <<B\nB", "<<B", "cannot be the target", "write the target path"),
        ("CMD [\"a\", 1]", "1", "`1` is not a string", "double quotes"),
        ("ENV A", "A", "`A` has no value", "`A=value`"),
        ("ENV A=b c", "c", "`c` is not a `key=value` pair", "quote a value"),
        ("LABEL =b", "=b", "a name is missing", "LABEL key=value"),
        ("FROM a b", "a b", "`FROM` takes an image", "write `AS`"),
        ("FROM a AS", "a AS", "`FROM` takes an image", "name after `AS`"),
        ("FROM a AS 1b", "1b", "`1b` is not a name for a stage", "starts with a letter"),
        ("SHELL bash -c", "bash -c", "takes a JSON array", "SHELL [\"program\""),
        ("VOLUME [\" \"]", " ", "a volume has no path", ""),
        ("HEALTHCHECK CRUL x", "CRUL", "knows no `CRUL`", "write `CMD`"),
        ("HEALTHCHECK NONE x", "x", "takes no argument", ""),
        ("HEALTHCHECK CMD", "CMD", "has no command", ""),
        ("HEALTHCHECK --interval=30 CMD x", "30", "`30` is not a duration", "`--interval=30s`"),
        ("HEALTHCHECK --interval=1us CMD x", "1us", "less than a millisecond", "unit"),
        ("HEALTHCHECK --retries=x CMD x", "x", "not a number of retries", "`--retries=3`"),
        ("ONBUILD FROM a", "FROM", "cannot trigger `FROM`", ""),
        ("RUN --network=hots x", "hots", "not a value of `--network`", "did you mean `host`?"),
        ("RUN --mount=type=bind,from=$A,target=/x y", "$A", "cannot hold a variable", "FROM image AS name"),
        ("RUN --mount=a\\\"b x", "a\\\"b", "a quote stands inside a field", "`key=value` fields"),
        ("RUN <<EOF\nx", "<<EOF", "the heredoc `EOF` is never closed", "only `EOF`"),
        ("RUN <<EOF\nx\n EOF", "<<EOF", "never closed", "without blanks"),
    ] {
        let text = format!("FROM a\n{line}\n");
        let file = parse(&text);
        assert_eq!(words(&text, &file.errors), [wrong], "{line}");
        let error = &file.errors[0];
        assert!(error.message.contains(message), "{line}: {}", error.message);
        assert!(error.help.as_deref().unwrap_or("").contains(help), "{line}: {:?}", error.help);
    }
}

#[test]
fn values_that_fail_when_the_instruction_is_built() {
    for (line, wrong, message) in [
        ("RUN --mount=type=cash x", "cash", "not a type of a mount"),
        ("RUN --mount=tpye=cache x", "tpye=cache", "a mount knows no `tpye`"),
        ("RUN --mount=type=cache,target x", "target", "`target` has no value"),
        ("RUN --mount=type=bind,readonly=maybe x", "maybe", "not a value of `readonly`"),
        ("RUN --mount=type=bind,size=1 x", "size=1", "a bind mount knows no `size`"),
        ("RUN --mount=type=tmpfs,size=x x", "x", "not a value of `size`"),
        ("RUN --mount=type=bind,mode=1 x", "mode=1", "a bind mount knows no `mode`"),
        ("RUN --mount=type=cache,mode=9 x", "9", "not a value of `mode`"),
        ("RUN --mount=type=cache,sharing=x x", "x", "not a sharing of a mount"),
        ("RUN --mount=type=bind,sharing=shared x", "sharing=shared", "a bind mount knows no `sharing`"),
        ("RUN --mount=type=secret x", "type=secret", "names no secret"),
        ("RUN --mount=type=secret,id=a,src=b x", "id=a", "not both"),
        ("RUN --mount=type=secret,from=a,id=b x", "from=a", "knows no `from`"),
        ("RUN --mount=type=bind,required x", "required", "knows no `required`"),
        ("COPY --chmod=abc x y", "abc", "`abc` is not a file mode"),
        ("ADD --chmod=99999 x y", "99999", "`99999` is not a file mode"),
    ] {
        let text = format!("FROM a\n{line}\n");
        let file = parse(&text);
        assert_eq!(file.errors, [], "{line}");
        assert_eq!(words(&text, &file.late_errors), [wrong], "{line}");
        assert!(file.late_errors[0].message.contains(message), "{line}: {}", file.late_errors[0].message);
    }
}

#[test]
fn values_that_are_right_or_unknown_pass() {
    for line in [
        "RUN --mount=type=$T,size=1,mode=7,sharing=locked x",
        "RUN --mount=type=cache,target=/x,sharing=$S,uid=$U,mode=0755,ro,rw=false x",
        "RUN --mount=type=secret,id=$I x",
        "RUN --mount=type=tmpfs,size=1.5GiB,target=/x x",
        "RUN --mount=type=ssh,required --mount=type=secret,required=true,target=/x,env=A x",
        "RUN --mount=from=a,dst=/x x",
        "COPY --chmod=$M x y",
        "COPY --chmod=u+x x y",
        "COPY --chmod=755 x y",
    ] {
        let file = parse(&format!("FROM a\n{line}\n"));
        assert_eq!((file.errors, file.late_errors), (vec![], vec![]), "{line}");
    }
}

#[test]
fn an_error_costs_only_its_line() {
    let bad =
        ["XYZ a", "COPY a", "ENV A", "CMD [1]", "HEALTHCHECK x", "FROM a b c d", "SHELL x", "ONBUILD FROM a"];
    for line in bad {
        let text = format!("FROM a\nRUN one\n{line}\nRUN two\nCMD [\"x\"]\n");
        let file = parse(&text);
        let keywords: Vec<_> = file.instructions.iter().map(|one| one.keyword.value.as_str()).collect();
        let own = line.split(' ').next().unwrap();
        assert_eq!(keywords, ["FROM", "RUN", own, "RUN", "CMD"], "{line}");
        assert_eq!(file.errors.len(), 1, "{line}");
    }
}

#[test]
fn a_file_needs_a_stage() {
    for (text, message) in [
        ("", "the file has no instructions"),
        ("# a\n", "the file has no instructions"),
        ("ARG A\n", "the file has no `FROM`"),
        ("ARG A\nRUN x\nFROM a\n", "`RUN` stands before the first `FROM`"),
        ("RUN x\n", "`RUN` stands before the first `FROM`"),
        ("FORM a\nRUN x\n", "`FORM` is not an instruction"),
        ("FROM\nRUN x\n", "`FROM` has no argument"),
    ] {
        let messages: Vec<_> = parse(text).errors.into_iter().map(|error| error.message).collect();
        assert_eq!(messages, [message], "{text:?}");
    }
}

#[test]
fn lines_of_65_535_bytes_are_the_longest() {
    for (length, errors) in [(65_535, 0), (65_536, 1)] {
        let text = format!("FROM a\nRUN {}\nUSER b\n", "x".repeat(length - 4));
        let file = parse(&text);
        assert_eq!(file.errors.len(), errors, "{length}");
        assert_eq!(file.instructions.len(), 3);
    }
}

#[test]
fn thousands_of_unknown_words_end_quickly_and_name_no_neighbours_after_a_while() {
    let file = parse(&format!("FROM a\n{}", "RNU x\n".repeat(1_500)));
    assert_eq!(file.errors.len(), 1_500);
    let suggested = file.errors.iter().filter(|error| error.help.as_deref() == Some("did you mean `RUN`?"));
    assert_eq!(suggested.count(), 1_000);
}
