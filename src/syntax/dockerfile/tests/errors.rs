//! What BuildKit rejects: the part that is wrong, and the message.

use crate::syntax::SyntaxError;
use crate::syntax::dockerfile::parse;

fn words<'a>(text: &'a str, errors: &[SyntaxError]) -> Vec<&'a str> {
    errors.iter().map(|error| &text[error.span.start..error.span.end]).collect()
}

#[test]
fn errors_point_at_the_words_that_are_wrong() {
    for (line, wrong, message, help) in [
        ("RNU x", "RNU", "unknown instruction `RNU`", "did you mean `RUN`?"),
        ("&& x", "&&", "unknown instruction `&&`", "end the line before it"),
        ("COPY --form=a b c", "--form", "unknown flag `--form` for `COPY`", "did you mean `--from`?"),
        ("CMD --a b", "--a", "unknown flag `--a` for `CMD`", "has no flags"),
        ("COPY --from=a --from=b c d", "--from=b", "duplicate flag `--from`", ""),
        ("COPY --link=x c d", "x", "`x` is not a valid value for `--link`", "`--link=false`"),
        ("COPY --from c d", "--from", "`--from` has no value", "`--from=value`"),
        ("COPY a", "a", "needs a source and a destination", "COPY source destination"),
        ("COPY", "COPY", "`COPY` has no argument", "COPY source destination"),
        ("COPY a <<B\nB", "<<B", "cannot be the destination", "write the destination path"),
        ("CMD [\"a\", 1]", "1", "`1` is not a string", "double quotes"),
        ("ENV A", "A", "`A` has no value", "`A=value`"),
        ("ENV A=b c", "c", "`c` is not a `key=value` pair", "put quotes around a value"),
        ("LABEL =b", "=b", "the name before `=` is missing", "LABEL key=value"),
        ("FROM a b", "a b", "FROM takes an image", "write `AS`"),
        ("FROM a AS", "a AS", "FROM takes an image", "name after `AS`"),
        ("FROM a AS 1b", "1b", "`1b` is not a valid stage name", "start with a letter"),
        ("SHELL bash -c", "bash -c", "needs a JSON array", "SHELL [\"program\""),
        ("VOLUME [\" \"]", " ", "this volume has no path", ""),
        ("HEALTHCHECK CRUL x", "CRUL", "unknown type `CRUL`", "write `CMD`"),
        ("HEALTHCHECK NONE x", "x", "takes no argument", ""),
        ("HEALTHCHECK CMD", "CMD", "has no command", ""),
        ("HEALTHCHECK --interval=30 CMD x", "30", "`30` is not a duration", "`--interval=30s`"),
        ("HEALTHCHECK --interval=1us CMD x", "1us", "shorter than a millisecond", "unit"),
        ("HEALTHCHECK --retries=x CMD x", "x", "not a valid number of retries", "`--retries=3`"),
        ("ONBUILD FROM a", "FROM", "cannot trigger `FROM`", ""),
        ("RUN --network=hots x", "hots", "not a valid value for `--network`", "did you mean `host`?"),
        (
            "RUN --mount=type=bind,from=$A,target=/x y",
            "$A",
            "does not expand variables",
            "FROM image AS name",
        ),
        ("RUN --mount=a\\\"b x", "a\\\"b", "there is a quote inside a field", "`key=value` pairs"),
        ("RUN <<EOF\nx", "<<EOF", "the heredoc `EOF` is not closed", "only `EOF`"),
        ("RUN <<EOF\nx\n EOF", "<<EOF", "not closed", "without spaces"),
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
        ("RUN --mount=type=cash x", "cash", "unknown mount type `cash`"),
        ("RUN --mount=tpye=cache x", "tpye=cache", "unknown key `tpye` for a mount"),
        ("RUN --mount=type=cache,target x", "target", "`target` has no value"),
        ("RUN --mount=type=bind,readonly=maybe x", "maybe", "not a valid value for `readonly`"),
        ("RUN --mount=type=bind,size=1 x", "size=1", "a bind mount has no key `size`"),
        ("RUN --mount=type=tmpfs,size=x x", "x", "not a valid value for `size`"),
        ("RUN --mount=type=bind,mode=1 x", "mode=1", "a bind mount has no key `mode`"),
        ("RUN --mount=type=cache,mode=9 x", "9", "not a valid value for `mode`"),
        ("RUN --mount=type=cache,sharing=x x", "x", "unknown mount sharing `x`"),
        ("RUN --mount=type=bind,sharing=shared x", "sharing=shared", "a bind mount has no key `sharing`"),
        ("RUN --mount=type=secret x", "type=secret", "does not name a secret"),
        ("RUN --mount=type=secret,id=a,src=b x", "id=a", "not both"),
        ("RUN --mount=type=secret,from=a,id=b x", "from=a", "has no key `from`"),
        ("RUN --mount=type=bind,required x", "required", "has no key `required`"),
        ("COPY --chmod=abc x y", "abc", "`abc` is not a valid file mode"),
        ("ADD --chmod=99999 x y", "99999", "`99999` is not a valid file mode"),
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
        ("ARG A\n", "the file has no FROM"),
        ("ARG A\nRUN x\nFROM a\n", "`RUN` comes before the first FROM"),
        ("RUN x\n", "`RUN` comes before the first FROM"),
        ("FORM a\nRUN x\n", "unknown instruction `FORM`"),
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
