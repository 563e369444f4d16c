//! The command line as people and programs meet it: output, exit codes, files written.

use std::ffi::OsString;
use std::path::Path;

use dynolint::cli::{Screen, World, run};
use tempfile::TempDir;

use crate::support::expect_file;

/// Exit code, standard output, standard error.
pub fn dynolint(cwd: &Path, args: &[&str]) -> (u8, String, String) {
    dynolint_with(cwd, args, "")
}

/// The same with a text on standard input.
pub fn dynolint_with(cwd: &Path, args: &[&str], stdin: &str) -> (u8, String, String) {
    dynolint_on(Screen::default(), cwd, args, stdin)
}

/// The same on a screen.
pub fn dynolint_on(screen: Screen, cwd: &Path, args: &[&str], stdin: &str) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let argv = std::iter::once("dynolint").chain(args.iter().copied()).map(OsString::from);
    let mut world = World {
        stdin: &mut stdin.as_bytes(),
        out: &mut out,
        err: &mut err,
        screen,
        cwd: cwd.to_owned(),
        git_objects: Vec::new(),
        git_index: None,
    };
    let code = run(argv, &mut world);
    (code, String::from_utf8(out).expect("UTF-8"), String::from_utf8(err).expect("UTF-8"))
}

/// A temporary folder with these files.
pub fn project(files: &[(&str, &str)]) -> TempDir {
    let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    project_of_bytes(&files)
}

