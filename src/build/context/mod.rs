//! The build context of a Dockerfile: what its COPY and ADD can see. It is the Dockerfile's own folder, less what
//! `.dockerignore` keeps out, and on Heroku less what git does not have.

mod sources;

use std::sync::Arc;

use crate::base::path;
use crate::base::source::{Source, Span};
use crate::base::suggest;
use crate::build::Builder;
use crate::build::sources::is_remote;
use crate::files::{Kind, ReadError, Tree};
use crate::syntax::gomatch;
use crate::syntax::ignorefile;
use crate::syntax::ignorefile::{IgnoreFile, Pattern};
use sources::{Followed, Written};

/// The build context of one Dockerfile.
#[derive(Debug, Clone)]
pub struct Context {
    /// The folder, from the tree's root.
    pub folder: String,
    /// The `.dockerignore` that holds, when there is one.
    pub ignore: Option<(Arc<Source>, IgnoreFile)>,
    /// Who reads it.
    pub builder: Builder,
}

/// What becomes of a source of COPY or ADD. Paths are from the tree's root unless said otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// It is in the context.
    Found,
    /// Nothing there has that name, or fits that pattern.
    Missing {
        /// What was probably meant, as one would write it.
        near: Option<String>,
        /// Where it would be if the context were the tree's root.
        at_root: Option<String>,
    },
    /// It is there, and `.dockerignore` keeps it out.
    Ignored {
        /// The pattern, in [`Context::ignore`].
        pattern: Span,
        /// An exception for it that stands before that pattern and so has no effect.
        undone: Option<Span>,
    },
    /// It lies outside of the context.
    Outside {
        /// Where, when something is there and the tree has it.
        at: Option<String>,
        /// The link that leads there, when it is not written so.
        link: Option<String>,
    },
    /// It is there, and git does not have it.
    NotInGit {
        /// What git does not have.
        path: String,
        /// Whether git is told to ignore it.
        ignored: bool,
    },
    /// It is remote, or cannot be told.
    Unknown,
}

/// More entries than this are not looked through for one that an exception lets in.
const MAX_LOOKED_AT: usize = 10_000;

impl Context {
    /// The context of the Dockerfile at `dockerfile`.
    pub fn new(tree: &dyn Tree, dockerfile: &str, builder: Builder) -> Context {
        let folder = path::parent(dockerfile).unwrap_or("").to_owned();
        let own = format!("{dockerfile}.dockerignore");
        let own = if builder == Builder::Buildkit { read(tree, &own) } else { None };
        let ignore = own.or_else(|| read(tree, &path::join(&folder, ".dockerignore")));
        Context { folder, ignore, builder }
    }

    /// What becomes of a source, a word of COPY or ADD with its variables resolved and its quotes removed. Reads only
    /// the folders that the source names.
    pub fn sees(&self, tree: &dyn Tree, source: &str) -> Sight {
        if is_remote(source) || source.is_empty() || source.contains('$') {
            return Sight::Unknown;
        }
        let written = Written::new(source, self.builder);
        if written.leaves() {
            return Sight::Outside { at: existing(tree, &self.folder, &written.path), link: None };
        }
        if gomatch::has_wildcard(&written.path) {
            return self.pattern(tree, &written);
        }
        self.name(tree, &written.path)
    }

    /// What a source that is no pattern is, when something is there.
    pub fn kind(&self, tree: &dyn Tree, source: &str) -> Option<Kind> {
        let written = Written::new(source, self.builder);
        if written.leaves() { None } else { tree.kind(&self.place(&written.path)) }
    }

    fn name(&self, tree: &dyn Tree, path: &str) -> Sight {
        let followed = Followed::new(tree, &self.folder, path);
        if followed.circle {
            return followed.left.map_or(Sight::Unknown, |left| self.left(tree, left));
        }
        let place = self.place(&followed.path);
        // A commit has no such folder, a work tree does; neither sends it.
        if path::within(&place, ".git") && tree.tracked("").is_some() {
            return Sight::NotInGit { path: place, ignored: false };
        }
        match tree.kind(&place) {
            Some(Kind::Other) => Sight::Unknown,
            Some(kind) => self.sent(tree, &followed, kind),
            None if tree.tracked(&place) == Some(true)
                || tree.in_submodule(&place)
                || self.in_other(tree, &followed.path) =>
            {
                Sight::Unknown
            }
            None => self.missing(tree, path, followed),
        }
    }

