//! Differences as `git apply` and `patch` read them.

use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices, group_diff_ops};

/// Unchanged lines shown around a change.
const CONTEXT: usize = 3;

/// The unified difference of two texts of the file at `path`, which is taken as it is, from the tree's root with `/`;
/// empty when they are equal.
pub fn diff(old: &str, new: &str, path: &str) -> String {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let hunks = group_diff_ops(capture_diff_slices(Algorithm::Myers, &old, &new), CONTEXT);
    let mut out = String::new();
    for hunk in hunks.iter().filter(|hunk| !hunk.is_empty()) {
        if out.is_empty() {
            out = format!("--- {}\n+++ {}\n", name("a/", path), name("b/", path));
        }
        out += &format!("{}\n", UnifiedHunkHeader::new(hunk));
        hunk.iter().for_each(|op| push_lines(&mut out, op, &old, &new));
    }
    out
}

fn push_lines(out: &mut String, op: &DiffOp, old: &[&str], new: &[&str]) {
    for change in op.iter_changes(old, new) {
        out.push(match change.tag() {
            ChangeTag::Equal => ' ',
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
        });
        out.push_str(change.value());
        if !change.value().ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// A path as git writes it: in quotes with escapes where it holds controls or quotes, with a tab after it where it
/// holds a blank, which would else end it.
fn name(prefix: &str, path: &str) -> String {
    let path = format!("{prefix}{path}");
    if path.contains(|c: char| c.is_control() || c == '"' || c == '\\') {
        return format!("\"{}\"", path.chars().map(escaped).collect::<String>());
    }
    if path.contains(' ') { path + "\t" } else { path }
}

fn escaped(c: char) -> String {
    match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => c.to_string().bytes().map(|byte| format!("\\{byte:03o}")).collect(),
        c => c.to_string(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::disallowed_methods)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn differences_are_unified() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";
        let new = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\n13\n";
        let expected = "\
--- a/Dockerfile
+++ b/Dockerfile
@@ -2,7 +2,7 @@
 2
 3
 4
-5
+five
 6
 7
 8
@@ -10,3 +10,4 @@
 10
 11
 12
+13
";
        assert_eq!(diff(old, new, "Dockerfile"), expected);
        assert_eq!(diff(old, old, "Dockerfile"), "");
    }

    #[test]
    fn a_missing_line_end_is_told() {
        assert_eq!(
            diff("a\nb", "a\nc", "x"),
            "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
        );
        assert_eq!(
            diff("a", "a\n", "x"),
            "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"
        );
    }

    #[test]
    fn names_are_quoted_as_git_does() {
        assert_eq!(name("a/", "x y"), "a/x y\t");
        assert_eq!(name("a/", "x\t\"ä"), "\"a/x\\011\\\"ä\"");
    }

    #[test]
    fn git_applies_them() {
        let cases = [
            ("a\nb\nc", "a\nB\nc", "plain"),
            ("a\r\nb\r\n", "a\r\nx\r\nb\r\n", "crlf"),
            ("a\rb\rc\nd\n", "a\rb\rC\nd\n", "returns"),
            ("a\n", "a", "no end"),
            ("", "a\n", "was empty"),
            ("a\n", "", "gets \"empty\""),
            ("\u{feff}a\n", "\u{feff}b\n", "ä\\mark"),
        ];
        for (old, new, path) in cases {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join(path);
            std::fs::write(&file, old).unwrap();
            let mut git = Command::new("git");
            git.args(["-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"])
                .current_dir(folder.path());
            let mut child = git.stdin(Stdio::piped()).spawn().unwrap();
            child.stdin.take().unwrap().write_all(diff(old, new, path).as_bytes()).unwrap();
            assert!(child.wait().unwrap().success(), "{path}");
            assert_eq!(std::fs::read_to_string(&file).unwrap(), new, "{path}");
        }
    }
}
