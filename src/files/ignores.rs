//! What git ignores: the patterns of `.gitignore` files, laid one folder over the other.

use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::base::path;

/// The file whose patterns apply in its folder and below.
pub(super) const GITIGNORE: &str = ".gitignore";

/// The longest file of patterns that is read, in bytes: real files have hundreds, hostile ones can cost gigabytes.
const LONGEST: usize = 512 << 10;

/// The patterns that apply in one folder. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules(Option<Arc<Layer>>);

/// The patterns of one file; the nearest file that says something about a path decides.
#[derive(Debug)]
struct Layer {
    patterns: Gitignore,
    above: Rules,
}

impl Rules {
    /// These rules with those of a file in `folder` over them. Lines that are no pattern are passed over, as git does.
    pub(super) fn over(&self, folder: &str, file: &[u8]) -> Rules {
        if file.len() > LONGEST {
            return self.clone();
        }
        let text = String::from_utf8_lossy(file);
        let mut builder = GitignoreBuilder::new(folder);
        // A lone `!` says nothing to git, but would match everything here.
        for line in
            text.strip_prefix('\u{feff}').unwrap_or(&text).lines().filter(|line| line.trim_end() != "!")
        {
            // The error names a pattern that cannot match; git is silent about those too.
            let _ = builder.add_line(None, line);
        }
        match builder.build() {
            Ok(patterns) if !patterns.is_empty() => {
                Rules(Some(Arc::new(Layer { patterns, above: self.clone() })))
            }
            _ => self.clone(),
        }
    }

    /// Whether they ignore an entry of their folder. A link to a folder is no folder to git.
    pub(super) fn ignore(&self, path: &str, is_folder: bool) -> bool {
        let mut rules = self;
        while let Some(layer) = &rules.0 {
            match layer.patterns.matched(path, is_folder) {
                Match::None => rules = &layer.above,
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
            }
        }
        false
    }
}

/// Whether a path is ignored, or any folder it lies in: git never looks into an ignored folder.
///
/// `rules` gives the rules that hold in a folder; `is_folder` says whether the path itself is one.
pub(super) fn ignored(path: &str, is_folder: bool, rules: impl Fn(&str) -> Rules) -> bool {
    steps(path, is_folder).any(|(step, is_folder)| ignored_here(step, is_folder, &rules))
}

/// Whether a walk of `folder` comes to a path below it. Where the walk starts is not asked.
pub(super) fn reached(path: &str, is_folder: bool, folder: &str, rules: impl Fn(&str) -> Rules) -> bool {
    steps_below(path, is_folder, folder).all(|(step, is_folder)| {
        !passed_over(path::name(step), is_folder) && !ignored_here(step, is_folder, &rules)
    })
}

/// Whether nothing between a folder and a file below it is passed over.
pub(super) fn on_the_way(file: &str, folder: &str) -> bool {
    steps_below(file, false, folder).all(|(step, is_folder)| !passed_over(path::name(step), is_folder))
}

fn steps_below<'p>(path: &'p str, is_folder: bool, folder: &str) -> impl Iterator<Item = (&'p str, bool)> {
    let start = folder.len();
    steps(path, is_folder).filter(move |(step, _)| step.len() > start)
}

fn ignored_here(path: &str, is_folder: bool, rules: impl Fn(&str) -> Rules) -> bool {
    path::parent(path).is_some_and(|folder| rules(folder).ignore(path, is_folder))
}

/// The folders on the way to a path, from the top, and the path itself, each with whether it is a folder.
fn steps(path: &str, is_folder: bool) -> impl Iterator<Item = (&str, bool)> {
    let ends = path.match_indices('/').map(|(at, _)| (at, true)).chain([(path.len(), is_folder)]);
    ends.filter_map(move |(end, is_folder)| Some((path.get(..end)?, is_folder)))
}

/// Whether walks pass over an entry of this name: git's own files and installed packages.
pub(super) fn passed_over(name: &str, is_folder: bool) -> bool {
    name == ".git" || (is_folder && name == "node_modules")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_decides() {
        let top = Rules::default().over("", b"\xef\xbb\xbf*.log\r\n/build/\n!keep.log\n[\n!\n");
        let inner = top.over("a", b"!*.log\n/x\n");
        assert!(top.ignore("b.log", false) && top.ignore("a/b.log", false) && !top.ignore("keep.log", false));
        assert!(top.ignore("build", true) && !top.ignore("build", false) && !top.ignore("a/build", true));
        assert!(!inner.ignore("a/b.log", false));
        assert!(inner.ignore("a/x", false) && !inner.ignore("a/c/x", false));
    }

    #[test]
    fn nothing_in_an_ignored_folder_comes_back() {
        let rules = Rules::default().over("", b"out\n!out/kept\n");
        assert!(ignored("out/kept", false, |_| rules.clone()));
        assert!(!ignored("in/kept", false, |_| rules.clone()));
        assert!(!ignored("", true, |_| rules.clone()));
    }
}
