//! Findings that are recorded and not told again.

use crate::cli::{WRONG, dynolint, dynolint_with, git, project, project_of_bytes};

const BASELINE: [&str; 2] = ["--baseline", "known.json"];
const RECORD: [&str; 3] = ["--baseline", "known.json", "--write-baseline"];

#[test]
fn what_is_recorded_is_not_told_again() {
    let folder = project(&[
        ("Dockerfile", "FROM node:22\nVOLUME /data\nCMD [\"npm start\"]\n"),
        ("api/Dockerfile", "FROM node:22\nSTOPSIGNAL 9\nCMD npm start\n"),
    ]);
    let (code, _, err) = dynolint(folder.path(), &BASELINE);
    assert_eq!((code, err.as_str()), (2, "dynolint: known.json is not there; `--write-baseline` makes it\n"));
    let (code, out, err) = dynolint(folder.path(), &[&RECORD[..], &["--format", "json"]].concat());
    assert_eq!((code, err.as_str()), (0, "dynolint: 3 findings recorded in known.json\n"));
    assert!(out.contains("\"ignored\": 3"), "{out}");
    let file = folder.path().join("known.json");
    let read = || std::fs::read_to_string(&file).expect("it is there");
    let first = read();
    let nothing =
        (0, "no problems in 2 projects, 2 files (3 known findings left out)\n".to_owned(), String::new());
    assert_eq!(dynolint(folder.path(), &BASELINE), nothing);

    // Moved, joined by another one, and one of them mended.
    let text = "FROM node:22\n\n# here\nVOLUME /data\nVOLUME /more\nCMD npm start\n";
    std::fs::write(folder.path().join("Dockerfile"), text).expect("a file");
    let (code, out, err) = dynolint(folder.path(), &BASELINE);
    assert_eq!(code, 1);
    assert!(out.contains("Dockerfile:5:8") && !out.contains("Dockerfile:4:8"), "{out}");
    assert!(err.starts_with("known.json: command-one-word in Dockerfile is found no more: "), "{err}");
    assert!(
        err.ends_with("dynolint: 1 entry of known.json can go; `--write-baseline` takes them out\n"),
        "{err}"
    );
    assert_eq!(dynolint(folder.path(), &[&BASELINE[..], &["--quiet"]].concat()).2, "");

    // Files and rules that a run does not look at are nothing to it.
    assert_eq!(dynolint(folder.path(), &[&["api"], &BASELINE[..]].concat()).2, "");
    assert_eq!(dynolint(folder.path(), &[&BASELINE[..], &["--select", "stopsignal-ignored"]].concat()).2, "");
    dynolint(folder.path(), &[&["api"], &RECORD[..]].concat());
    assert_eq!(read(), first);
    let (code, _, err) = dynolint(folder.path(), &RECORD);
    assert_eq!((code, err.as_str()), (0, "dynolint: 3 findings recorded in known.json\n"));
    let entries = |text: &str| text.lines().filter(|line| line.contains("fingerprint")).count();
    assert_eq!((entries(&first), entries(&read())), (3, 3));
    assert!(first.contains("command-one-word") && !read().contains("command-one-word"), "{}", read());
    assert_eq!(dynolint(folder.path(), &BASELINE), nothing);
}

#[cfg(feature = "shellcheck")]
#[test]
fn findings_with_codes_are_recorded_and_go() {
    let folder = project(&[("Dockerfile", "FROM node:22\nRUN cat $HOME/a\nCMD npm start\n")]);
    let codes = ["--select", "SC2086"];
    let run = |args: &[&str]| dynolint(folder.path(), &[&BASELINE[..], args].concat());
    dynolint(folder.path(), &[&RECORD[..], &codes].concat());
    assert!(dynolint(folder.path(), &codes).1.contains("info[SC2086]"));
    assert_eq!(
        run(&codes),
        (0, "no problems in 1 project, 1 file (1 known finding left out)\n".to_owned(), String::new())
    );
    let text = "FROM node:22\nRUN cat \"$HOME/a\"\nCMD npm start\n";
    std::fs::write(folder.path().join("Dockerfile"), text).expect("a file");
    for args in [&[][..], &["--select", "SC2164"], &["--select", "shellcheck", "--ignore", "SC2086"]] {
        assert_eq!(run(args).2, "", "{args:?} does not look for it");
    }
    for args in [&codes[..], &["--preset", "hadolint"]] {
        assert!(run(args).2.starts_with("known.json: SC2086 in Dockerfile is found no more: "), "{args:?}");
    }
}

#[test]
fn a_baseline_holds_in_the_whole_repository() {
    let folder = project(&[("api/Dockerfile", WRONG.1)]);
    git(folder.path(), &["init", "--quiet"]);
    assert_eq!(dynolint(folder.path(), &RECORD).0, 0);
    let below = folder.path().join("api");
    assert_eq!(dynolint(&below, &[]).0, 1);
    assert_eq!(dynolint(&below, &["--baseline", "../known.json"]).0, 0);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message", "first"]);
    assert_eq!(dynolint(folder.path(), &[&BASELINE[..], &["--rev", "HEAD"]].concat()).0, 0);
    assert_eq!(dynolint_with(&below, &["-", "--baseline", "../known.json"], WRONG.1).0, 0);
}

#[test]
fn what_is_recorded_is_not_mended() {
    let folder = project(&[WRONG]);
    dynolint(folder.path(), &RECORD);
    assert_eq!(dynolint(folder.path(), &[&BASELINE[..], &["--fix"]].concat()).0, 0);
    let read = || std::fs::read_to_string(folder.path().join("Dockerfile")).expect("it is there");
    assert_eq!(read(), WRONG.1);
    assert_eq!(dynolint(folder.path(), &["--fix"]).0, 0);
    assert_ne!(read(), WRONG.1);
}

#[test]
fn a_baseline_that_is_none_is_an_error() {
    for (text, told) in [
        (&b"{"[..], "known.json is no baseline: EOF while parsing an object at line 1 column 1"),
        (
            b"{\"version\": 7}",
            "known.json is no baseline: its version is 7, but this dynolint reads version 1",
        ),
        (b"\xff", "known.json cannot be read: it is not UTF-8"),
    ] {
        let folder = project_of_bytes(&[("Dockerfile", WRONG.1.as_bytes()), ("known.json", text)]);
        for args in [&BASELINE[..], &RECORD] {
            let (code, out, err) = dynolint(folder.path(), args);
            assert_eq!((code, out.as_str(), err.lines().count()), (2, "", 1), "{err}");
            assert!(err.starts_with(&format!("dynolint: {told}")), "{err}");
        }
        assert_eq!(std::fs::read(folder.path().join("known.json")).expect("it is there"), text, "left alone");
    }
    let folder = project(&[WRONG, ("dynolint.toml", "a = 1\n")]);
    assert_eq!(dynolint(folder.path(), &RECORD).0, 2);
    assert!(!folder.path().join("known.json").exists(), "a wrong configuration says nothing of the files");
    std::fs::create_dir(folder.path().join("known.json")).expect("a folder");
    assert_eq!(dynolint(folder.path(), &BASELINE).0, 2);
    assert_eq!(dynolint(folder.path(), &["--write-baseline"]).0, 2, "where to?");
    assert_eq!(dynolint(folder.path(), &[&RECORD[..], &["--fix"]].concat()).0, 2);
}
