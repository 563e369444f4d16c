//! Files that a process starts: the way to them, findings in them, and what people may do about those.

use std::path::Path;

use crate::cli::{dynolint, git, project_of_bytes};

const MANIFEST: (&str, &str) = ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n");
const DOCKERFILE: (&str, &str) =
    ("Dockerfile", "FROM python:3.13\nWORKDIR /app\nCOPY . .\nCMD sh bin/start.sh\n");
const SCRIPT: &str = "#!/bin/sh\nalembic upgrade head\nexec gunicorn app --bind 0.0.0.0:8000\n";
const FOUND: &str = "port-hardcoded: bin/start.sh:3:";

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    project_of_bytes(&files)
}

/// The findings as `rule: path:line:column`, then the figures.
fn found(folder: &Path, args: &[&str]) -> (Vec<String>, serde_json::Value) {
    let (_, out, err) = dynolint(folder, &[args, &["--format", "json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    let one = |found: &serde_json::Value| {
        let at = &found["range"]["start"];
        format!(
            "{}: {}:{}:{}",
            found["rule"].as_str().expect("a rule"),
            found["path"].as_str().expect("a path"),
            at["line"],
            at["column"]
        )
    };
    let all = report["diagnostics"].as_array().expect("a list");
    (all.iter().map(one).collect(), report["summary"].clone())
}

#[test]
fn the_plan_shows_the_way() {
    let folder = project(&[MANIFEST, DOCKERFILE, ("bin/start.sh", SCRIPT)]);
    let (code, out, _) = dynolint(folder.path(), &["plan"]);
    assert_eq!(code, 0);
    let way = "Dockerfile:4 CMD → sh bin/start.sh → bin/start.sh:3 → exec gunicorn app --bind 0.0.0.0:8000: fixed to 8000";
    assert!(out.contains(&format!("  web      {way}\n")), "{out}");
    let (_, out, _) = dynolint(folder.path(), &["plan", "--format", "json"]);
    let plan: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let steps = &plan["projects"][0]["processes"][0]["steps"];
    let expected = serde_json::json!([
        { "at": "Dockerfile:4", "command": "sh bin/start.sh" },
        { "at": "bin/start.sh:3", "command": "exec gunicorn app --bind 0.0.0.0:8000" },
    ]);
    assert_eq!(*steps, expected);
    let opaque = project(&[MANIFEST, DOCKERFILE, ("bin/start.sh", "exec ./serve\n")]);
    let (_, out, _) = dynolint(opaque.path(), &["plan"]);
    assert!(out.contains("→ bin/start.sh:1 → exec ./serve → …: unknown\n"), "{out}");
}

#[test]
fn a_finding_stands_in_the_script_and_names_the_way() {
    let folder = project(&[MANIFEST, DOCKERFILE, ("bin/start.sh", SCRIPT)]);
    let (lines, summary) = found(folder.path(), &[]);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with(FOUND), "{lines:?}");
    assert_eq!(summary["files"], 3);
    let (_, out, _) = dynolint(folder.path(), &[]);
    let way: Vec<&str> = out.lines().map(str::trim).filter(|line| line.starts_with(['╭', '├'])).collect();
    assert!(way[0].contains("bin/start.sh:3:34"), "{out}");
    assert!(way[1].contains("heroku.yml:3:5") && way[2].contains("Dockerfile:4:5"), "{out}");
}

#[test]
fn whoever_asks_for_a_file_on_the_way_gets_it() {
    let folder = project(&[MANIFEST, DOCKERFILE, ("bin/start.sh", SCRIPT), ("bin/other.sh", "true\n")]);
    for asked in ["bin/start.sh", "Dockerfile", "heroku.yml", "bin"] {
        let (lines, _) = found(folder.path(), &[asked]);
        assert!(lines.len() == 1 && lines[0].starts_with(FOUND), "{asked}: {lines:?}");
    }
    let (lines, _) = found(folder.path(), &["bin/other.sh"]);
    assert_eq!(lines, [""; 0]);
}

#[test]
fn a_comment_in_the_script_leaves_it_out() {
    let with = |above: &str| {
        let script = SCRIPT.replace("exec", &format!("{above}\nexec"));
        let folder = project(&[MANIFEST, DOCKERFILE, ("bin/start.sh", &script)]);
        found(folder.path(), &[])
    };
    let (lines, summary) = with("# dynolint ignore=port-hardcoded a proxy listens\n# for it");
    assert_eq!((lines.len(), &summary["ignored"]), (0, &serde_json::json!(1)), "{lines:?}");
    let (lines, _) = with("# dynolint ignore-file=port-hardcoded a proxy listens");
    assert_eq!(lines, [""; 0]);
    let (lines, _) = with("# dynolint ignore=port-ignored no such thing");
    assert!(lines.iter().any(|line| line.starts_with("ignore-unused: bin/start.sh:3")), "{lines:?}");
    let (lines, _) = with("# dynolint ignore=port-hardcoded too far up\ntrue");
    assert!(lines.iter().any(|line| line.starts_with("port-hardcoded")), "{lines:?}");
    let several =
        "# dynolint ignore=port-hardcoded the command goes on\nexec env A=1 \\\n  gunicorn app -b :8000\n";
    let folder = project(&[MANIFEST, DOCKERFILE, ("bin/start.sh", several)]);
    assert_eq!(found(folder.path(), &[]).0, [""; 0]);
}

#[test]
fn what_is_excluded_is_not_reported() {
    let files = [MANIFEST, DOCKERFILE, ("bin/start.sh", SCRIPT), ("dynolint.toml", "exclude = ['bin/**']\n")];
    assert_eq!(found(project(&files).path(), &[]).0, [""; 0]);
}

#[test]
fn fixes_mend_the_script() {
    let folder = project(&[MANIFEST, DOCKERFILE, ("bin/start.sh", SCRIPT)]);
    let (_, out, _) = dynolint(folder.path(), &["--diff"]);
    assert!(
        out.contains("--- a/bin/start.sh\n")
            && out.contains("+exec gunicorn app --bind 0.0.0.0:${PORT:-8000}\n")
    );
    let (code, _, _) = dynolint(folder.path(), &["--fix"]);
    assert_eq!(code, 0);
    let mended = std::fs::read_to_string(folder.path().join("bin/start.sh")).expect("the script");
    assert_eq!(mended, SCRIPT.replace("8000", "${PORT:-8000}"));
    let quoted = SCRIPT.replace("0.0.0.0:8000", "'0.0.0.0:8000'");
    let folder = project(&[MANIFEST, DOCKERFILE, ("bin/start.sh", &quoted)]);
    let (_, out, _) = dynolint(folder.path(), &["--diff"]);
    assert_eq!(out, "", "in single quotes nothing is expanded");
}

const DIRECT: (&str, &str) =
    ("Dockerfile", "FROM python:3.13\nCOPY . /app\nENTRYPOINT [\"/app/start.sh\"]\nCMD [\"a\"]\n");

#[test]
fn the_executable_bit_is_that_of_git() {
    let folder = project(&[MANIFEST, DIRECT, ("start.sh", "#!/bin/sh\nexec \"$@\"\n")]);
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["update-index", "--chmod=-x", "start.sh"]);
    let (lines, _) = found(folder.path(), &["--select", "script-not-executable"]);
    assert_eq!(lines, ["script-not-executable: Dockerfile:3:14"]);
    git(folder.path(), &["update-index", "--chmod=+x", "start.sh"]);
    assert_eq!(found(folder.path(), &["--select", "script-not-executable"]).0, [""; 0]);
}

