#![allow(clippy::unwrap_used, clippy::panic)]

use crate::syntax::shell::*;

fn read(script: &str) -> Script {
    parse(&Text::verbatim(script, 0), Dialect::Sh)
}

/// One line a command: how it is joined, what surrounds it, its assignments, words and redirections.
fn outline(script: &Script) -> Vec<String> {
    let flags = |command: &Simple| {
        let context = command.context;
        let flags = [
            ('c', context.condition),
            ('b', context.branch),
            ('l', context.looped),
            ('f', context.function),
            ('p', context.subshell),
            ('s', context.substitution),
            ('x', context.script),
            ('&', command.background),
            ('!', command.negated),
        ];
        flags.iter().filter(|(_, set)| *set).map(|(flag, _)| *flag).collect::<String>()
    };
    let line = |command: &Simple| {
        let assignments =
            command.assignments.iter().map(|it| format!("{}:={}", it.name.value, it.value.text()));
        let words = command.words.iter().map(|word| word.text().to_string());
        let redirections =
            command.redirections.iter().map(|it| format!("{:?}:{}", it.operator, it.target.text()));
        let pipe = command.pipe.map(|pipe| format!("|{}.{}", pipe.pipeline, pipe.place));
        let head = [format!("{:?}", command.joined)].into_iter().chain(pipe);
        let flags = Some(flags(command)).filter(|flags| !flags.is_empty());
        let all = head.chain(flags).chain(assignments).chain(words).chain(redirections);
        all.collect::<Vec<_>>().join(" ")
    };
    script.commands.iter().map(line).collect()
}

#[test]
fn every_simple_command_is_found_where_it_stands() {
    let cases: &[(&str, &[&str])] = &[
        ("", &[]),
        ("a b 'c d'", &["First a b 'c d'"]),
        ("a && b || c; d & e\nf", &["First a", "And b", "Or c", "Then & d", "Background e", "Then f"]),
        ("a | b |& c && d", &["First |0.0 a", "Pipe |0.1 b", "Pipe |0.2 c", "And d"]),
        ("a && b | c || d", &["First a", "And |0.0 b", "Pipe |0.1 c", "Or d"]),
        ("! a | b", &["First |0.0 ! a", "Pipe |0.1 ! b"]),
        ("A=1 B=\"x y\" a >f 2>&1 <g", &["First A:=1 B:=\"x y\" a Write:f Duplicate:1 Read:g"]),
        ("A=$(b c) d", &["First A:=$(b c) d", "First s b c"]),
        ("A=1", &["First A:=1"]),
        ("> f", &["First Write:f"]),
        (
            "if a; then b; elif c; then d; else e; fi",
            &["First c a", "First b b", "First c c", "First b d", "First b e"],
        ),
        ("for x in $(a); do b; done; c", &["First s a", "First l b", "Then c"]),
        ("while a; do b && break; done", &["First cl a", "First l b", "And l break"]),
        ("case $(a) in x) b;; y|z) c; esac", &["First s a", "First b b", "First b c"]),
        ("( a; b ) && { c; }", &["First p a", "Then p b", "First c"]),
        ("f() { a; }; f", &["First f a", "Then f"]),
        (
            "a \"$(b | c `d`)\" e",
            &["First a \"$(b | c `d`)\" e", "First |0.0 s b", "Pipe |0.1 s c `d`", "First s d"],
        ),
        ("export A=1 B; exit 3", &["First export A=1 B", "Then exit 3"]),
        ("sh -c 'a && b' && c", &["First sh -c 'a && b'", "First x a", "And x b", "And c"]),
        ("bash -lc \"a \\\"b c\\\" $X\"", &["First bash -lc \"a \\\"b c\\\" $X\"", "First x a \"b c\" $X"]),
        ("cat <<E\n$(a) x\nE\nb", &["First cat Heredoc:E", "First s a", "Then b"]),
        ("[[ -n $(a) && x = y* ]] && b", &["First [[ -n $(a) && x = y* ]]", "First s a", "And b"]),
        ("time a; coproc b", &["First a", "Then & b"]),
        ("a # b", &["First a"]),
    ];
    for (text, expected) in cases {
        let script = read(text);
        assert_eq!(outline(&script), *expected, "{text}");
        assert_eq!(script.errors, [], "{text}");
    }
}

