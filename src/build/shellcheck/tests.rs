#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::base::source::Source;
use crate::build::dockerfile::BuildArgs;
use crate::build::shellcheck::*;

fn file(text: &str) -> Dockerfile {
    Dockerfile::new(Source::new("Dockerfile", "Dockerfile", text), &BuildArgs::open())
}

/// The first line of what is given to ShellCheck, the variables set in it, and the script.
fn given(text: &str) -> Vec<(String, Vec<String>, String)> {
    let file = file(text);
    let subject = |subject: Subject| {
        let (head, script) = subject.text.split_at(subject.start);
        let mut lines = head.lines();
        let first = lines.next().expect("a first line").to_owned();
        let names = lines.map(|line| line.replace("export ", "").replace("=1", ""));
        (first, names.filter(|name| !PROXIES.contains(&name.as_str())).collect(), script.to_owned())
    };
    subjects(&file).map(subject).collect()
}

#[test]
fn shellcheck_gets_the_shell_the_variables_and_the_script() {
    let one = |first: &str, names: &[&str], script: &str| {
        (first.to_owned(), names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), script.to_owned())
    };
    let text = "ARG G\nFROM a AS a\nENV E=1 e=2\nARG A\nRUN x\nARG later\nONBUILD RUN y\nFROM a\nARG \"0-\"\nRUN z\n";
    let expected = [
        one("#!/bin/sh", &["A", "E", "e"], "x"),
        one("#!/bin/sh", &["A", "E", "e", "later"], "y"),
        one("#!/bin/sh", &["A", "E", "e", "later"], "z"),
    ];
    assert_eq!(given(text), expected);
    let cases: [(&str, &[(&str, &str)]); 9] = [
        ("SHELL [\"/usr/bin/bash\", \"-eo\", \"pipefail\", \"-c\"]\nRUN x", &[("#!/bin/bash -e", "x")]),
        ("SHELL [\"/bin/ash\", \"-o\", \"pipefail\", \"-c\"]\nRUN x", &[("#!/bin/dash", "x")]),
        ("SHELL [\"pwsh\", \"-Command\"]\nRUN x", &[]),
        ("SHELL [\"/bin/zsh\", \"-c\"]\nRUN x", &[]),
        ("RUN [\"x\"]\nRUN y", &[("#!/bin/sh", "y")]),
        (
            "SHELL [\"sh\", \"-ec\"]\nRUN <<EOF\n#!/bin/bash -u\nx\nEOF\nRUN <<EOF\n#!/usr/bin/env python3\nx\nEOF",
            &[("#!/bin/bash", "\nx\n")],
        ),
        ("# hadolint shell=/bin/bash\nRUN x\n# hadolint shell=powershell\nRUN y", &[("#!/bin/bash", "x")]),
        ("RUN <<EOF\n#!/bin/bash -e\nx\nEOF", &[("#!/bin/bash -e", "\nx\n")]),
        ("RUN cat <<EOF >y\n$x\nEOF", &[("#!/bin/sh", "cat <<EOF >y\n$x\nEOF")]),
    ];
    for (text, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|(first, script)| one(first, &[], script)).collect();
        assert_eq!(given(&format!("FROM a\n{text}\n")), expected, "{text}");
    }
    assert_eq!(given("# escape=`\nFROM a\nRUN x\n"), []);
}

