//! `dynolint init`.

use crate::cli::{WRONG, dynolint, project};

#[test]
fn a_configuration_is_written_once() {
    let folder = project(&[WRONG]);
    let (code, out, err) = dynolint(folder.path(), &["init"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", "dynolint: dynolint.toml is written\n"));
    let read = || std::fs::read_to_string(folder.path().join("dynolint.toml")).expect("it is there");
    assert!(read().contains("# preset = [\"default\"]"), "{}", read());
    assert_eq!(dynolint(folder.path(), &[]).0, 1, "it loads, and changes nothing");

    std::fs::write(folder.path().join("dynolint.toml"), "mine").expect("a file");
    let (code, _, err) = dynolint(folder.path(), &["init"]);
    assert_eq!(
        (code, err.as_str()),
        (2, "dynolint: dynolint.toml is there already; `--force` overwrites it\n")
    );
    assert_eq!(read(), "mine");
    assert_eq!(dynolint(folder.path(), &["init", "--force"]).0, 0);
    assert!(read().contains("# builder = \"classic\""), "{}", read());

    let hidden = project(&[WRONG, (".dynolint.toml", "mine")]);
    assert_eq!(dynolint(hidden.path(), &["init"]).0, 2);
    assert_eq!(dynolint(hidden.path(), &["init", "--force"]).0, 0);
    assert!(!hidden.path().join("dynolint.toml").exists(), "one of the two is enough");
    assert_eq!(dynolint(hidden.path(), &[]).0, 1);
}

#[test]
fn settings_of_hadolint_are_taken_over() {
    let settings = "failure-threshold: error\nignored:\n  - DL3007\n  - DL3005\nformat: json\n";
    let folder =
        project(&[("Dockerfile", "FROM node:latest\nCMD npm start\n"), (".hadolint.yaml", settings)]);
    let latest = || dynolint(folder.path(), &["--format", "json"]).1.contains("\"image-latest\"");
    let (_, _, err) = dynolint(folder.path(), &["init"]);
    assert!(err.contains("`dynolint init --force --from .hadolint.yaml`"), "{err}");
    let (code, _, err) = dynolint(folder.path(), &["init", "--force", "--from", ".hadolint.yaml"]);
    let expected = "\
        .hadolint.yaml:4: `DL3005` in `ignored` is left out: hadolint no longer has it\n\
        .hadolint.yaml:5: `format: json` is not part of the configuration: run with `--format json`\n\
        dynolint: dynolint.toml is written\n";
    assert_eq!((code, err.as_str()), (0, expected));
    assert!(!latest());
    std::fs::write(folder.path().join(".hadolint.yaml"), "failure-threshold: error\n").expect("a file");
    assert_eq!(dynolint(folder.path(), &["init", "--force", "--from", ".hadolint.yaml"]).0, 0);
    assert!(latest());

    let before = std::fs::read_to_string(folder.path().join("dynolint.toml")).expect("it is there");
    std::fs::write(folder.path().join(".hadolint.yaml"), "ignored:\n\t- DL3007\n").expect("a file");
    let (code, _, err) = dynolint(folder.path(), &["init", "--force", "--from", ".hadolint.yaml"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("dynolint: nothing is taken over: .hadolint.yaml:2: "), "{err}");
    let (code, _, err) = dynolint(folder.path(), &["init", "--force", "--from", "nowhere.yaml"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("dynolint: nowhere.yaml cannot be read: "), "{err}");
    let after = std::fs::read_to_string(folder.path().join("dynolint.toml")).expect("it is there");
    assert_eq!(after, before, "what fails changes nothing");
}

#[cfg(feature = "shellcheck")]
#[test]
fn codes_of_shellcheck_are_taken_over() {
    let settings = "failure-threshold: error\nignored: [SC2086]\noverride:\n  error: [SC2164]\n";
    let folder = project(&[
        ("Dockerfile", "FROM node:22\nRUN cd $HOME/a\nCMD npm start\n"),
        (".hadolint.yaml", settings),
    ]);
    let (_, out, _) = dynolint(folder.path(), &["--preset", "hadolint"]);
    assert!(out.contains("warning[SC2164]") && out.contains("info[SC2086]"), "{out}");
    let (code, _, err) = dynolint(folder.path(), &["init", "--from", ".hadolint.yaml"]);
    assert_eq!((code, err.as_str()), (0, "dynolint: dynolint.toml is written\n"));
    let (code, out, _) = dynolint(folder.path(), &[]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("error[SC2164]") && !out.contains("SC2086"), "{out}");
}