    fn pattern(&self, tree: &dyn Tree, written: &Written) -> Sight {
        if written.crosses_in_brackets() {
            return Sight::Unknown;
        }
        let matches = sources::expand(tree, &self.folder, &written.path, self.builder);
        match self.best(tree, &matches) {
            Some(_) if !written.clean => Sight::Unknown,
            Some(sight) => sight,
            None if written.may_cross() || self.reaches_submodule(tree, &written.path) => Sight::Unknown,
            None => {
                let literal = tree.kind(&self.place(&written.path)).map(|_| written.path.clone());
                Sight::Missing { near: literal, at_root: self.at_root(tree, &written.path) }
            }
        }
    }

    /// Whether a pattern goes into a submodule, whose files need not be here.
    fn reaches_submodule(&self, tree: &dyn Tree, pattern: &str) -> bool {
        let submodules = tree.submodules();
        let mut inside = submodules.iter().filter_map(|submodule| path::below(submodule, &self.folder));
        tree.in_submodule(&self.folder) || inside.any(|submodule| sources::reaches(pattern, submodule))
    }

    /// The best that becomes of any; nothing for none.
    fn best(&self, tree: &dyn Tree, matches: &[String]) -> Option<Sight> {
        let mut first = None;
        for path in matches {
            match self.name(tree, path) {
                Sight::Found => return Some(Sight::Found),
                sight if first.is_none() || sight == Sight::Unknown => first = Some(sight),
                _ => {}
            }
        }
        first
    }

    /// Something is there: whether it gets into the context.
    fn sent(&self, tree: &dyn Tree, followed: &Followed, kind: Kind) -> Sight {
        let links = followed.links.iter().map(|link| (link.as_str(), Kind::File));
        for (path, kind) in links.chain([(followed.path.as_str(), kind)]) {
            if let Some(pattern) = self.ignored(tree, path, kind) {
                return pattern;
            }
            let path = self.place(path);
            if !path.is_empty() && tree.tracked(&path) == Some(false) {
                let ignored = tree.ignored(&path);
                return Sight::NotInGit { path, ignored };
            }
        }
        Sight::Found
    }

    fn ignored(&self, tree: &dyn Tree, path: &str, kind: Kind) -> Option<Sight> {
        let (_, ignore) = self.ignore.as_ref()?;
        let pattern = ignore.ignores(path)?;
        if kind == Kind::Folder && self.reopened(tree, ignore, pattern, path) {
            return None;
        }
        let undone = ignore.undone(path, pattern).map(|exception| exception.span);
        Some(Sight::Ignored { pattern: pattern.span, undone })
    }

    /// Whether an exception lets in anything below an ignored folder. Where that is long to find out, it is taken to.
    fn reopened(&self, tree: &dyn Tree, ignore: &IgnoreFile, by: &Pattern, folder: &str) -> bool {
        let mut left = MAX_LOOKED_AT;
        let mut waiting = vec![folder.to_owned()];
        while let Some(folder) = waiting.pop() {
            if !ignore.reopens(&folder, by) {
                continue;
            }
            if tree.in_submodule(&self.place(&folder)) {
                return true;
            }
            for entry in tree.list(&self.place(&folder)) {
                let path = path::join(&folder, &entry.name);
                left = left.saturating_sub(1);
                if left == 0 || ignore.ignores(&path).is_none() {
                    return true;
                }
                if entry.kind == Kind::Folder && tree.link(&self.place(&path)).is_none() {
                    waiting.push(path);
                }
            }
        }
        false
    }

    fn missing(&self, tree: &dyn Tree, path: &str, followed: Followed) -> Sight {
        if let Some((link, target)) = followed.left {
            let at = target
                .and_then(|target| existing(tree, &self.place(path::parent(&link).unwrap_or("")), &target));
            return Sight::Outside { at, link: Some(self.place(&link)) };
        }
        Sight::Missing { near: self.near(tree, path), at_root: self.at_root(tree, path) }
    }