#[test]
fn line_ends_are_those_of_git() {
    let script = |end: &str| format!("#!/bin/sh{end}exec \"$@\"{end}");
    let folder = project(&[MANIFEST, DIRECT, ("start.sh", &script("\n"))]);
    let place = folder.path().join("start.sh");
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "."]);
    std::fs::write(&place, script("\r\n")).expect("a file");
    let crlf = || found(folder.path(), &["--select", "script-crlf"]).0;
    assert_eq!(crlf(), [""; 0], "as a checkout on Windows leaves them");
    std::fs::write(&place, script("\r\n") + "# changed\r\n").expect("a file");
    assert_eq!(crlf(), ["script-crlf: start.sh:1:1"]);
    git(folder.path(), &["-c", "core.autocrlf=false", "add", "."]);
    assert_eq!(crlf(), ["script-crlf: start.sh:1:1"]);
    std::fs::remove_file(folder.path().join("heroku.yml")).expect("a file");
    git(folder.path(), &["add", "."]);
    std::fs::write(&place, script("\r\n")).expect("a file");
    assert_eq!(crlf(), ["script-crlf: start.sh:1:1"], "an image that is pushed is built from here");
}

#[test]
fn a_script_that_git_does_not_have_is_missing() {
    let folder =
        project(&[MANIFEST, DIRECT, ("start.sh", "#!/bin/sh\nexec \"$@\"\n"), (".gitignore", "*.sh\n")]);
    git(folder.path(), &["init", "--quiet"]);
    assert_eq!(found(folder.path(), &["--select", "script-missing"]).0, [""; 0], "nothing is committed yet");
    git(folder.path(), &["add", "."]);
    assert_eq!(found(folder.path(), &["--select", "script-missing"]).0, ["script-missing: Dockerfile:3:14"]);
    git(folder.path(), &["add", "--force", "start.sh"]);
    assert_eq!(found(folder.path(), &["--select", "script-missing"]).0, [""; 0]);
}
