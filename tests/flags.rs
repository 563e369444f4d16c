//! Flags and subcommands, each by what it does.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::cli::{WRONG, dynolint, dynolint_with, git, project};

/// A Dockerfile with an error that can be fixed, and a warning.
const TWO: (&str, &str) = ("Dockerfile", "FROM node:22\nVOLUME /data\nCMD [\"npm start\"]\n");

fn json(folder: &Path, args: &[&str]) -> Value {
    let (_, out, err) = dynolint(folder, &[args, &["--format", "json"]].concat());
    serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"))
}

/// The rules of all findings, with their severities.
fn found(folder: &Path, args: &[&str]) -> Vec<String> {
    let report = json(folder, args);
    let words = |one: &Value| {
        let word = |key: &str| one[key].as_str().expect("a word").to_owned();
        format!("{} {}", word("severity"), word("rule"))
    };
    report["diagnostics"].as_array().expect("a list").iter().map(words).collect()
}

#[test]
fn flags_have_short_names_and_a_dash_is_standard_output() {
    let folder = project(&[WRONG, ("other.toml", "[rules]\ncommand-one-word = 'info'\n")]);
    let (code, out, _) = dynolint(folder.path(), &["-f", "concise", "-c", "other.toml", "-o", "-"]);
    assert_eq!((code, out.lines().count()), (0, 2), "{out}");
    assert!(out.starts_with("Dockerfile:2:7: info command-one-word: "), "{out}");
    let (code, out, _) = dynolint(folder.path(), &["-f", "json", "-o", "report.json"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(folder.path().join("report.json").exists() && !folder.path().join("-").exists());
}

#[test]
fn severities_and_patterns_go_over_the_configuration() {
    let folder =
        project(&[TWO, ("api/Dockerfile", TWO.1), ("dynolint.toml", "[rules]\nvolume-ignored = 'off'\n")]);
    let run = |args: &[&str]| found(folder.path(), args);
    assert_eq!(run(&["--exclude", "api/"]), ["error command-one-word"]);
    assert_eq!(run(&["--exclude", "api/", "--severity", "volume-ignored=error"]).len(), 2);
    assert_eq!(
        run(&["--exclude", "api/", "--severity", "start=info,command-one-word=warning"]),
        ["warning command-one-word"]
    );
    let below = folder.path().join("api");
    assert_eq!(found(&below, &["--exclude", "api/"]).len(), 2, "patterns count from here");
    assert_eq!(found(&below, &["--exclude", "Dockerfile"]).len(), 0);
    for (args, told) in [
        (["--severity", "volume-ignord=off"], "did you mean `volume-ignored`?"),
        (["--severity", "volume-ignored"], "write RULE=SEVERITY"),
        (["--severity", "volume-ignored=bad"], "use one of off, info, warning, error"),
        (["--exclude", "a{b"], "`a{b` is not a pattern"),
    ] {
        let (code, _, err) = dynolint(folder.path(), &args);
        assert!(code == 2 && err.contains(told), "{args:?}: {err}");
    }
}

#[test]
fn ignore_comments_can_be_switched_off() {
    let folder = project(&[(
        "Dockerfile",
        "FROM node:22\n# dynolint ignore=volume-ignored a cache\nVOLUME /a\nCMD npm start\n",
    )]);
    assert_eq!(found(folder.path(), &[]), [""; 0]);
    assert_eq!(found(folder.path(), &["--no-ignores"]), ["warning volume-ignored"]);
    let (_, out, _) = dynolint(folder.path(), &[]);
    assert!(out.ends_with("(1 ignored by comments)\n"), "{out}");
}

#[test]
fn what_would_be_linted_is_shown() {
    let folder = project(&[
        ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n"),
        ("Dockerfile", "FROM node:22\nCOPY start.sh /\nCMD sh /start.sh\n"),
        ("start.sh", "exec node server.js\n"),
        ("old/Dockerfile", "FROM a\n"),
        (
            "dynolint.toml",
            "fail-on = 'info'\nexclude = ['old/']\npreset = ['default', 'buildkit']\nrules.port = 'off'\n",
        ),
    ]);
    let (code, out, _) = dynolint(folder.path(), &["--show-files"]);
    assert_eq!((code, out.as_str()), (0, "Dockerfile\nheroku.yml\nstart.sh\n"));
    let (code, settings, _) = dynolint(folder.path(), &["--show-settings"]);
    assert_eq!(code, 0);
    assert!(settings.starts_with("# Project ., from dynolint.toml\n"), "{settings}");
    assert!(
        settings.contains("fail-on = \"info\"\n") && settings.contains("port-hardcoded = \"off\"\n"),
        "{settings}"
    );
    // They are a configuration with the same effect.
    std::fs::write(folder.path().join("shown.toml"), &settings).expect("a file");
    let (_, again, _) = dynolint(folder.path(), &["--show-settings", "--config", "shown.toml"]);
    let rest = |text: &str| text.split_once('\n').map(|(_, rest)| rest.to_owned());
    assert_eq!(rest(&again), rest(&settings));
    let wrong = project(&[WRONG, ("dynolint.toml", "a = 1\n")]);
    for flag in ["--show-files", "--show-settings"] {
        let (code, out, _) = dynolint(wrong.path(), &[flag]);
        assert!(code == 2 && out.contains("config-invalid"), "{out}");
    }
}

#[test]
fn comments_are_added_for_all_findings() {
    let files = [
        (
            "heroku.yml",
            "build:\n  docker:\n    web: Dockerfile\n    worker: worker/Dockerfile\nrun:\n  web:\n    image: wbe\n    command:\n      - sh start.sh\n",
        ),
        (
            "Dockerfile",
            "# syntax=docker/dockerfile:1\r\nFROM node:22\r\nCOPY . .\r\nVOLUME \\\r\n  /data\r\nSTOPSIGNAL 9\r\nCMD [\"npm start\"]\r\n",
        ),
        ("start.sh", "#!/bin/sh\n# Starts.\nexec gunicorn app:app --bind 0.0.0.0:80\n"),
        ("app.json", "{\"stack\": \"heroku-24\"}\n"),
    ];
    let folder = project(&files);
    let before = found(folder.path(), &[]);
    let (code, out, err) = dynolint(folder.path(), &["--add-ignore=known for long"]);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("it is there");
    let dockerfile = read("Dockerfile");
    assert!(
        dockerfile.contains("# dynolint ignore=volume-ignored known for long\r\nVOLUME \\\r\n"),
        "{dockerfile}"
    );
    assert!(dockerfile.starts_with("# syntax=docker/dockerfile:1\r\n"), "{dockerfile}");
    assert!(dockerfile.replace("\r\n", "").chars().all(|c| c != '\n'), "line endings stay");
    assert!(read("heroku.yml").contains("    # dynolint ignore="), "{}", read("heroku.yml"));
    assert_eq!(read("app.json"), files[3].1, "JSON has no comments");
    let left = found(folder.path(), &[]);
    assert_eq!(left, ["warning app-json-stack"], "{out}{err}");
    assert!(before.len() > 5 && code == 1, "{before:?}");
    assert!(
        err.contains("ignored by comments in 2 files: Dockerfile, heroku.yml") || err.contains("3 files"),
        "{err}"
    );
    let (_, _, err) = dynolint(folder.path(), &["--add-ignore"]);
    assert_eq!(err, "", "there is nothing left to add");
    for args in [["--add-ignore", "--fix"], ["--add-ignore", "--diff"], ["--add-ignore", "--watch"]] {
        assert_eq!(dynolint(folder.path(), &args).0, 2, "{args:?}");
    }
}

#[test]
fn fixes_name_the_files_they_change() {
    let folder = project(&[WRONG, ("api/Dockerfile", WRONG.1)]);
    let (code, _, err) = dynolint(folder.path(), &["--fix"]);
    assert_eq!((code, err.as_str()), (0, "dynolint: 2 fixes made in 2 files: Dockerfile, api/Dockerfile\n"));
    let folder = project(&[WRONG]);
    assert_eq!(dynolint(folder.path(), &["--fix"]).2, "dynolint: 1 fix made in Dockerfile\n");
}

#[test]
fn unsafe_fixes_go_with_fix_or_diff() {
    let folder = project(&[
        (
            "heroku.yml",
            "build:\n  docker:\n    web: Dockerfile\nrun:\n  worker:\n    command: [npm run work]\n    image: wbe\n",
        ),
        ("Dockerfile", "FROM node:22\nCMD npm start\n"),
    ]);
    let (code, _, err) = dynolint(folder.path(), &["--unsafe-fixes"]);
    assert!(code == 2 && err.contains("<--fix|--diff>"), "{err}");
    assert_eq!(dynolint(folder.path(), &["--diff"]).1, "");
    let (code, diff, _) = dynolint(folder.path(), &["--diff", "--unsafe-fixes"]);
    assert!(code == 1 && diff.contains("+    image: web\n"), "{diff}");
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message", "first"]);
    assert_eq!(
        dynolint(folder.path(), &["--rev", "HEAD", "--diff", "--unsafe-fixes"]),
        (1, diff, String::new())
    );
    let manifest = std::fs::read_to_string(folder.path().join("heroku.yml")).expect("it is there");
    let (_, diff, _) = dynolint_with(
        folder.path(),
        &["-", "--stdin-filename", "heroku.yml", "--diff", "--unsafe-fixes"],
        &manifest,
    );
    assert!(diff.contains("+    image: web\n"), "{diff}");
    for args in [
        &["--rev", "HEAD", "--fix"][..],
        &["--rev", "HEAD", "--add-ignore"],
        &["--staged", "--fix"],
        &["-", "--fix"],
    ] {
        let (code, _, err) = dynolint_with(folder.path(), args, "");
        assert!(code == 2 && err.contains("--diff shows the changes"), "{args:?}: {err}");
    }
}

#[test]
fn statistics_are_in_json_too() {
    let folder = project(&[TWO, ("api/Dockerfile", TWO.1)]);
    let report = json(folder.path(), &["--statistics", "--select", "volume-ignored,command-one-word"]);
    let expected = serde_json::json!([
        { "rule": "command-one-word", "count": 2 }, { "rule": "volume-ignored", "count": 2 },
    ]);
    assert_eq!(report["statistics"], expected);
    assert_eq!(json(folder.path(), &[]).get("statistics"), None);
}

#[test]
fn nearly_a_subcommand_is_answered() {
    let folder = project(&[WRONG]);
    for (typed, meant) in [("chekc", "check"), ("explian", "explain"), ("rule", "rules")] {
        let (code, _, err) = dynolint(folder.path(), &[typed]);
        assert!(code == 2 && err.contains(&format!("did you mean `dynolint {meant}`?")), "{err}");
    }
    assert!(!dynolint(folder.path(), &["somewhere"]).2.contains("did you mean"));
}

#[test]
fn only_flags_that_do_something_are_taken() {
    let folder = project(&[TWO]);
    for args in [
        ["plan", "--select=port"],
        ["plan", "--fail-on=info"],
        ["plan", "--shellcheck=off"],
        ["rules", "--color=never"],
    ] {
        assert_eq!(dynolint(folder.path(), &args).0, 2, "{args:?}");
    }
    assert_eq!(dynolint(folder.path(), &["plan", "--exclude", "Dockerfile"]).0, 0);
}

#[test]
fn rules_are_listed_by_group_alias_and_text() {
    let here = project(&[]);
    let ids = |args: &[&str]| -> Vec<String> {
        let (_, out, _) = dynolint(here.path(), &[&["rules", "--format", "json"], args].concat());
        let rows: Value = serde_json::from_str(&out).expect("JSON");
        rows.as_array()
            .expect("a list")
            .iter()
            .map(|row| row["id"].as_str().expect("an id").to_owned())
            .collect()
    };
    assert_eq!(ids(&["DL3008"]), ["apt-unpinned"]);
    assert_eq!(ids(&["sc2086"]), ["shellcheck"]);
    let port = ids(&["port"]);
    assert!(
        port.contains(&"dev-server".to_owned()) && port.contains(&"expose-invalid-port".to_owned()),
        "{port:?}"
    );
    assert!(ids(&["port", "loopback"]).iter().all(|id| port.contains(id)));
    let (code, _, err) = dynolint(here.path(), &["rules", "nonsense"]);
    assert!(code == 2 && err.contains("no rule matches `nonsense`"), "{err}");
    let (_, table, _) = dynolint(here.path(), &["rules", "--format", "markdown", "DL3008"]);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[2].contains("apt-unpinned") && lines[2].ends_with("| DL3008 |"), "{table}");
    let (_, text, _) = dynolint(here.path(), &["rules", "DL3008"]);
    assert!(text.starts_with("apt-unpinned  off ") && text.ends_with("(DL3008)\n"), "{text}");
    let (_, page, _) = dynolint(here.path(), &["explain", "dl3008"]);
    assert!(page.starts_with("# apt-unpinned") && page.contains("\nAlso known as DL3008\n"), "{page}");
}

#[test]
fn shells_complete_rules_and_manual_pages_are_written() {
    let here = project(&[]);
    for shell in ["bash", "zsh", "fish"] {
        let (_, script, _) = dynolint(here.path(), &["completions", shell]);
        assert!(script.contains("port-hardcoded") && script.contains("fail-on"), "{shell}");
    }
    let (_, page, _) = dynolint(here.path(), &["man"]);
    assert!(page.contains(".TH dynolint 1") && page.contains("\\-\\-fail\\-on"), "{page}");
    assert_eq!(dynolint(here.path(), &["man", "--dir", "man/man1"]).0, 0);
    let written =
        |name: &str| std::fs::read_to_string(here.path().join("man/man1").join(name)).expect("it is there");
    assert!(written("dynolint-check.1").contains("\\-\\-staged"));
    assert!(written("dynolint.1").contains("dynolint\\-plan"));
}

#[test]
fn a_dockerfile_that_no_process_uses_says_so() {
    let folder = project(&[
        ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n"),
        ("Dockerfile", "FROM node:22\nCMD npm start\n"),
        ("tools/lint.Dockerfile", "FROM node:22\nCOPY --from=nothing a b\nFROM node:22 AS nothing\n"),
    ]);
    let (code, out, err) = dynolint(folder.path(), &["tools/lint.Dockerfile"]);
    assert_eq!(code, 1, "{out}{err}");
    assert_eq!(
        err,
        "dynolint: tools/lint.Dockerfile: no process uses this Dockerfile; it is linted by itself\n"
    );
    let (_, out, err) = dynolint(folder.path(), &[]);
    assert!(
        out.ends_with("; 1 Dockerfile used by no process)\n")
            || out.ends_with("(1 Dockerfile used by no process)\n"),
        "{out}"
    );
    assert_eq!(err, "");
    assert_eq!(dynolint(folder.path(), &["Dockerfile"]).2, "");
}

const MANIFEST: (&str, &str) = ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n");
const IMAGE: &str =
    "FROM python:3.13\nCOPY start.sh README.md /app/\nENTRYPOINT [\"/app/start.sh\"]\nCMD [\"--reload\"]\n";
const SCRIPT: &str = "#!/bin/sh\nexec gunicorn app:app --bind 0.0.0.0:$PORT \"$@\"\n";

/// What `--staged` finds, with the number of projects that were linted.
fn staged(folder: &Path) -> (Vec<String>, u64) {
    let report = json(folder, &["--staged"]);
    let rules = report["diagnostics"].as_array().expect("a list").iter();
    let rules = rules.map(|one| one["rule"].as_str().expect("a rule").to_owned()).collect();
    (rules, report["summary"]["projects"].as_u64().expect("a number"))
}

#[test]
fn a_commit_is_linted_by_what_it_changes() {
    let many: Vec<(String, &str)> =
        (0..50).map(|number| (format!("apps/{number}/Dockerfile"), WRONG.1)).collect();
    let others: Vec<(&str, &str)> = many.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let own = ["shop/heroku.yml", "shop/Dockerfile", "shop/start.sh", "shop/README.md"];
    let texts = [MANIFEST.1, IMAGE, SCRIPT, "The shop\n"];
    let shop: Vec<(&str, &str)> = own.into_iter().zip(texts).collect();
    let folder = project(&[others, shop].concat());
    let at = folder.path();
    let write = |path: &str, text: &str| std::fs::write(at.join(path), text).expect("a file");
    let restage = || git(at, &["reset", "--quiet", "--hard"]);
    git(at, &["init", "--quiet"]);
    git(at, &["add", "."]);
    git(at, &["update-index", "--chmod=+x", "shop/start.sh"]);
    assert_eq!(staged(at).1, 51, "the first commit changes all");
    git(at, &["commit", "--quiet", "--message", "first"]);
    restage();
    assert_eq!(dynolint(at, &["--staged"]), (0, "no problems\n".to_owned(), String::new()));

    write("shop/start.sh", &SCRIPT.replace("$PORT", "8000"));
    assert_eq!(staged(at), (vec![], 0), "what is not staged is not in the commit");
    git(at, &["add", "."]);
    write("shop/start.sh", SCRIPT);
    assert_eq!(staged(at), (vec!["port-hardcoded".to_owned()], 1), "only start.sh");
    restage();
    git(at, &["update-index", "--chmod=-x", "shop/start.sh"]);
    assert_eq!(staged(at), (vec!["script-not-executable".to_owned()], 1), "only its mode");
    restage();
    git(at, &["rm", "--quiet", "shop/Dockerfile"]);
    assert_eq!(staged(at), (vec!["dockerfile-missing".to_owned()], 1), "a Dockerfile that goes");
    restage();
    git(at, &["rm", "--quiet", "-r", "shop"]);
    assert_eq!(staged(at), (vec![], 0), "a project that goes");
    restage();
    write("shop/dynolint.toml", "fail-no = 'error'\n");
    git(at, &["add", "."]);
    assert_eq!(dynolint(at, &["--staged"]).0, 2, "only dynolint.toml");
    restage();
    write("shop/README.md", "More of the shop\n");
    git(at, &["add", "."]);
    assert_eq!(staged(at), (vec![], 0), "only a README: the image copies it, whatever it says");
    git(at, &["rm", "--quiet", "--force", "shop/README.md"]);
    assert_eq!(staged(at), (vec!["copy-source-missing".to_owned()], 1), "but it has to be there");
    restage();
    write("dynolint.toml", "preset = 'all'\n");
    git(at, &["add", "."]);
    assert_eq!(staged(at).1, 51, "a configuration above all projects");
    let outside = tempfile::tempdir().expect("a temporary folder");
    let (code, _, err) = dynolint(outside.path(), &["--staged"]);
    assert!(code == 2 && err.contains("not in a git repository"), "{err}");
}

/// Runs the program itself, in an environment of its own.
fn in_environment(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dynolint"));
    command.args(args).current_dir(folder).env_clear().envs(variables.iter().copied());
    let output = command.output().expect("it runs");
    (
        output.status.code(),
        String::from_utf8(output.stdout).expect("UTF-8") + &String::from_utf8(output.stderr).expect("UTF-8"),
    )
}

#[test]
fn variables_stand_for_flags() {
    let folder = project(&[TWO]);
    let run = |args: &[&str], variables: &[(&str, &str)]| in_environment(folder.path(), args, variables);
    let (code, out) = run(&[], &[("DYNOLINT_FORMAT", "concise"), ("DYNOLINT_SELECT", "volume-ignored")]);
    assert_eq!((code, out.lines().count()), (Some(1), 2), "{out}");
    assert_eq!(run(&["--format", "json"], &[("DYNOLINT_FORMAT", "concise")]).1.chars().next(), Some('{'));
    assert_eq!(run(&[], &[("DYNOLINT_FAIL_ON", "never")]).0, Some(0));
    assert_eq!(run(&["plan"], &[("DYNOLINT_FORMAT", "concise"), ("DYNOLINT_FAIL_ON", "never")]).0, Some(0));
    assert_eq!(run(&["check"], &[("DYNOLINT_IGNORE", "volume-ignored,command-one-word")]).0, Some(0));
    let (code, out) = run(&["--no-config"], &[("DYNOLINT_CONFIG", "nowhere.toml")]);
    assert_eq!(code, Some(1), "{out}");
    let (code, out) = run(&[], &[("DYNOLINT_FORMAT", "xml")]);
    assert!(code == Some(2) && out.contains("'xml'"), "{out}");
}

#[test]
fn the_environment_decides_on_colors_and_characters() {
    let folder = project(&[TWO]);
    let run = |variables: &[(&str, &str)]| in_environment(folder.path(), &[], variables).1;
    let plain = run(&[]);
    assert!(plain.contains('╭') && !plain.contains('\u{1b}'), "a pipe: {plain}");
    for (name, value, colored) in [
        ("FORCE_COLOR", "1", true),
        ("CLICOLOR_FORCE", "1", true),
        ("CLICOLOR_FORCE", "0", false),
        ("CLICOLOR", "1", false),
        ("NO_COLOR", "1", false),
        ("TERM", "dumb", false),
    ] {
        assert_eq!(run(&[(name, value)]).contains('\u{1b}'), colored, "{name}={value}");
    }
    let forced = run(&[("FORCE_COLOR", "1"), ("TERM", "dumb")]);
    assert!(!forced.contains("\u{1b}]8;;"), "no links where nobody can follow them");
    assert!(!run(&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]).contains('\u{1b}'));
    assert!(run(&[("LC_ALL", "C")]).is_ascii());
    assert!(
        !run(&[("LC_ALL", "C"), ("LANG", "C")]).contains('╭')
            && run(&[("LANG", "en_US.UTF-8")]).contains('╭')
    );
    assert!(run(&[("COLUMNS", "60")]).lines().all(|line| line.chars().count() <= 60));
}