    /// A link leaves the context and finds nothing where Docker goes on.
    fn left(&self, tree: &dyn Tree, (link, target): (String, Option<String>)) -> Sight {
        let link = self.place(&link);
        let at = target.and_then(|target| existing(tree, path::parent(&link).unwrap_or(""), &target));
        Sight::Outside { at, link: Some(link) }
    }

    /// The path as seen from the context when it was written from a folder further up, or with its first wrong part
    /// put right; when something is there then.
    fn near(&self, tree: &dyn Tree, path: &str) -> Option<String> {
        let further_up = path::tails(&self.folder).filter_map(|tail| path::below(path, tail));
        let mut inner = further_up.filter(|inner| !inner.is_empty() && *inner != path);
        if let Some(inner) = inner.find(|inner| tree.kind(&self.place(inner)).is_some()) {
            return Some(inner.to_owned());
        }
        let mut folder = String::new();
        let mut rest = path;
        while !rest.is_empty() {
            let (name, after) = rest.split_once('/').unwrap_or((rest, ""));
            let step = path::join(&folder, name);
            if tree.kind(&self.place(&step)).is_none() {
                let entries = tree.list(&self.place(&folder));
                let close = suggest::nearest(name, entries.iter().map(|entry| entry.name.as_str()))?;
                let right = path::join(&folder, close);
                let right = if after.is_empty() { right } else { path::join(&right, after) };
                return tree.kind(&self.place(&right)).map(|_| right);
            }
            (folder, rest) = (step, after);
        }
        None
    }

    fn at_root(&self, tree: &dyn Tree, path: &str) -> Option<String> {
        if self.folder.is_empty() {
            return None;
        }
        if gomatch::has_wildcard(path) {
            return sources::expand(tree, "", path, self.builder).into_iter().next();
        }
        existing(tree, "", path)
    }

    /// Whether a folder on the way is none that can be looked into, as a submodule is in a commit.
    fn in_other(&self, tree: &dyn Tree, path: &str) -> bool {
        path::ancestors(path).any(|folder| tree.kind(&self.place(folder)) == Some(Kind::Other))
    }

    /// A path of the context as one of the tree.
    fn place(&self, path: &str) -> String {
        if path.is_empty() { self.folder.clone() } else { path::join(&self.folder, path) }
    }
}

fn read(tree: &dyn Tree, path: &str) -> Option<(Arc<Source>, IgnoreFile)> {
    let source = match tree.source(path) {
        Err(error) if error.is_missing() => return None,
        Err(_) => lossy(tree, path).ok()?,
        Ok(source) => source,
    };
    let ignore = ignorefile::parse(source.text());
    Some((source, ignore))
}

/// A file whose comments may be in another encoding: Docker compares bytes.
fn lossy(tree: &dyn Tree, path: &str) -> Result<Arc<Source>, ReadError> {
    let text = String::from_utf8_lossy(&tree.read(path)?).into_owned();
    Ok(Source::new(path, tree.shown(path), text))
}

