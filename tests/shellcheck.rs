//! ShellCheck's findings from the outside: what turns them on and off, how they are called, what asks for them.

use std::process::Command;

use crate::cli::{dynolint, project_of_bytes};

const DOCKERFILE: &str = "FROM python:3.13
RUN echo $HOME && \\
  [[ -n $A ]]
CMD gunicorn app:app --bind 0.0.0.0:$PORT
";

/// The findings that carry a code of ShellCheck, as `code severity line:column`, and the exit code.
fn codes(dockerfile: &str, config: &str, args: &[&str]) -> (Vec<String>, u8) {
    let folder =
        project_of_bytes(&[("Dockerfile", dockerfile.as_bytes()), ("dynolint.toml", config.as_bytes())]);
    let args = [&["--format", "json"], args].concat();
    let (code, out, err) = dynolint(folder.path(), &args);
    assert_eq!(err, "", "{args:?}");
    let report: serde_json::Value = serde_json::from_str(&out).expect("a report");
    let line = |one: &serde_json::Value| {
        let start = &one["range"]["start"];
        let words = [&one["rule"], &one["severity"]].map(|word| word.as_str().expect("a word").to_owned());
        format!("{} {}:{}", words.join(" "), start["line"], start["column"])
    };
    let all = report["diagnostics"].as_array().expect("a list").iter().map(line);
    (all.filter(|line| line.starts_with("SC") || line.starts_with("ignore")).collect(), code)
}

#[test]
#[cfg(feature = "shellcheck")]
fn what_turns_them_on_and_off() {
    let (quoted, tested) = ("SC2086 info 2:10", "SC3010 warning 3:3");
    let both = &[quoted, tested][..];
    let cases: [(&str, &[&str], &[&str], u8); 18] = [
        ("", &[], &[], 0),
        ("", &["--preset", "hadolint"], both, 1),
        ("", &["--preset", "all", "--shellcheck", "off", "--fail-on", "never"], &[], 0),
        ("", &["--shellcheck", "builtin"], both, 1),
        ("", &["--shellcheck", "builtin", "--ignore", "sc3010"], &[quoted], 0),
        ("", &["--shellcheck", "builtin", "--ignore", "shellcheck"], &[], 0),
        ("", &["--shellcheck", "builtin", "--ignore", "shell"], &[], 0),
        ("", &["--shellcheck", "builtin", "--select", "image-latest"], &[], 0),
        ("", &["--select", "shellcheck"], both, 1),
        ("", &["--select", "SC2086", "--fail-on", "info"], &[quoted], 1),
        ("", &["--select", "SC2086", "--shellcheck", "off"], &[], 0),
        ("shellcheck = 'builtin'", &[], both, 1),
        ("shellcheck = 'builtin'", &["--shellcheck", "off"], &[], 0),
        ("shellcheck = 'builtin'\nrules.SC3010 = 'off'", &[], &[quoted], 0),
        (
            "shellcheck = 'builtin'\nrules.shellcheck = 'off'\nrules.sc2086 = 'warning'",
            &[],
            &["SC2086 warning 2:10"],
            1,
        ),
        ("rules.SC2086 = 'error'", &[], &["SC2086 error 2:10"], 1),
        ("rules.SC2086 = 'error'\nshellcheck = 'off'", &[], &[], 0),
        ("rules.shellcheck = 'info'", &[], &[quoted, "SC3010 info 3:3"], 0),
    ];
    for (config, args, expected, code) in cases {
        let (found, exit) = codes(DOCKERFILE, config, args);
        assert_eq!(found, expected, "{config} {args:?}");
        assert_eq!(exit, code, "{config} {args:?}");
    }
}