#[test]
fn words_resolve_quotes_and_keep_expansions() {
    let cases: &[(&str, Option<&str>, &str, bool)] = &[
        ("a", Some("a"), "", false),
        ("'a b'c\"d e\"", Some("a bcd e"), "", false),
        ("a\\ b\\$c", Some("a b$c"), "", false),
        ("\"a\\\"b\\$c\\d\"", Some("a\"b$c\\d"), "", false),
        ("''", Some(""), "", false),
        ("$A", None, "A", false),
        ("x\"${A}y$1\"", None, "A 1", false),
        ("'$A'", Some("$A"), "", false),
        ("${A:-b}", None, "A=b", false),
        ("\"${A:-'b'}\"", None, "A='b'", false),
        ("${A-${B}}", None, "A=?", false),
        ("${A:+b}${A/b/c}${A?b}${A:=c}", None, "A+ A~ A! A:=c", false),
        ("${A#-}${A##*/}${A%b}${A%%$B}", None, "A#- A##*/ A%b A%%?", false),
        ("${#A}${!A}${A[0]}$((A+1))", None, "", false),
        ("\"${A[@]}\"", None, "A[@]", false),
        ("$(a \")\" 'x)')b", None, "", false),
        ("*.txt", Some("*.txt"), "", true),
        ("'*'\\?\"[\"", Some("*?["), "", false),
        ("a$", Some("a$"), "", false),
        ("ä\"ü$Ö\"", Some("äü$Ö"), "", false),
    ];
    for (text, literal, variables, glob) in cases {
        let script = read(&format!("echo {text}"));
        let word = &script.commands[0].words[1];
        let describe = |variable: &Variable| match &variable.operation {
            None => variable.name.clone(),
            Some(Operation::Default(word)) => {
                format!("{}={}", variable.name, word.literal().unwrap_or("?".into()))
            }
            Some(Operation::Alternative(_)) => format!("{}+", variable.name),
            Some(Operation::Required) => format!("{}!", variable.name),
            Some(Operation::Assign(word)) => {
                format!("{}:={}", variable.name, word.literal().unwrap_or("?".into()))
            }
            Some(Operation::Trim { pattern, end, longest }) => {
                let sign = if *end { "%" } else { "#" }.repeat(if *longest { 2 } else { 1 });
                format!("{}{sign}{}", variable.name, pattern.literal().unwrap_or("?".into()))
            }
            Some(Operation::Edit) => format!("{}~", variable.name),
        };
        let found: Vec<String> = word.variables().map(|(variable, _)| describe(variable)).collect();
        assert_eq!(word.text(), *text);
        assert_eq!(word.literal().as_deref(), *literal, "{text}");
        assert_eq!(found.join(" "), *variables, "{text}");
        assert_eq!(word.glob, *glob, "{text}");
    }
}

#[test]
fn words_are_cut_at_literal_text() {
    let script = read("a --bind='0.0.0.0':\"${PORT}\" x");
    let word = &script.commands[0].words[1];
    let value = word.strip_prefix("--bind=").unwrap();
    assert_eq!(value.text(), "0.0.0.0':\"${PORT}");
    let (host, port) = value.rsplit_once(':').unwrap();
    assert_eq!((host.text(), port.text(), port.span), ("0.0.0.0", "${PORT}", Span::new(20, 27)));
    assert!(word.strip_prefix("--port").is_none());
    assert!(word.strip_prefix("--bind=0.0.0.0:").unwrap().literal().is_none());
}

#[test]
fn ranges_lead_back_over_joined_lines_and_into_scripts() {
    let mut text = Text::default();
    text.push("sh -c \"a ", Span::new(4, 13));
    text.push("  b \\\"c\\\" $X\"", Span::new(15, 28));
    let script = parse(&text, Dialect::Sh);
    let inner = &script.commands[1];
    let spans: Vec<Span> = inner.words.iter().map(|word| word.span).collect();
    assert_eq!(spans, [Span::new(11, 12), Span::new(17, 18), Span::new(19, 24), Span::new(25, 27)]);
    assert_eq!(inner.parent, Some(0));
}

#[test]
fn wrappers_are_seen_through() {
    let cases: &[(&str, &str)] = &[
        ("apt-get install x", "apt-get install x"),
        ("/usr/bin/apt-get update", "apt-get update"),
        ("exec a b", "a b"),
        ("exec -a name a b", "a b"),
        ("env -i -u HOME X=1 Y=$Z a b", "a b"),
        ("env", "env"),
        ("sudo -E a", "a"),
        ("sudo -Eu root A=1 a", "a"),
        ("sudo -uroot -- a", "a"),
        ("sudo -l", "sudo -l"),
        ("command -v a", "command -v a"),
        ("command a", "a"),
        ("nohup nice -n 5 /usr/bin/time -p a", "a"),
        ("xargs -0 -n 1 rm -f", "rm -f"),
        ("timeout -k 5 10 a", "a"),
        ("tini -g -- a b", "a b"),
        ("dumb-init --rewrite 15:3 -- a", "a"),
        ("su-exec app:app a", "a"),
        ("gosu app exec a", "a"),
        ("chroot --userspec=a /x b", "b"),
        ("busybox httpd -f", "httpd -f"),
        ("wait-for-it.sh db:5432 -t 30 -- a b", "a b"),
        ("wait-for-it.sh db:5432", "wait-for-it.sh db:5432"),
        ("$CMD a", " a"),
        ("sudo", "sudo"),
    ];
    for (text, expected) in cases {
        let script = read(text);
        let found = script.commands[0].effective();
        let args: Vec<&str> = found.args.iter().map(Word::text).collect();
        let line = std::iter::once(found.program.as_str()).chain(args).collect::<Vec<_>>().join(" ");
        assert_eq!(line, *expected, "{text}");
    }
}

