//! Words expanded; the expected values were checked against BuildKit.

use crate::syntax::dockerfile::expand::{Expanded, Lookup, expand, literal, variables};

fn lookup(name: &str) -> Lookup {
    match name {
        "a" => Lookup::Value("abcabc".to_owned()),
        "f" => Lookup::Value("foo.tar.gz".to_owned()),
        "p" => Lookup::Value("/usr/local/bin".to_owned()),
        "e" => Lookup::Value(String::new()),
        "x" => Lookup::Unknown,
        _ => Lookup::Unset,
    }
}

fn expanded(word: &str) -> Expanded {
    expand(word, '\\', &lookup)
}

#[test]
fn values() {
    for (word, value) in [
        ("plain", "plain"),
        ("a\\ b\\\\", "a b\\"),
        ("'$a \\'", "$a \\"),
        ("\"$a \\\" \\n\"", "abcabc \" \\n"),
        ("$a-${a}", "abcabc-abcabc"),
        ("$u|${u}|$e", "||"),
        ("$ $. \\$a", "$ $. $a"),
        ("${u:-d}${e:-d}${a:-d}", "ddabcabc"),
        ("${u-d}${e-d}", "d"),
        ("${u:+s}${e:+s}${a:+s}", "s"),
        ("${u+s}${e+s}", "s"),
        ("${a:?m}${e?m}", "abcabc"),
        ("${u:-${e:-${a}}}", "abcabc"),
        ("${u:-\"a b\"'c'}", "a bc"),
        ("${f#*.}|${f##*.}|${f%.*}|${f%%.*}", "tar.gz|gz|foo.tar|foo"),
        ("${p#/}|${p%/*}", "usr/local/bin|/usr/local"),
        ("${a/b/X}|${a//b/X}|${p//\\//-}", "aXcabc|aXcaXc|-usr-local-bin"),
        ("${a/b*/}", "a"),
        ("$1$@$?x", "x"),
    ] {
        assert_eq!(expanded(word).value.as_deref(), Some(value), "{word}");
    }
    assert_eq!(expand("`$a \\$a", '`', &lookup).value.as_deref(), Some("$a \\abcabc"));
}

#[test]
fn unknown_variables_make_a_value_unknown_only_where_they_are_needed() {
    for (word, known) in [
        ("$x", false),
        ("a${x:-b}", false),
        ("${x+b}", false),
        ("${x:?m}", false),
        ("${x#a}", false),
        ("${a#$x}", false),
        ("${a:-$x}", true),
        ("${u+$x}", true),
        ("'$x'", true),
    ] {
        let expanded = expanded(word);
        assert_eq!((expanded.value.is_some(), expanded.error), (known, None), "{word}");
    }
}

#[test]
fn words_that_are_refused() {
    for (word, message, part) in [
        ("a'b", "this single quote is not closed", "'b"),
        ("a\"b", "this double quote is not closed", "\"b"),
        ("a${b", "`}` is missing", "${b"),
        ("${}", "there is no variable name after `${`", "${"),
        ("${a:=b}", "unknown modifier `:=` after a variable name", "${a:=b}"),
        ("${a^}", "unknown modifier `^` after a variable name", "${a^"),
        ("${u:?give it}", "`u`: give it", "${u:?give it}"),
        ("${u?}", "`u` must be set", "${u?}"),
        ("${e:?}", "`e` must not be empty", "${e:?}"),
        ("${a/b}", "`/` is missing", "${a/b}"),
        ("${a#\\b}", "`\\b` is not a valid pattern: only `*`, `?` and `\\` can be escaped", "${a#\\b}"),
    ] {
        let fault = expanded(word).error.unwrap();
        assert_eq!((fault.message.as_str(), &word[fault.range]), (message, part), "{word}");
    }
}

#[test]
fn variables_are_named_with_their_places() {
    let word = "$a/${b:-${c}}\"$d\"'$n'\\$n${e+$f}";
    let used = expanded(word).used;
    let found: Vec<_> =
        used.iter().map(|used| (used.name.as_str(), &word[used.range.clone()], used.guarded)).collect();
    let expected = [
        ("a", "$a", false),
        ("b", "${b:-${c}}", true),
        ("c", "${c}", false),
        ("d", "$d", false),
        ("e", "${e+$f}", true),
        ("f", "$f", false),
    ];
    assert_eq!(found, expected);
    assert_eq!(variables("x$y", '\\'), [("y".to_owned(), 1..3)]);
}

#[test]
fn literals_name_no_variable() {
    assert_eq!(literal("\"a b\"", '\\').as_deref(), Some("a b"));
    assert_eq!(literal("$a", '\\'), None);
    assert_eq!(literal("'", '\\'), None);
}

#[test]
fn deep_nesting_is_given_up_without_a_complaint() {
    let word = "${a:-".repeat(100_000);
    let expanded = expanded(&word);
    assert_eq!((expanded.value, expanded.error), (None, None));
}