#[test]
#[cfg(feature = "shellcheck")]
fn comments_leave_them_out() {
    let both: &[&str] = &["SC2086 info 3:10", "SC3010 warning 4:3"];
    for (comment, expected) in [
        ("# nothing", both),
        ("# dynolint ignore=SC2086 one word", &["SC3010 warning 4:3"][..]),
        ("# dynolint ignore=sc2086,SC3010 two", &[]),
        ("# dynolint ignore=shellcheck", &[]),
        ("# dynolint ignore=SC2000", both),
        ("# hadolint ignore=SC3010", &["SC2086 info 3:10"]),
        ("# hadolint global ignore=SC3010", &["SC2086 info 3:10"]),
        // These are no checks of BuildKit.
        ("# check=skip=all", both),
        ("# hadolint shell=/bin/bash", &["SC2086 info 3:10"]),
        ("# hadolint shell=/usr/bin/pwsh", &[]),
    ] {
        let dockerfile = DOCKERFILE.replacen('\n', &format!("\n{comment}\n"), 1);
        assert_eq!(codes(&dockerfile, "", &["--shellcheck", "builtin"]).0, expected, "{comment}");
    }
}

#[test]
fn codes_have_their_own_pages() {
    let folder = project_of_bytes(&[("Dockerfile", DOCKERFILE.as_bytes())]);
    for name in ["SC2086", "sc2086"] {
        let (code, out, _) = dynolint(folder.path(), &["explain", name]);
        assert_eq!(code, 0);
        assert!(
            out.starts_with("# SC2086\n\n") && out.contains("https://www.shellcheck.net/wiki/SC2086\n"),
            "{out}"
        );
        assert!(out.contains("\n# shellcheck") && out.contains("# dynolint ignore=SC2086"), "{out}");
    }
    let (_, out, _) = dynolint(folder.path(), &["explain", "SC2185"]);
    assert!(out.contains("`--shellcheck program`, ShellCheck itself does."), "{out}");
    for args in [["explain", "SC9999"], ["--select", "SC99"], ["--shellcheck", "programme"]] {
        let (code, out, err) = dynolint(folder.path(), &args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains(args[1]), "{err}");
    }
}

#[test]
#[cfg(feature = "shellcheck")]
fn reports_link_to_the_page_of_a_code() {
    let folder = project_of_bytes(&[("Dockerfile", DOCKERFILE.as_bytes())]);
    let (_, out, _) = dynolint(folder.path(), &["--format", "json", "--select", "SC2086"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("a report");
    let one = &report["diagnostics"][0];
    assert_eq!(one["url"], "https://www.shellcheck.net/wiki/SC2086");
    assert_eq!(one["aliases"], serde_json::json!(["shellcheck"]));
}

#[test]
fn a_missing_program_is_one_error_and_the_rest_is_linted() {
    let wrong = "FROM node:22\nRUN echo $HOME\nCMD [\"npm start\"]\n";
    let folder = project_of_bytes(&[("Dockerfile", wrong.as_bytes())]);
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dynolint"));
        let output =
            command.args(args).current_dir(&folder).env("PATH", "/nowhere").output().expect("it runs");
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
    };
    let (code, out) = run(&["--shellcheck", "program"]);
    assert_eq!(code, Some(2), "{out}");
    assert!(out.contains("error[shellcheck-failed]: the program `shellcheck` is not installed"), "{out}");
    assert!(out.contains("command-one-word") && !out.contains("SC2086"), "{out}");
    let (code, out) = run(&["--shellcheck", "program", "--select", "command-one-word"]);
    assert_eq!((code, out.contains("shellcheck-failed")), (Some(1), false), "{out}");
}

#[test]
#[cfg(not(feature = "shellcheck"))]
fn without_the_engine_it_cannot_be_asked_for() {
    let folder = project_of_bytes(&[("Dockerfile", DOCKERFILE.as_bytes())]);
    let (code, _, err) = dynolint(folder.path(), &["--shellcheck", "builtin"]);
    assert_eq!(code, 2);
    assert!(err.contains("without ShellCheck's rules"), "{err}");
    assert_eq!(codes(DOCKERFILE, "", &["--preset", "all", "--fail-on", "never"]).0, Vec::<String>::new());
}