#[test]
fn shells_get_scripts() {
    let cases: &[(&str, Option<&str>)] = &[
        ("sh -c 'a b'", Some("a b")),
        ("/bin/bash -euo pipefail -c 'a'", Some("a")),
        ("bash -o pipefail -lc a x", Some("a")),
        ("exec env A=1 sh -c \"a $X\"", Some("a $X")),
        ("su app -c 'a b'", Some("a b")),
        ("eval 'a'", Some("a")),
        ("sh run.sh -c", None),
        ("sh -c", None),
    ];
    for (text, expected) in cases {
        let script = read(text);
        let nested = script.commands[0].effective().script.map(|nested| nested.text.text);
        assert_eq!(nested.as_deref(), *expected, "{text}");
    }
}

#[test]
fn words_without_a_shell_are_literal() {
    let words = [Word::plain(&Text::verbatim("tini", 2)), Word::plain(&Text::verbatim("$PORT", 10))];
    let found = effective(&words);
    assert_eq!((found.program.as_str(), found.path().as_ref()), ("$PORT", "$PORT"));
    assert!(found.is_via("tini"));
}

#[test]
fn what_only_bash_reads_is_no_error_but_broken_text_is() {
    let cases: &[(&str, Option<(Span, &str)>)] = &[
        ("[[ -f x && -n $y ]] && a=(1 2)", None),
        ("for ((i=0;i<1;i++)); do a; done", None),
        ("a; if true; then b", Some((Span::new(17, 18), "expected 'fi'"))),
        ("echo \"abc", Some((Span::new(5, 9), "unterminated double quote"))),
        ("a | | b", Some((Span::new(4, 5), "expected command after |"))),
    ];
    for (text, expected) in cases {
        let script = read(text);
        let found = script.errors.first().map(|error| (error.span, error.message.as_str()));
        assert_eq!(found, *expected, "{text}");
    }
    assert!(parse(&Text::verbatim("Write-Host \"", 0), Dialect::of("pwsh")).errors.is_empty());
}

#[test]
fn what_a_command_sets_is_known() {
    let script = read("A=1 b; export C=\"2 3\" D; readonly E=$F; G+=h");
    let found: Vec<(&str, &str)> = (script.commands.iter().flat_map(Simple::assigned))
        .map(|it| (it.name.value.as_str(), it.value.text()))
        .collect();
    assert_eq!(found, [("A", "1"), ("C", "\"2 3\""), ("E", "$F"), ("G", "h")]);
}

#[test]
fn heredocs_comments_functions_and_pipelines_are_kept() {
    let text = "f() { a; } # one\ncat <<-'E' >x\n\tb $c\n\tE\nd | e";
    let script = read(text);
    let body = script.commands[1].redirections[0].heredoc.as_ref().unwrap();
    assert_eq!((body.text.text.as_str(), body.expand), ("\tb $c\n", false));
    assert_eq!(script.comments, [Span::new(11, 16)]);
    assert_eq!(script.functions, [Spanned::new("f".to_string(), Span::at(0).join(Span::new(0, 1)))]);
    assert_eq!(
        (script.pipelines[0].length, script.pipelines[0].span),
        (2, Span::new(text.len() - 5, text.len()))
    );
}

#[test]
fn hostile_text_ends_with_at_most_a_few_errors() {
    let refused = [
        "$(".repeat(10_000),
        format!("{}{}", "$(a ".repeat(10_000), ")".repeat(10_000)),
        "\"$(".repeat(10_000),
        "(".repeat(300_000),
        "{ ".repeat(100_000),
        "${a:-".repeat(50_000),
        "{a,".repeat(80_000),
        "time ".repeat(50_000),
        "coproc ".repeat(30_000),
        "if ".repeat(50_000),
        "f(){ ".repeat(50_000),
        "a && ".repeat(50_000),
        "a".repeat(2_000_000),
    ];
    for text in refused {
        let head = text.chars().take(20).collect::<String>();
        let errors = read(&text).errors.len();
        assert!((1..=20).contains(&errors), "{head}: {errors} errors");
    }
    let deep = format!("{}a{}", "sh -c \"".repeat(2), "\"".repeat(2));
    assert!(!read(&deep).commands.is_empty());
    for text in [
        "a ".repeat(100_000),
        "a;".repeat(100_000),
        "\"".repeat(100_001),
        "`".repeat(100_001),
        "\\".repeat(9),
    ] {
        read(&text);
    }
}
