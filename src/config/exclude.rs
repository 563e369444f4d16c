//! Files that are not linted.

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::base::path;

/// Patterns as in a `.gitignore`, from the folder of the configuration, and others that count from elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Exclude {
    folder: String,
    patterns: Vec<String>,
    matcher: Option<Gitignore>,
    more: Vec<Exclude>,
}

impl Exclude {
    /// The patterns, which count from `folder`, and those that are none: the index of each with the reason.
    pub fn new(folder: &str, patterns: Vec<String>) -> (Exclude, Vec<(usize, String)>) {
        let mut builder = GitignoreBuilder::new("");
        let mut wrong = Vec::new();
        for (index, pattern) in patterns.iter().enumerate() {
            if let Err(error) = builder.add_line(None, pattern) {
                wrong.push((index, reason(&error)));
            }
        }
        let matcher = builder.build().ok().filter(|_| !patterns.is_empty());
        (Exclude { folder: folder.to_string(), patterns, matcher, more: Vec::new() }, wrong)
    }

    /// Adds patterns that count from another folder.
    pub fn also(&mut self, other: &Exclude) {
        if !other.patterns.is_empty() {
            self.more.push(other.clone());
        }
    }

    /// The patterns as written.
    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }

    /// Whether a file, its path from the tree's root, is left out: itself or a folder it lies in.
    pub fn matches(&self, file: &str) -> bool {
        self.matches_own(file) || self.more.iter().any(|other| other.matches(file))
    }

    fn matches_own(&self, file: &str) -> bool {
        let below = path::below(file, &self.folder).filter(|rest| !rest.is_empty() && !rest.starts_with('/'));
        let (Some(matcher), Some(below)) = (&self.matcher, below) else { return false };
        matcher.matched_path_or_any_parents(below, false).is_ignore()
    }
}

impl PartialEq for Exclude {
    fn eq(&self, other: &Exclude) -> bool {
        (&self.folder, &self.patterns, &self.more) == (&other.folder, &other.patterns, &other.more)
    }
}

/// Without the pattern, which is where the message points.
fn reason(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_a_gitignore() {
        let patterns = ["vendor/", "*.bak", "/top", "docs/**/Dockerfile", "!keep.bak"];
        let (exclude, wrong) = Exclude::new("a", patterns.map(str::to_string).to_vec());
        assert_eq!(wrong, []);
        let cases = [
            ("a/vendor/x/Dockerfile", true),
            ("a/b/vendor/Dockerfile", true),
            ("a/vendor", false),
            ("a/b/Dockerfile.bak", true),
            ("a/keep.bak", false),
            ("a/top/Dockerfile", true),
            ("a/b/top/Dockerfile", false),
            ("a/docs/x/y/Dockerfile", true),
            ("a/Dockerfile", false),
            ("vendor/Dockerfile", false),
            ("a", false),
            ("/a/vendor/x", false),
        ];
        for (path, expected) in cases {
            assert_eq!(exclude.matches(path), expected, "{path}");
        }
        assert!(!Exclude::default().matches("x"));
    }

    #[test]
    fn patterns_of_two_folders_add_up() {
        let (mut exclude, _) = Exclude::new("a", vec!["x".to_string()]);
        exclude.also(&Exclude::new("b", vec!["y".to_string()]).0);
        let seen = ["a/x", "b/y", "a/y", "b/x"].map(|path| exclude.matches(path));
        assert_eq!(seen, [true, true, false, false]);
        assert_eq!(exclude.patterns(), ["x"]);
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        let (_, wrong) = Exclude::new("", vec!["ok".to_string(), "a{b".to_string()]);
        assert_eq!(wrong.len(), 1);
        assert!(wrong.iter().all(|(index, reason)| *index == 1 && !reason.contains("a{b")), "{wrong:?}");
    }
}