fn existing(tree: &dyn Tree, folder: &str, relative: &str) -> Option<String> {
    let path = path::resolve(folder, relative)?;
    matches!(tree.kind(&path), Some(Kind::File | Kind::Folder)).then_some(path)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::{BTreeMap, BTreeSet};
    use std::sync::Mutex;

    use super::*;
    use crate::files::{Entry, ReadError};

    /// Files and links in memory, what git has of them, and which folders were read.
    #[derive(Debug, Default)]
    struct Files {
        nodes: BTreeMap<String, Option<String>>,
        texts: BTreeMap<String, String>,
        tracked: Option<BTreeSet<String>>,
        listed: Mutex<Vec<String>>,
    }

    impl Files {
        /// From paths, `link -> target` for links.
        fn new<'a>(paths: impl IntoIterator<Item = &'a str>) -> Files {
            let node = |path: &str| match path.split_once(" -> ") {
                Some((link, target)) => (link.to_owned(), Some(target.to_owned())),
                None => (path.to_owned(), None),
            };
            Files { nodes: paths.into_iter().map(node).collect(), ..Files::default() }
        }

        fn text(mut self, path: &str, text: &str) -> Files {
            self.nodes.insert(path.to_owned(), None);
            self.texts.insert(path.to_owned(), text.to_owned());
            self
        }

        fn is_folder(&self, path: &str) -> bool {
            path.is_empty() || self.nodes.keys().any(|node| node != path && path::within(node, path))
        }
    }

    impl Tree for Files {
        fn shown(&self, path: &str) -> String {
            path.to_owned()
        }

        fn walk(&self, _: &str) -> Vec<String> {
            unreachable!("the whole tree is never walked")
        }

        fn list(&self, folder: &str) -> Vec<Entry> {
            self.listed.lock().unwrap().push(folder.to_owned());
            let below = self.nodes.keys().filter_map(|node| path::below(node, folder));
            let names: BTreeSet<&str> = below.filter_map(|rest| rest.split('/').next()).collect();
            let entry = |name: &str| {
                let kind = self.kind(&path::join(folder, name)).unwrap_or(Kind::Other);
                Entry { name: name.to_owned(), kind }
            };
            names.into_iter().filter(|name| !name.is_empty()).map(entry).collect()
        }

        fn kind(&self, path: &str) -> Option<Kind> {
            let followed = Followed::new(self, "", path);
            match self.nodes.get(&followed.path) {
                _ if followed.left.is_some() || followed.circle => Some(Kind::Other),
                Some(_) => Some(Kind::File),
                None => self.is_folder(&followed.path).then_some(Kind::Folder),
            }
        }

        fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
            self.texts.get(path).map(|text| text.clone().into_bytes()).ok_or(ReadError::Missing)
        }

        fn executable(&self, _: &str) -> Option<bool> {
            None
        }

        fn ignored(&self, path: &str) -> bool {
            path::name(path) == "generated"
        }

        fn tracked(&self, path: &str) -> Option<bool> {
            Some(self.tracked.as_ref()?.iter().any(|file| path::within(file, path)))
        }

        fn link(&self, path: &str) -> Option<String> {
            self.nodes.get(path).cloned().flatten()
        }
    }

    /// One line of the table. Its verdicts were compared with BuildKit's code and the classic builder's rules.
    #[derive(serde::Deserialize)]
    struct Case {
        name: String,
        files: Vec<String>,
        folder: String,
        ignore: String,
        source: String,
        classic: String,
        buildkit: String,
    }

    fn verdict(sight: &Sight) -> &'static str {
        match sight {
            Sight::Found => "found",
            Sight::Missing { .. } => "missing",
            Sight::Ignored { .. } => "ignored",
            Sight::Outside { .. } => "outside",
            Sight::NotInGit { .. } => "not in git",
            Sight::Unknown => "unknown",
        }
    }

    #[test]
    fn agrees_with_docker_on_the_table() {
        let table = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/copy-cases.jsonl"));
        for line in table.lines() {
            let case: Case = serde_json::from_str(line).unwrap();
            let mut tree = Files::new(case.files.iter().map(String::as_str));
            if !case.ignore.is_empty() {
                tree = tree.text(&path::join(&case.folder, ".dockerignore"), &case.ignore);
            }
            let dockerfile = path::join(&case.folder, "Dockerfile");
            for (builder, expected) in
                [(Builder::Classic, &case.classic), (Builder::Buildkit, &case.buildkit)]
            {
                let sight = Context::new(&tree, &dockerfile, builder).sees(&tree, &case.source);
                assert_eq!(
                    verdict(&sight),
                    expected,
                    "{}: {} ({builder:?}) {sight:?}",
                    case.name,
                    case.source
                );
            }
        }
    }

    fn sees(tree: &Files, dockerfile: &str, source: &str) -> Sight {
        Context::new(tree, dockerfile, Builder::Classic).sees(tree, source)
    }

    #[test]
    fn a_missing_source_has_neighbours() {
        let tree =
            Files::new(["requirements.txt", "app/Main.py", "app/lib/x.py", "app/[id].ts", "Dockerfile"]);
        let missing = |near: Option<&str>, at_root: Option<&str>| Sight::Missing {
            near: near.map(str::to_owned),
            at_root: at_root.map(str::to_owned),
        };
        for (dockerfile, source, expected) in [
            ("Dockerfile", "requirement.txt", missing(Some("requirements.txt"), None)),
            ("Dockerfile", "app/main.py", missing(Some("app/Main.py"), None)),
            ("Dockerfile", "App/lib/x.py", missing(Some("app/lib/x.py"), None)),
            ("Dockerfile", "App/lib/none.py", missing(None, None)),
            ("Dockerfile", "app/[id].ts", missing(Some("app/[id].ts"), None)),
            ("app/Dockerfile", "requirements.txt", missing(None, Some("requirements.txt"))),
            ("app/Dockerfile", "*.txt", missing(None, Some("requirements.txt"))),
            ("app/Dockerfile", "app/lib/x.py", missing(Some("lib/x.py"), Some("app/lib/x.py"))),
            ("app/lib/Dockerfile", "lib/x.py", missing(Some("x.py"), None)),
        ] {
            assert_eq!(sees(&tree, dockerfile, source), expected, "{source}");
        }
    }

    #[test]
    fn what_lies_outside_is_named() {
        let tree =
            Files::new(["shared/x.py", "app/Dockerfile", "app/shared -> ../shared", "app/host -> /etc"]);
        let outside = |at: Option<&str>, link: Option<&str>| Sight::Outside {
            at: at.map(str::to_owned),
            link: link.map(str::to_owned),
        };
        assert_eq!(sees(&tree, "app/Dockerfile", "../shared"), outside(Some("shared"), None));
        assert_eq!(sees(&tree, "app/Dockerfile", "../../x"), outside(None, None));
        assert_eq!(sees(&tree, "app/Dockerfile", "shared/x.py"), outside(Some("shared"), Some("app/shared")));
        assert_eq!(sees(&tree, "app/Dockerfile", "host/passwd"), outside(None, Some("app/host")));
    }

    #[test]
    fn what_git_does_not_have_is_not_there() {
        let mut tree =
            Files::new(["Dockerfile", "src/a", "src/b", "generated", "new.txt", "new.json", "old.json"]);
        tree.tracked = Some(["Dockerfile", "src/a", "old.json", "deleted"].map(str::to_owned).into());
        let not = |path: &str, ignored| Sight::NotInGit { path: path.to_owned(), ignored };
        for (source, expected) in [
            (".", Sight::Found),
            ("src", Sight::Found),
            ("src/b", not("src/b", false)),
            ("generated", not("generated", true)),
            ("*.txt", not("new.txt", false)),
            ("*.json", Sight::Found),
            ("deleted", Sight::Unknown),
            (".git/HEAD", not(".git/HEAD", false)),
        ] {
            assert_eq!(sees(&tree, "Dockerfile", source), expected, "{source}");
        }
    }

    #[test]
    fn the_pattern_and_the_exception_are_named() {
        let tree = Files::new(["docs/a"]).text(
            ".dockerignore",
            "!docs
docs
",
        );
        let sight = sees(&tree, "Dockerfile", "docs/a");
        assert_eq!(sight, Sight::Ignored { pattern: Span::new(6, 10), undone: Some(Span::new(0, 5)) });
    }

    #[test]
    fn a_dockerfile_may_have_an_ignore_file_of_its_own_with_buildkit() {
        let tree = Files::new(["a", "b"]).text(".dockerignore", "a").text("web.dockerignore", "b");
        let sees = |builder, source| verdict(&Context::new(&tree, "web", builder).sees(&tree, source));
        assert_eq!((sees(Builder::Classic, "a"), sees(Builder::Classic, "b")), ("ignored", "found"));
        assert_eq!((sees(Builder::Buildkit, "a"), sees(Builder::Buildkit, "b")), ("found", "ignored"));
    }

    #[test]
    fn only_folders_that_are_named_are_read() {
        let tree = Files::new(["Dockerfile", "src/a.py", "src/x/b.py", "huge/1", "huge/2"]);
        for source in [".", "src", "src/a.py", "src/*.py"] {
            assert_eq!(sees(&tree, "Dockerfile", source), Sight::Found);
        }
        assert_eq!(*tree.listed.lock().unwrap(), ["src"]);
    }

    #[test]
    fn hostile_sources_end() {
        let tree = Files::new(["Dockerfile", "a -> b", "b -> a/a/a"]);
        for source in
            ["a", &"../".repeat(20_000), &"a/".repeat(20_000), &"*/".repeat(20_000), &"[".repeat(60_000)]
        {
            assert_ne!(sees(&tree, "Dockerfile", source), Sight::Found);
        }
    }
}
