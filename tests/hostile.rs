//! Repositories made by an enemy: nothing waits, nothing outside is read, nothing is run, and nothing that they hold
//! acts on a terminal or a log.
#![cfg(unix)]

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use dynolint::cli::Screen;
use tempfile::TempDir;

use crate::cli::{WRONG, dynolint, dynolint_on, project};

fn pipe(place: &Path) {
    std::fs::create_dir_all(place.parent().expect("a folder")).expect("it can be made");
    let _ = std::fs::remove_file(place);
    assert!(Command::new("mkfifo").arg(place).status().expect("mkfifo is there").success());
}

/// A git repository with a file that has one finding.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let folder = project(&[&[WRONG][..], files].concat());
    for arguments in
        [&["init", "-q", "-b", "main"][..], &["add", "--force", "."], &["commit", "-q", "-m", "x"]]
    {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(arguments)
            .current_dir(&folder);
        assert!(git.status().expect("git is there").success(), "git {arguments:?}");
    }
    folder
}

/// Whoever waits for a pipe waits forever, and so would this test.
#[test]
fn no_pipe_is_waited_for() {
    for name in [
        "config",
        "index",
        "HEAD",
        "commondir",
        "packed-refs",
        "refs/heads/main",
        "info/exclude",
        "objects/info/alternates",
        "objects/pack/pack-1.pack",
        "../Dockerfile.web",
        "../heroku.yml",
        "../dynolint.toml",
        "../.gitignore",
        "../.gitmodules",
        "../.dockerignore",
        "../package.json",
        "../start.sh",
    ] {
        let folder = repository(&[("Dockerfile.worker", "FROM node:22\nCOPY . .\nCMD ./start.sh\n")]);
        pipe(&folder.path().join(".git").join(name));
        let (code, out, err) = dynolint(folder.path(), &[]);
        assert!(out.contains("command-one-word"), "{name}: {code} {out}{err}");
        let (code, out, err) = dynolint(folder.path(), &["--rev", "HEAD"]);
        assert!(code <= 2, "{name}: {out}{err}");
    }
}

#[test]
fn no_device_is_read() {
    for name in
        [".git/config", ".git/index", ".git/info/exclude", "heroku.yml", "dynolint.toml", ".gitignore"]
    {
        let folder = repository(&[]);
        let place = folder.path().join(name);
        let _ = std::fs::remove_file(&place);
        symlink("/dev/zero", &place).expect("a link");
        let (_, out, err) = dynolint(folder.path(), &[]);
        assert!(out.contains("command-one-word"), "{name}: {out}{err}");
    }
    let folder = project(&[WRONG]);
    symlink("/dev/zero", folder.path().join("x")).expect("a link");
    for flag in ["--config", "--baseline"] {
        let (code, _, err) = dynolint(folder.path(), &[flag, "x"]);
        assert_eq!((code, err.contains("it is not a file")), (2, true), "{err}");
    }
}