#[test]
fn findings_stand_where_the_words_stand() {
    let file = file("FROM a\nRUN ä; \\\n  # no\n  echo $x\nRUN <<EOF\n#!/bin/bash\nö $y\nEOF\n");
    let subjects: Vec<Subject> = subjects(&file).collect();
    // The script begins in line 10.
    let cases = [
        (&subjects[0], (10, 11), (10, 13), Some(("SC2086", "$x", 4))),
        (&subjects[1], (11, 3), (11, 5), Some(("SC2086", "$y", 7))),
        (&subjects[0], (2, 1), (2, 7), None),
    ];
    for (subject, from, to, expected) in cases {
        let range = subject.offset(from.0, from.1)..subject.offset(to.0, to.1);
        let severity = Severity::Info;
        let finding = Finding { code: 2086, severity, message: "Quote it.".into(), help: None, range };
        let remarks = subject.remarks(vec![finding]);
        let found = remarks.first().map(|remark| {
            let line = file.source.position(remark.span.start).line;
            (remark.code, file.source.slice(remark.span), line)
        });
        assert_eq!(found, expected);
    }
    let beside = |code| Finding {
        code,
        severity: Severity::Error,
        message: String::new(),
        help: None,
        range: 400..401,
    };
    assert_eq!(subjects[0].remarks([1091, 2187, 9999].map(beside).into()), []);
    for (line, column) in [(0, 0), (99, 1), (1, 99)] {
        assert!(subjects[0].offset(line, column) <= subjects[0].text.len());
    }
}

#[cfg(feature = "shellcheck")]
mod builtin {
    use super::*;

    /// `line:column code words` of each finding.
    fn found(text: &str) -> Vec<String> {
        let file = file(text);
        let line = |remark: &Remark| {
            let at = file.source.position(remark.span.start);
            format!("{}:{} {} {}", at.line, at.column, remark.code, file.source.slice(remark.span))
        };
        file.remarks().iter().map(line).collect()
    }

    #[test]
    fn the_engine_finds_what_shellcheck_finds() {
        let cases: [(&str, &[&str]); 8] = [
            ("RUN cd /a && \\\n # why\n\techo $HOME", &["4:7 SC2086 $HOME"]),
            ("ONBUILD RUN echo $HOME", &["2:18 SC2086 $HOME"]),
            (
                "RUN <<EOF\nset -e\nfor f in $(ls *.txt); do cat \"$f\"; done\nEOF",
                &["4:10 SC2045 $(ls *.txt)", "4:15 SC2035 *"],
            ),
            ("RUN [[ -n \"$HOME\" ]]", &["2:5 SC3010 [[ -n \"$HOME\" ]]"]),
            ("# hadolint shell=/bin/bash\nRUN [[ -n \"$HOME\" ]]", &[]),
            ("RUN echo \"$lower\"\nARG lower\nRUN echo \"$lower\"", &["2:11 SC2154 $lower"]),
            ("RUN if [ -f /a ]; echo $x; fi", &["2:28 SC1072 fi"]),
            ("RUN let x=1; echo \"$x\"", &["2:5 SC3039 let"]),
        ];
        for (text, expected) in cases {
            assert_eq!(found(&format!("FROM a\n{text}\n")), expected, "{text}");
        }
    }

    #[test]
    fn hostile_scripts_end_quickly() {
        let chain = |text: &str, times: usize| text.repeat(times);
        let scripts = [
            chain("a && ", 399) + "a",
            chain("a | ", 399) + "a",
            chain("a && ", 20_000) + "a",
            chain("( ", 199) + "a",
            chain("$(", 199) + "a",
            chain("if a; then ", 400),
            chain("*", 4_000),
            chain("\"$a\"", 1_000),
            chain("[ a -o ", 60_000),
            (0..49).map(|i| format!("f{i}() {{ f{}; }}; ", i + 1)).collect(),
            (0..5_000).map(|i| format!("f{i}() {{ f{}; }}; ", i + 1)).collect(),
            chain("<<A ", 5_000),
            chain("'", 9_999),
            "\u{0}\u{feff}\u{1f680}$(`\\".into(),
            chain("$a ", 5_000),
        ];
        for script in scripts {
            let text = format!("FROM a\nRUN <<'EOF'\n{script}\nEOF\nRUN echo $HOME\n");
            let last = found(&text).pop().unwrap_or_default();
            assert!(last.ends_with("SC2086 $HOME"), "{last}: {}", script.get(..40).unwrap_or(&script));
        }
    }
}
