//! Bad input: one clear diagnostic, everything else is still linted, nothing panics.

use crate::cli::{dynolint, project_of_bytes};

/// A second project file whose finding proves that the rest was linted.
const OTHER: (&str, &[u8]) = ("other/Dockerfile", b"FROM node:22\nCMD [\"npm start\"]\n");

/// Lints a folder with one bad file beside a good one; gives the report.
fn lint(path: &str, bytes: &[u8]) -> String {
    let folder =
        project_of_bytes(&[(path, bytes), ("Dockerfile.web", b"FROM node:22\nCMD npm start\n"), OTHER]);
    let (code, out, err) = dynolint(folder.path(), &[]);
    assert_eq!((code, err.as_str()), (1, ""), "{path}: {out}");
    assert!(out.contains("command-one-word"), "{path}: the other file is not linted\n{out}");
    assert!(!out.contains("internal-error"), "{path}\n{out}");
    out
}

fn deep(levels: usize) -> String {
    (0..levels).map(|level| format!("{}a:\n", " ".repeat(level))).collect()
}

fn alias_bomb() -> String {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let before = format!("*a{}, ", level - 1).repeat(9);
        text.push_str(&format!("a{level}: &a{level} [{}]\n", before.trim_end_matches(", ")));
    }
    text
}

#[test]
fn hostile_manifests_give_one_clear_diagnostic() {
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("empty", Vec::new(), "manifest-empty"),
        ("binary", b"build:\0\x01\x02".to_vec(), "file-unreadable"),
        ("UTF-16", b"\xff\xfeb\0u\0i\0l\0d\0:\0".to_vec(), "file-unreadable"),
        ("50 MB", vec![b'#'; 50 << 20], "file-unreadable"),
        ("deep", deep(2_500).into_bytes(), "manifest-syntax"),
        ("deep flow", "[".repeat(200_000).into_bytes(), "manifest-syntax"),
        ("alias bomb", alias_bomb().into_bytes(), "manifest-syntax"),
        ("cut", b"build:\n  docker:\n    web: \"Dockerf".to_vec(), "manifest-syntax"),
    ];
    for (name, bytes, rule) in cases {
        // The project in `other` belongs to no manifest above it only when that one has its own.
        let out = lint("heroku.yml", &bytes);
        assert!(out.contains(rule), "{name}: no {rule} in\n{out}");
    }
}

#[test]
fn hostile_dockerfiles_give_one_clear_diagnostic() {
    let many = "RUN a \\\n".repeat(20_000);
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("empty", Vec::new(), "dockerfile-syntax"),
        ("binary", b"FROM\0a".to_vec(), "file-unreadable"),
        ("50 MB", vec![b'#'; 50 << 20], "file-unreadable"),
        ("long line", format!("FROM a\nRUN {}\n", "x".repeat(70_000)).into_bytes(), "dockerfile-syntax"),
        ("cut heredoc", b"FROM a\nRUN <<EOF\nmake".to_vec(), "dockerfile-syntax"),
        ("no FROM, many continuations", many.into_bytes(), "dockerfile-syntax"),
        (
            "many heredocs",
            format!("FROM a\n{}", "RUN <<A\nA\n".repeat(5_000)).into_bytes(),
            "command-one-word",
        ),
    ];
    for (name, bytes, rule) in cases {
        let out = lint("Dockerfile", &bytes);
        assert!(out.contains(rule), "{name}: no {rule} in\n{out}");
    }
}