/// A temporary folder with these files.
pub fn project_of_bytes(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

const CLEAN: (&str, &str) = ("Dockerfile", "FROM python:3.13\nCMD gunicorn app:app --bind 0.0.0.0:$PORT\n");
/// A file with one error, which can be mended.
pub const WRONG: (&str, &str) = ("Dockerfile", "FROM node:22\nCMD [\"npm start\"]\n");

#[test]
fn exit_codes_tell_what_happened() {
    let clean = project(&[CLEAN]);
    assert_eq!(dynolint(clean.path(), &[]).0, 0);
    assert_eq!(dynolint(clean.path(), &["check", "."]).0, 0);
    let wrong = project(&[WRONG]);
    let (code, out, _) = dynolint(wrong.path(), &[]);
    assert_eq!(code, 1);
    assert!(out.contains("command-one-word") && out.contains("Dockerfile:2:7"), "{out}");
    assert_eq!(dynolint(wrong.path(), &["--fail-on", "never"]).0, 0);
    assert_eq!(dynolint(wrong.path(), &["--ignore", "command-one-word"]).0, 0);
    let (code, _, err) = dynolint(wrong.path(), &["nowhere"]);
    assert_eq!(code, 2);
    assert!(err.contains("nowhere"), "{err}");
    let empty = project(&[("notes.txt", "")]);
    assert_eq!(dynolint(empty.path(), &[]).0, 3);
    assert_eq!(dynolint(wrong.path(), &["--no-such-flag"]).0, 2);
    assert_eq!(dynolint(wrong.path(), &["--help"]).0, 0);
}

#[test]
fn a_format_never_changes_the_code() {
    let wrong = project(&[WRONG]);
    for (name, _) in dynolint::Format::NAMES {
        let (code, out, err) = dynolint(wrong.path(), &["--format", name]);
        assert_eq!((code, err.as_str()), (1, ""), "{name}");
        assert!(out.contains("command-one-word"), "{name}: {out}");
    }
}

#[test]
fn a_wrong_configuration_is_shown_at_its_words() {
    let folder = project(&[WRONG, ("dynolint.toml", "[rules]\ncommand-one-wrod = \"off\"\n")]);
    let (code, out, _) = dynolint(folder.path(), &[]);
    assert_eq!(code, 2);
    assert!(out.contains("dynolint.toml:2:1") && out.contains("command-one-word"), "{out}");
    assert_eq!(dynolint(folder.path(), &["--no-config"]).0, 1);
    let off = project(&[WRONG, ("dynolint.toml", "[rules]\ncommand-one-word = \"off\"\n")]);
    assert_eq!(dynolint(off.path(), &[]).0, 0);
    let (code, _, err) = dynolint(off.path(), &["--select", "command-one-wrod"]);
    assert_eq!(code, 2);
    assert!(err.contains("did you mean `command-one-word`"), "{err}");
}

#[test]
fn fixes_are_written_once_and_settle() {
    let folder = project(&[("Dockerfile", "\u{feff}FROM node:22\r\nCMD [\"npm start\"]\r\n")]);
    let (code, out, _) = dynolint(folder.path(), &["--diff"]);
    assert_eq!(code, 1);
    assert!(out.contains("+CMD [\"npm\", \"start\"]"), "{out}");
    let read = || std::fs::read_to_string(folder.path().join("Dockerfile")).expect("it is there");
    assert!(read().contains("npm start"));
    let (code, _, _) = dynolint(folder.path(), &["--fix"]);
    assert_eq!(code, 0);
    assert_eq!(read(), "\u{feff}FROM node:22\r\nCMD [\"npm\", \"start\"]\r\n");
}

#[test]
fn standard_input_is_linted_under_its_name() {
    let folder = project(&[("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n"), CLEAN]);
    let (code, out, err) = dynolint_with(folder.path(), &["-", "--stdin-filename", "Dockerfile"], WRONG.1);
    assert_eq!(code, 1, "{out}{err}");
    assert!(out.contains("Dockerfile:2:7"), "{out}");
}

#[test]
fn a_file_is_linted_within_its_project() {
    let folder = project(&[
        ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n    worker: dockerfile.worker\n"),
        ("Dockerfile.worker", "FROM python:3.13\nCMD celery worker\n"),
        WRONG,
    ]);
    let (_, out, _) = dynolint(folder.path(), &["Dockerfile.worker"]);
    assert!(out.contains("dockerfile-missing") && !out.contains("command-one-word"), "{out}");
}

#[test]
fn pages_and_lists_are_printed() {
    let here = project(&[]);
    let (code, out, _) = dynolint(here.path(), &["explain", "COMMAND-ONE-WORD"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("# command-one-word") && out.contains("## Bad"), "{out}");
    let (code, _, err) = dynolint(here.path(), &["explain", "command-one-wrd"]);
    assert_eq!(code, 2);
    assert!(err.contains("did you mean `command-one-word`?"), "{err}");
    let (_, out, _) = dynolint(here.path(), &["rules", "--format", "json"]);
    let rules: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(rules.as_array().map(Vec::len), Some(dynolint::internals::rules::all().count()));
    for name in ["heroku", "report", "config"] {
        let (code, out, _) = dynolint(here.path(), &["schema", name]);
        assert_eq!(code, 0);
        let schema: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert!(schema.get("$schema").is_some(), "{name}");
    }
    assert!(dynolint(here.path(), &["completions", "bash"]).1.contains("dynolint"));
}

#[test]
fn the_builder_is_a_setting() {
    let dockerfile =
        "FROM node:22 AS test\nCOPY none /\nFROM node:22\nCOPY --chmod=755 a *.md /app/\nCMD npm start\n";
    let files = [
        ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n"),
        ("Dockerfile", dockerfile),
        ("Dockerfile.dockerignore", "other\n"),
        (".dockerignore", "a\n"),
        ("a", ""),
    ];
    let classic = [
        "classic-chmod",
        "classic-dockerignore-name",
        "classic-unused-stage",
        "copy-source-ignored",
        "copy-source-missing",
    ];
    let rules = |folder: &Path, args: &[&str]| {
        let found = found(folder, args);
        let mut rules: Vec<String> =
            found.iter().filter_map(|one| Some(one.split_once(": ")?.0.to_owned())).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    };
    let plan = |folder: &Path, args: &[&str]| dynolint(folder, &[&["plan"], args].concat()).1;

    let by_default = project(&files);
    assert_eq!(rules(by_default.path(), &[]), classic);
    assert_eq!(rules(by_default.path(), &["--builder", "buildkit"]), [""; 0]);
    assert!(
        plan(by_default.path(), &[])
            .starts_with(".: Heroku builds it from heroku.yml, with the classic builder\n")
    );
    assert!(plan(by_default.path(), &["--builder", "buildkit"]).contains("with BuildKit\n"));
    assert!(plan(by_default.path(), &["--format", "json"]).contains("\"builder\": \"classic\""));

    let set = project(&[files.as_slice(), &[("dynolint.toml", "builder = 'buildkit'\n")]].concat());
    assert_eq!(rules(set.path(), &[]), [""; 0]);
    assert_eq!(rules(set.path(), &["--builder", "classic"]), classic);
    assert!(plan(set.path(), &[]).contains("with BuildKit\n"));

    let pushed = project(files.get(1..).expect("the rest"));
    assert_eq!(rules(pushed.path(), &["--builder", "classic"]), [""; 0]);
    assert!(plan(pushed.path(), &[]).contains("images are built elsewhere, with BuildKit, and pushed"));
}

/// Runs `git` in a folder, as nobody in particular.
pub fn git(folder: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"];
    let status = std::process::Command::new("git").current_dir(folder).args(identity).args(args).status();
    assert!(status.expect("git is there").success(), "git {args:?}");
}

#[test]
fn what_git_does_not_have_is_missing_on_heroku() {
    let folder = project(&[
        ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n"),
        ("Dockerfile", "FROM node:22\nCOPY src dist late.txt ./\nCMD npm start\n"),
        (".gitignore", "dist\n"),
        ("src/a.js", ""),
        ("dist/a.js", ""),
        ("late.txt", ""),
    ]);
    git(folder.path(), &["init", "--quiet"]);
    assert_eq!(dynolint(folder.path(), &[]).0, 0, "nothing is committed yet, so nothing is missing");
    git(folder.path(), &["add", "heroku.yml", "Dockerfile", ".gitignore", "src"]);
    let (code, out, _) = dynolint(folder.path(), &[]);
    assert_eq!(code, 1);
    assert!(out.contains("`dist` is not pushed to Heroku, because git ignores it"), "{out}");
    assert!(out.contains("`late.txt` is not pushed to Heroku, because it is not committed"), "{out}");
    assert!(!out.contains("`src`"), "{out}");
    git(folder.path(), &["add", "--force", "dist", "late.txt"]);
    assert_eq!(dynolint(folder.path(), &[]).0, 0);
}

#[test]
fn a_commit_reads_like_its_fresh_checkout() {
    let folder = project(&[
        ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n    worker: dockerfile.worker\n"),
        ("Dockerfile.worker", "FROM python:3.13\nCMD celery worker\n"),
        ("Dockerfile", "FROM node:22\nCOPY missing ./\nCMD [\"npm start\"]\n"),
        ("api/Dockerfile", "FROM python:3.13\nCMD uvicorn app:app\n"),
    ]);
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message", "first"]);
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let source = folder.path().to_str().expect("UTF-8");
    git(elsewhere.path(), &["clone", "--quiet", "--bare", source, "bare.git"]);
    git(elsewhere.path(), &["clone", "--quiet", source, "checkout"]);
    std::fs::write(folder.path().join("Dockerfile"), CLEAN.1).expect("a file");

    let (code, fresh, _) = dynolint(&elsewhere.path().join("checkout"), &["--format", "json"]);
    assert_eq!(code, 1);
    let bare = elsewhere.path().join("bare.git");
    assert_eq!(dynolint(&bare, &["--format", "json", "--rev", "HEAD"]), (1, fresh.clone(), String::new()));
    assert_eq!(dynolint(elsewhere.path(), &["bare.git", "--format", "json", "--rev", "main"]).1, fresh);
    assert_eq!(
        dynolint(folder.path(), &["--format", "json", "--rev", "HEAD"]).1,
        fresh,
        "not what the disk has"
    );
    let (_, out, _) = dynolint(&folder.path().join("api"), &["plan", "--rev", "HEAD"]);
    assert!(out.contains("uvicorn") || out.contains("worker"), "{out}");
    let (code, _, err) = dynolint(&bare, &["--rev", "nothing"]);
    assert_eq!(code, 2);
    assert!(err.contains("nothing"), "{err}");
    assert_eq!(dynolint(folder.path(), &["--rev", "HEAD", "--fix"]).0, 2);
}

/// The rules that find something, each with the words at the place.
fn found(folder: &Path, args: &[&str]) -> Vec<String> {
    let (_, out, err) = dynolint(folder, &[args, &["--format", "json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    let text = |one: &serde_json::Value, key: &str| one[key].as_str().expect("a text").to_owned();
    let line = |one: &serde_json::Value| format!("{}: {}", text(one, "rule"), text(one, "message"));
    report["diagnostics"].as_array().expect("a list").iter().map(line).collect()
}

#[test]
fn what_lies_in_a_submodule_is_not_missing() {
    let library = project(&[("Dockerfile", CLEAN.1), ("src/a.js", ""), ("b.js", "")]);
    git(library.path(), &["init", "--quiet"]);
    git(library.path(), &["add", "."]);
    git(library.path(), &["commit", "--quiet", "--message", "first"]);
    let folder = project(&[
        ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n    worker: lib/Dockerfile\n"),
        (".dockerignore", "lib\n!lib/src/a.js\n"),
        (
            "Dockerfile",
            "FROM node:22\nCOPY lib lib/src/a.js lib/src/*.js vendor/one/b.js vendor/*/src/*.js /app/\n\
             COPY none vendor/*.js /app/\nCMD npm start\n",
        ),
    ]);
    let from = library.path().to_str().expect("UTF-8");
    git(folder.path(), &["init", "--quiet"]);
    for place in ["lib", "vendor/one"] {
        git(folder.path(), &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", from, place]);
    }
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message", "first"]);
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let source = folder.path().to_str().expect("UTF-8");
    git(elsewhere.path(), &["clone", "--quiet", "--bare", source, "bare.git"]);
    git(elsewhere.path(), &["clone", "--quiet", source, "checkout"]);
    let checkout = elsewhere.path().join("checkout");

    let wanted = ["`none`", "`vendor/*.js`"]
        .map(|path| format!("copy-source-missing: {path} does not exist in this folder"));
    assert_eq!(found(folder.path(), &[]), wanted, "with the submodules' files");
    assert_eq!(found(&checkout, &[]), wanted, "in a fresh clone");
    assert_eq!(found(&elsewhere.path().join("bare.git"), &["--rev", "HEAD"]), wanted, "in a commit");
    assert_eq!(found(folder.path(), &["--rev", "HEAD"]), wanted, "in a commit of a work tree");
    std::fs::remove_dir_all(checkout.join(".git")).expect("a folder");
    assert_eq!(found(&checkout, &[]), wanted, "as an archive");
    std::fs::remove_file(checkout.join(".gitmodules")).expect("a file");
    assert!(found(&checkout, &[]).len() > wanted.len(), "without submodules they are missing");
}

#[test]
fn what_git_lfs_keeps_is_not_taken_for_the_file() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n";
    let folder = project(&[
        ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n    worker: Dockerfile.worker\n"),
        ("Dockerfile", "FROM python:3.13\nCOPY model.bin start.sh /app/\nCMD sh /app/start.sh\n"),
        ("Dockerfile.worker", pointer),
        ("model.bin", pointer),
        ("start.sh", pointer),
    ]);
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message", "first"]);
    let wanted = [
        "file-unreadable: this file cannot be read: it is a Git LFS pointer, and the file itself was not downloaded",
    ];
    assert_eq!(found(folder.path(), &[]), wanted);
    assert_eq!(found(folder.path(), &["--rev", "HEAD"]), wanted);
    std::fs::write(folder.path().join("Dockerfile.worker"), "FROM python:3.13\nCMD celery worker\n")
        .expect("a file");
    std::fs::write(folder.path().join("start.sh"), "gunicorn app:app -b 127.0.0.1:80\n").expect("a file");
    assert!(!found(folder.path(), &[]).is_empty(), "the script itself is followed");
}

#[test]
fn the_readme_shows_what_its_command_says() {
    let readme = std::fs::read_to_string(crate::support::root().join("README.md")).expect("it is there");
    let command = "cargo run --release -- ";
    let args = readme.lines().find_map(|line| line.strip_prefix(command)).expect("the command is there");
    let args: Vec<&str> = args.split_whitespace().collect();
    let (code, out, _) = dynolint(&crate::support::root(), &args);
    assert_eq!(code, 1);
    let shown = readme.split("```text\n").nth(1).and_then(|rest| rest.split("\n```").next());
    let shown = shown.expect("a report is shown");
    // Findings go by their rules; what is no finding is the last line.
    let same = |part: &str| {
        let head =
            |text: &str| text.split([']', ',']).next().filter(|head| head.contains('[')).map(str::to_owned);
        out.trim_end()
            .split("\n\n")
            .find(|now| head(now) == head(part))
            .expect("it is still found")
            .to_owned()
    };
    let now: Vec<String> = shown.split("\n\n").map(same).collect();
    expect_file(&crate::support::root().join("README.md"), &readme.replace(shown, &now.join("\n\n")));
}