/// What another repository of the same person ignores or tracks is nobody else's to ask.
#[test]
fn git_folders_of_others_are_not_read() {
    let private = repository(&[("secret.txt", "")]);
    let thief =
        project(&[("Dockerfile", "FROM node:22\nCOPY secret.txt /\nCMD npm start\n"), ("secret.txt", "")]);
    let own = private.path().canonicalize().expect("it is there").join(".git");
    std::fs::write(thief.path().join(".git"), format!("gitdir: {}\n", own.display())).expect("a file");
    let (code, out, err) = dynolint(thief.path(), &["--rev", "HEAD"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("does not lead back"), "{err}");
}

#[test]
fn nothing_is_run_for_a_repository() {
    let folder = project(&[
        ("Dockerfile", "FROM node:22\nRUN echo $HOME\nCMD npm start\n"),
        ("dynolint.toml", "shellcheck = \"program\"\n"),
        ("bin/shellcheck", "#!/bin/sh\ntouch was-run\necho '{\"comments\":[]}'\n"),
        ("shellcheck", "#!/bin/sh\ntouch was-run\necho '{\"comments\":[]}'\n"),
    ]);
    let root = folder.path().canonicalize().expect("it is there");
    for name in ["bin/shellcheck", "shellcheck"] {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(root.join(name), mode).expect("a mode");
    }
    for (path, args) in [
        (String::from(":.:bin"), &[][..]),
        (String::from(":.:bin"), &["--shellcheck", "program"]),
        (format!("{}/bin", root.display()), &[]),
        (format!("{}/bin", root.display()), &["--shellcheck", "program"]),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dynolint"));
        let output = command.args(args).current_dir(&root).env("PATH", &path).output().expect("it runs");
        assert!(!root.join("was-run").exists() && !root.join("bin/was-run").exists(), "{path:?} {args:?}");
        let err = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(err.contains("which runs only with `--shellcheck program`"), args.is_empty(), "{err}");
        assert_eq!(output.status.code() == Some(2), !args.is_empty(), "{path:?} {args:?}");
    }
}

/// An escape, a bidirectional mark, a control of the second set and an order to a CI service.
const ODD: &str = "\u{1b}[31m\u{202e}\u{9b}2J\u{7f}##[error]##vso[x]";

fn on_a_terminal(cwd: &Path, args: &[&str]) -> String {
    let screen = Screen { terminal: true, ..Screen::default() };
    let (_, out, err) = dynolint_on(screen, cwd, args, "");
    out + &err
}

#[test]
fn nothing_reaches_a_terminal_that_it_would_obey() {
    let dockerfile = format!("FROM node:22\n# {ODD}\nENV {ODD} x\nCMD [\"npm start {ODD}\"]\n");
    let manifest = format!("build:\n  docker:\n    \"{ODD}\": Dockerfile\n    web: \"{ODD}\"\n{ODD}: 1\n");
    let name = format!("Dockerfile.{ODD}");
    let folder =
        repository(&[("heroku.yml", &manifest), ("a/Dockerfile", &dockerfile), (&name, &dockerfile)]);
    let wrong =
        project(&[("Dockerfile", &dockerfile), ("dynolint.toml", &format!("\"{ODD}\" = \"{ODD}\"\n"))]);
    let known = format!(
        "{{\"version\":1,\"findings\":[{{\"path\":\"Dockerfile\",\"rule\":\"{0}\",\"fingerprint\":\"x\",\"message\":\"{0}\"}}]}}",
        "\\u001b[31m\\u202e##[error]"
    );
    std::fs::write(folder.path().join("known.json"), known).expect("a file");
    let formats = ["text", "json", "sarif", "github", "gitlab", "junit", "checkstyle"];
    let mut commands: Vec<Vec<&str>> =
        formats.iter().map(|name| vec!["--preset", "all", "--format", name]).collect();
    commands.extend([
        vec!["--diff", "--preset", "all"],
        vec!["plan"],
        vec!["plan", "--format", "json"],
        vec!["--rev", ODD],
        vec!["--rev", "HEAD", "--preset", "all"],
        vec![ODD],
        vec!["--config", ODD],
        vec!["--select", ODD],
        vec!["--format", ODD],
        vec!["explain", ODD],
        vec!["--baseline", "known.json"],
        vec!["--output", &ODD[1..], "--baseline", ODD],
        vec!["init", "--from", ODD],
    ]);
    for (cwd, command) in
        [folder.path(), wrong.path()].iter().flat_map(|cwd| commands.iter().map(move |args| (cwd, args)))
    {
        let out = on_a_terminal(cwd, command);
        assert!(!out.is_empty() || command.contains(&"--diff"), "{command:?} says nothing");
        let odd = |c: char| dynolint::internals::report::is_hidden(c) && c != '\n' && c != '\t';
        assert!(!out.contains(odd), "{command:?}: {out:?}");
        let json = command.iter().any(|word| ["json", "sarif", "gitlab"].contains(word));
        assert!(json || !(out.contains("##[") || out.contains("##vso[")), "{command:?}: {out}");
    }
}

#[test]
fn secrets_are_not_quoted() {
    let secrets = ["Tr0ub4dor&3xyz", "hunter2hunter", "q7Zp2mKx9Lr4Vt8W"];
    let [first, second, third] = secrets;
    let folder = project(&[
        (
            "Dockerfile",
            &format!(
                "FROM node:22\nENV API_TOKEN={third}\nENV DB_PASSWORD {first}\nRUN DB_PASSWORD={second} npm install\n\
                 CMD [\"node app.js --password={first}\"]\n"
            ),
        ),
        (
            "Dockerfile.worker",
            &format!("FROM node:22\nCMD DB_PASSWORD={second} node worker.js --token={third}\n"),
        ),
        (
            "heroku.yml",
            &format!("setup:\n  config:\n    API_TOKEN: {third}\nbuild:\n  docker:\n    web: Dockerfile\n"),
        ),
    ]);
    for format in ["text", "github", "gitlab", "junit", "checkstyle"] {
        let (_, out, err) = dynolint(folder.path(), &["--preset", "all", "--format", format]);
        assert!(out.contains("secret"), "{out}");
        for secret in secrets {
            let lines: Vec<&str> = out.lines().filter(|line| line.contains(secret)).collect();
            assert!(lines.is_empty(), "{format}: {lines:#?}\n{err}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_not_fixed() {
    for script in ["npm install ${a:-b", "yum install ${a:-b", "zypper install ${a:-b", "apt install ${a:-b"]
    {
        let text = format!("FROM node:22\nRUN {script}\nCMD npm start\n");
        let folder = project(&[("Dockerfile", &text)]);
        for _ in 0..2 {
            dynolint(folder.path(), &["--fix", "--unsafe-fixes", "--preset", "all"]);
        }
        let now = std::fs::read_to_string(folder.path().join("Dockerfile")).expect("it is there");
        assert!(now.contains(&format!("RUN {script}\n")), "{now}");
    }
}

/// Each of these lines makes a value twice as long: after a hundred no memory would hold it.
#[test]
fn values_that_double_end() {
    let doubled = |line: &str| format!("{line}\n").repeat(100);
    let (env, arg, script) = (doubled("ENV a=$a$a"), doubled("ARG b=${b}${b:-x}$b"), doubled("c=$c$c"));
    let folder = project(&[
        ("Dockerfile", &format!("FROM node:22\nENV a=xx\nARG b=xx\n{env}{arg}COPY . .\nCMD ./start.sh\n")),
        ("Dockerfile.worker", "FROM node:22\nCMD [\"npm start\"]\n"),
        ("start.sh", &format!("#!/bin/sh\nc=xx\n{script}exec node server.js --port 80$c\n")),
    ]);
    let (code, out, err) = dynolint(folder.path(), &["--preset", "all", "--fail-on", "never"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("command-one-word") && out.len() < 100_000, "{out}");
}
