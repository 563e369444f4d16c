//! Which projects a tree holds and which files belong to each.
//!
//! A project is a folder with a heroku.yml and everything below that is no project itself; where no heroku.yml lies
//! above, each folder with a `Dockerfile` or `Dockerfile.<process>` is one. Other Dockerfiles belong to the nearest
//! project around them, or make their folder one.
//!
//! ```text
//! heroku.yml                 project "", manifest mode
//! web/Dockerfile             of ""
//! admin/heroku.yml           project "admin"
//! admin/docker/Dockerfile    of "admin"
//! ```

mod names;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::path;
use crate::files::{Kind, Tree, Unread};
use crate::project::manifest;
use names::{MANIFEST, Name, Role};

/// What there is to lint at the paths asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Each project once, sorted by root.
    pub projects: Vec<ProjectFiles>,
    /// Folders that were not looked into and Dockerfiles or manifests that cannot be read, sorted by path.
    pub unread: Vec<Unread>,
    /// Paths asked for that hold nothing to lint, as asked.
    pub nothing: Vec<String>,
}

/// The files of one project. Lists are sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProjectFiles {
    /// The project's folder.
    pub root: String,
    /// The path of its heroku.yml; without one its Dockerfiles are pushed.
    pub manifest: Option<String>,
    /// Files named `Dockerfile` or `Dockerfile.<process>`: with a manifest all that belong to the project, whether it
    /// names them or not, otherwise those in the project's folder. Folders whose name begins with a dot have none
    /// unless there is a manifest: `heroku container:push` passes over them.
    pub dockerfiles: Vec<String>,
    /// Every other Dockerfile, for what holds of Dockerfiles anywhere: `web.Dockerfile`, `Containerfile`.
    pub other: Vec<String>,
    /// Files that are named like Dockerfiles and are none: `Dockerfile.dockerignore`, `Dockerfile.j2`. Not parsed.
    pub lookalikes: Vec<String>,
    /// Files named nearly like a manifest: `heroku.yaml`, `Heroku.yml`. They need not be one.
    pub misnamed: Vec<String>,
    /// The files and folders asked for when that was not the whole project: only findings that touch them are wanted.
    /// `None`: all are. See [`ProjectFiles::wants`].
    pub only: Option<Vec<String>>,
}

impl ProjectFiles {
    /// Whether a finding in a file is wanted; one is kept when this holds for any of its places.
    pub fn wants(&self, file: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.iter().any(|asked| path::within(file, asked)))
    }
}

impl ProjectFiles {
    /// The project without the files that `left_out` names.
    #[must_use]
    pub fn without(&self, left_out: &dyn Fn(&str) -> bool) -> ProjectFiles {
        let kept = |paths: &[String]| paths.iter().filter(|path| !left_out(path)).cloned().collect();
        ProjectFiles {
            manifest: self.manifest.clone().filter(|path| !left_out(path)),
            dockerfiles: kept(&self.dockerfiles),
            other: kept(&self.other),
            lookalikes: kept(&self.lookalikes),
            misnamed: kept(&self.misnamed),
            ..self.clone()
        }
    }
}

/// The projects at the files and folders asked for.
///
/// - A folder stands for the projects in it, and for the part of the project around it that lies in it.
/// - A heroku.yml stands for its project; another file for itself within its project.
/// - A file with another name than Dockerfiles have is one when it starts like one.
/// - Files that a project is read with (`app.json`, `Procfile`, ignore files, scripts, workflows) stand for themselves
///   within the project around them. Anything else is nothing to lint.
///
/// What git ignores, and what package managers have installed, is found only when it is asked for by name.
pub fn projects(tree: &dyn Tree, asked: &[String]) -> Found {
    let mut finder = Finder::new(tree);
    let kinds: Vec<(&String, Option<Kind>)> = asked.iter().map(|path| (path, tree.kind(path))).collect();
    for (path, kind) in &kinds {
        finder.meet(path, *kind);
    }
    for (path, kind) in kinds {
        match kind {
            Some(Kind::Folder) => finder.folder(path),
            Some(Kind::File) => finder.file(path),
            Some(Kind::Other) => finder.refused(path),
            None => finder.nothing(path),
        }
    }
    finder.finish()
}

/// Whether a file, by its name, is part of a project: its coming or going makes another project.
pub fn is_part(file: &str) -> bool {
    names::name(path::name(file)).is_some() || names::is_companion(file)
}

struct Finder<'t> {
    tree: &'t dyn Tree,
    /// Files that are something to a project.
    files: BTreeMap<String, Role>,
    /// Folders whose files are all known.
    surveyed: BTreeSet<String>,
    /// Folders, with whether they have a manifest.
    manifests: BTreeMap<String, bool>,
    /// Folders, with whether they would be a project if no manifest lay above.
    pushed: BTreeMap<String, bool>,
    /// Roots of the projects wanted, with what is asked of each; `None` is everything.
    wanted: BTreeMap<String, Option<BTreeSet<String>>>,
    unread: BTreeSet<Unread>,
    nothing: Vec<String>,
}

impl<'t> Finder<'t> {
    fn new(tree: &'t dyn Tree) -> Finder<'t> {
        Finder {
            tree,
            files: BTreeMap::new(),
            surveyed: BTreeSet::new(),
            manifests: BTreeMap::new(),
            pushed: BTreeMap::new(),
            wanted: BTreeMap::new(),
            unread: BTreeSet::new(),
            nothing: Vec::new(),
        }
    }

    /// Makes what is asked for known, git-ignored or not, before anything is told where it belongs.
    fn meet(&mut self, path: &str, kind: Option<Kind>) {
        match kind {
            Some(Kind::Folder) => self.survey(path),
            Some(Kind::File) => match self.role(path) {
                Some(Role::Template) => {}
                Some(role) if !role.is_aside() => self.know(path, role),
                _ if self.starts_like_dockerfile(path) => self.know(path, Role::Dockerfile),
                _ => {}
            },
            _ => {}
        }
    }

    fn folder(&mut self, folder: &str) {
        let roots: BTreeSet<String> =
            self.dockerfiles_below(folder).iter().map(|file| self.home(file)).collect();
        for root in &roots {
            self.want(root, folder);
        }
        if roots.is_empty() {
            match self.owner(folder) {
                Some(root) => self.want(&root, folder),
                None => self.nothing(folder),
            }
        }
    }

    fn file(&mut self, file: &str) {
        let root = self.home(file);
        match self.files.get(file).copied() {
            Some(Role::Manifest) => self.want(&root, &root),
            Some(role) if !role.is_aside() => self.want(&root, file),
            Some(_) => self.nothing(file),
            None if self.is_companion(file) && self.has_project(&root) => self.want(&root, file),
            None => self.nothing(file),
        }
    }

    fn refused(&mut self, path: &str) {
        let unread = |error| Unread { path: path.to_owned(), folder: false, error };
        self.unread.extend(self.tree.read(path).err().map(unread));
    }

    /// Asks for `path` of a project; for all of it when the project lies within.
    fn want(&mut self, root: &str, path: &str) {
        let wanted = self.wanted.entry(root.to_owned()).or_insert_with(|| Some(BTreeSet::new()));
        if path::within(root, path) {
            *wanted = None;
        } else if let Some(only) = wanted {
            only.insert(path.to_owned());
        }
    }

    fn nothing(&mut self, path: &str) {
        self.nothing.push(path.to_owned());
    }

    /// Makes the files below a folder known.
    fn survey(&mut self, folder: &str) {
        let covered = path::ancestors(folder).any(|above| self.surveyed.contains(above));
        if covered && (self.surveyed.contains(folder) || !self.tree.ignored(folder)) {
            return;
        }
        let survey = self.tree.survey(folder);
        for file in survey.files.iter().filter(|file| !is_installed(file, folder)) {
            if let Some(role) = self.role(file) {
                self.know(file, role);
            }
        }
        let matters = |unread: &Unread| unread.folder || names::name(path::name(&unread.path)).is_some();
        self.unread.extend(survey.unread.into_iter().filter(matters));
        self.surveyed.insert(folder.to_owned());
    }

    fn know(&mut self, file: &str, role: Role) {
        let folder = path::parent(file).unwrap_or("");
        if role == Role::Manifest {
            self.manifests.insert(folder.to_owned(), true);
        }
        if is_pushed(folder, role) {
            self.pushed.insert(folder.to_owned(), true);
        }
        self.files.insert(file.to_owned(), role);
    }

    /// Known files of a folder that make a project or belong to one.
    fn dockerfiles_below(&self, folder: &str) -> Vec<String> {
        let below = self.files.iter().filter(|(file, role)| path::within(file, folder) && !role.is_aside());
        below.map(|(file, _)| file.clone()).collect()
    }

    /// The root of the project that a file belongs to or makes.
    fn home(&mut self, file: &str) -> String {
        let folder = path::parent(file).unwrap_or("");
        self.owner(folder).unwrap_or_else(|| folder.to_owned())
    }

    /// The root of the project around a folder: the nearest manifest's, else the nearest that is pushed.
    fn owner(&mut self, folder: &str) -> Option<String> {
        let manifest = path::ancestors(folder).find(|folder| self.has_manifest(folder));
        manifest.or_else(|| path::ancestors(folder).find(|folder| self.has_pushed(folder))).map(str::to_owned)
    }

    fn has_project(&mut self, folder: &str) -> bool {
        self.has_manifest(folder) || self.has_pushed(folder)
    }

    fn has_manifest(&mut self, folder: &str) -> bool {
        if let Some(known) = self.manifests.get(folder) {
            return *known;
        }
        let file = path::join(folder, MANIFEST);
        let has = self.tree.kind(&file) == Some(Kind::File)
            && !is_pattern(&file)
            && !is_aside(&file)
            && !self.is_another_tools(&file)
            && !self.tree.ignored(&file);
        self.manifests.insert(folder.to_owned(), has);
        has
    }

    fn has_pushed(&mut self, folder: &str) -> bool {
        if let Some(known) = self.pushed.get(folder) {
            return *known;
        }
        let files = self.tree.list(folder).into_iter().filter(|entry| entry.kind == Kind::File);
        let has = files.map(|entry| path::join(folder, &entry.name)).any(|file| {
            self.role(&file).is_some_and(|role| is_pushed(folder, role)) && !self.tree.ignored(&file)
        });
        self.pushed.insert(folder.to_owned(), has);
        has
    }

    fn role(&self, file: &str) -> Option<Role> {
        if let Some(role) = self.files.get(file) {
            return Some(*role);
        }
        match names::name(path::name(file))? {
            Name::Is(Role::Manifest | Role::Misnamed) if is_pattern(file) || is_aside(file) => None,
            Name::Is(Role::Manifest) if self.is_another_tools(file) => None,
            _ if is_pattern(file) => Some(Role::Template),
            Name::Is(role) => Some(role),
            Name::Open(role, otherwise) => {
                if self.starts_like_dockerfile(file) {
                    Some(role)
                } else {
                    otherwise
                }
            }
        }
    }

    /// Whether a heroku.yml below one of the repository's own is something else, as a Taskfile that another includes.
    fn is_another_tools(&self, file: &str) -> bool {
        let folder = path::parent(file).unwrap_or("");
        let mut above = path::ancestors(folder).skip(1);
        let nested = above.any(|above| self.tree.kind(&path::join(above, MANIFEST)) == Some(Kind::File));
        nested && self.tree.read(file).is_ok_and(|bytes| !manifest::may_be_one(bytes))
    }

    fn starts_like_dockerfile(&self, file: &str) -> bool {
        self.tree.source(file).is_ok_and(|source| names::starts_like_dockerfile(source.text()))
    }

    fn is_companion(&self, file: &str) -> bool {
        names::is_companion(file) || self.tree.read(file).is_ok_and(|bytes| bytes.starts_with(b"#!"))
    }

    /// The folders to look into when only single files of a project are asked for: its own, and theirs. Heroku.yml
    /// names every other file that such a file may disagree with.
    fn single_files(&self, root: &str) -> Option<BTreeSet<String>> {
        let asked = self.wanted.get(root)?.as_ref()?;
        let files = asked.iter().all(|path| self.tree.kind(path) == Some(Kind::File));
        let folders = asked.iter().filter_map(|path| path::parent(path)).chain([root]);
        files.then(|| folders.map(str::to_owned).collect())
    }

    /// Makes the files of one folder known, not those below it.
    fn look_into(&mut self, folder: &str) {
        let files = self.tree.list(folder).into_iter().filter(|entry| entry.kind == Kind::File);
        for file in files.map(|entry| path::join(folder, &entry.name)) {
            if let Some(role) = self.role(&file).filter(|_| !self.tree.ignored(&file)) {
                self.know(&file, role);
            }
        }
    }

    fn finish(mut self) -> Found {
        let roots: Vec<String> = self.wanted.keys().cloned().collect();
        for root in &roots {
            match self.single_files(root) {
                Some(folders) => folders.iter().for_each(|folder| self.look_into(folder)),
                None => self.survey(root),
            }
        }
        let mut projects: BTreeMap<String, ProjectFiles> = BTreeMap::new();
        for (root, only) in std::mem::take(&mut self.wanted) {
            let manifest = self.has_manifest(&root).then(|| path::join(&root, MANIFEST));
            let only = only.map(|only| only.into_iter().collect());
            projects.insert(root.clone(), ProjectFiles { root, manifest, only, ..ProjectFiles::default() });
        }
        for (file, role) in std::mem::take(&mut self.files) {
            let home = self.home(&file);
            if let Some(project) = projects.get_mut(&home) {
                project.take(file, role);
            }
        }
        let projects = projects.into_values().collect();
        Found { projects, unread: self.unread.into_iter().collect(), nothing: self.nothing }
    }
}

impl ProjectFiles {
    fn take(&mut self, file: String, role: Role) {
        let folder = path::parent(&file).unwrap_or("");
        let of_process = self.manifest.is_some() || (folder == self.root && !is_hidden(folder));
        match role {
            Role::Manifest => {}
            Role::Misnamed => self.misnamed.push(file),
            Role::Process if of_process => self.dockerfiles.push(file),
            Role::Process | Role::Dockerfile => self.other.push(file),
            Role::Lookalike | Role::Template => self.lookalikes.push(file),
        }
    }
}

/// Whether a file makes its folder a project where no manifest lies above.
fn is_pushed(folder: &str, role: Role) -> bool {
    matches!(role, Role::Process | Role::Misnamed) && !is_hidden(folder)
}

/// Whether a path is still to be filled in, as in the pattern of a project: `{{cookiecutter.name}}/Dockerfile`.
fn is_pattern(file: &str) -> bool {
    file.contains("{{") || file.contains("{%")
}

/// Whether a manifest's name is another file's, as that of the workflow `.github/workflows/heroku.yml`.
fn is_aside(file: &str) -> bool {
    path::parent(file).is_some_and(is_hidden)
}

/// Whether a file below a folder lies where package managers put what others wrote.
fn is_installed(file: &str, folder: &str) -> bool {
    let below = format!("/{}", path::below(file, folder).unwrap_or(file));
    ["/vendor/bundle/", "/vendor/github.com/", "/site-packages/", "/bower_components/"]
        .iter()
        .any(|packages| below.contains(packages))
}

fn is_hidden(folder: &str) -> bool {
    folder.split('/').any(|name| name.starts_with('.'))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::files::{Memory, ReadError};

    /// One line a project: its root, what is asked of it unless that is everything, its files by kind.
    fn found(files: &[(&str, &str)], asked: &[&str]) -> Vec<String> {
        let tree: Memory = files.iter().copied().collect();
        let asked: Vec<String> = asked.iter().map(|path| (*path).to_owned()).collect();
        let found = projects(&tree, &asked);
        let mut lines: Vec<String> = found.projects.iter().map(line).collect();
        lines.extend(found.nothing.iter().map(|path| format!("nothing at '{path}'")));
        lines
    }

    fn line(project: &ProjectFiles) -> String {
        let mut line = format!("'{}'", project.root);
        let only = project.only.clone().unwrap_or_default();
        let manifest: Vec<String> = project.manifest.iter().cloned().collect();
        for (name, files) in [
            ("only", &only),
            ("manifest", &manifest),
            ("process", &project.dockerfiles),
            ("other", &project.other),
            ("like", &project.lookalikes),
            ("misnamed", &project.misnamed),
        ] {
            if !files.is_empty() {
                line += &format!(" {name}: {}", files.join(" "));
            }
        }
        line
    }

    /// Files whose text does not matter.
    fn names(files: &'static str) -> Vec<(&'static str, &'static str)> {
        files.split_whitespace().map(|file| (file, "")).collect()
    }

    #[test]
    fn everything_in_a_tree() {
        for (files, wanted) in [
            ("README.md", ["nothing at ''"].as_slice()),
            ("Dockerfile vendor/bundle/ruby/gems/puma/tools/Dockerfile", &["'' process: Dockerfile"]),
            ("Dockerfile src/main.rs", &["'' process: Dockerfile"]),
            ("heroku.yml", &["'' manifest: heroku.yml"]),
            (
                "heroku.yml Dockerfile.web worker/Dockerfile ci/x.Dockerfile .heroku/Dockerfile",
                &[
                    "'' manifest: heroku.yml process: .heroku/Dockerfile Dockerfile.web worker/Dockerfile other: ci/x.Dockerfile",
                ],
            ),
            (
                "heroku.yml Dockerfile admin/heroku.yml admin/web/Dockerfile",
                &[
                    "'' manifest: heroku.yml process: Dockerfile",
                    "'admin' manifest: admin/heroku.yml process: admin/web/Dockerfile",
                ],
            ),
            (
                "a/Dockerfile a/Dockerfile.worker a/sub/Dockerfile.web a/docker/dev.Dockerfile a/Containerfile",
                &[
                    "'a' process: a/Dockerfile a/Dockerfile.worker other: a/Containerfile a/docker/dev.Dockerfile",
                    "'a/sub' process: a/sub/Dockerfile.web",
                ],
            ),
            (
                "b/docker/x.Dockerfile b/y.Dockerfile",
                &["'b' other: b/y.Dockerfile", "'b/docker' other: b/docker/x.Dockerfile"],
            ),
            (".devcontainer/Dockerfile", &["'.devcontainer' other: .devcontainer/Dockerfile"]),
            (
                "Dockerfile .devcontainer/Dockerfile",
                &["'' process: Dockerfile other: .devcontainer/Dockerfile"],
            ),
            (
                "Dockerfile Dockerfile.dockerignore sub/Dockerfile.bak Dockerfile.j2",
                &["'' process: Dockerfile like: Dockerfile.dockerignore Dockerfile.j2 sub/Dockerfile.bak"],
            ),
            ("Dockerfile.j2", &["nothing at ''"]),
            ("{{name}}/heroku.yml {{name}}/web/Dockerfile", &["nothing at ''"]),
            (".github/workflows/heroku.yml", &["nothing at ''"]),
            ("Dockerfile .github/workflows/heroku.yml", &["'' process: Dockerfile"]),
            ("heroku.yaml web/x.Dockerfile", &["'' other: web/x.Dockerfile misnamed: heroku.yaml"]),
            ("heroku.yml sub/Heroku.yml", &["'' manifest: heroku.yml misnamed: sub/Heroku.yml"]),
            ("node_modules/x/Dockerfile", &["nothing at ''"]),
        ] {
            assert_eq!(found(&names(files), &[""]), wanted, "{files}");
        }
    }

    #[test]
    fn a_part_of_a_tree() {
        let mono = "heroku.yml web/Dockerfile web/src/x admin/heroku.yml admin/Dockerfile docs/x lib/a/b lib/c/heroku.yml lib/d/Dockerfile";
        let root = "manifest: heroku.yml process: lib/d/Dockerfile web/Dockerfile";
        for (asked, wanted) in [
            (["web"].as_slice(), vec![format!("'' only: web {root}")]),
            (&["web/src"], vec![format!("'' only: web/src {root}")]),
            (&["docs", "web"], vec![format!("'' only: docs web {root}")]),
            (
                &["web", ""],
                vec![
                    format!("'' {root}"),
                    "'admin' manifest: admin/heroku.yml process: admin/Dockerfile".to_owned(),
                    "'lib/c' manifest: lib/c/heroku.yml".to_owned(),
                ],
            ),
            (&["admin"], vec!["'admin' manifest: admin/heroku.yml process: admin/Dockerfile".to_owned()]),
            (&["lib"], vec![format!("'' only: lib {root}"), "'lib/c' manifest: lib/c/heroku.yml".to_owned()]),
            (&["lib/c"], vec!["'lib/c' manifest: lib/c/heroku.yml".to_owned()]),
            // A single file is linted beside what lies in its folder and the root's.
            (
                &["web/Dockerfile"],
                vec!["'' only: web/Dockerfile manifest: heroku.yml process: web/Dockerfile".to_owned()],
            ),
            (&["heroku.yml"], vec![format!("'' {root}")]),
            (&["heroku.yml", "web/Dockerfile"], vec![format!("'' {root}")]),
            (&["none"], vec!["nothing at 'none'".to_owned()]),
        ] {
            assert_eq!(found(&names(mono), asked), wanted, "{asked:?}");
        }
    }

    #[test]
    fn a_part_of_a_pushed_project() {
        let files = names("Dockerfile Dockerfile.worker src/x ci/x.Dockerfile sub/Dockerfile");
        let root = "process: Dockerfile Dockerfile.worker other: ci/x.Dockerfile";
        let beside = "process: Dockerfile Dockerfile.worker";
        assert_eq!(found(&files, &["Dockerfile.worker"]), [format!("'' only: Dockerfile.worker {beside}")]);
        assert_eq!(found(&files, &["ci"]), [format!("'' only: ci {root}")]);
        assert_eq!(found(&files, &["src"]), [format!("'' only: src {root}")]);
        assert_eq!(found(&files, &["sub"]), ["'sub' process: sub/Dockerfile"]);
    }

    #[test]
    fn files_with_other_names() {
        let files = [
            ("Dockerfile", ""),
            ("build/prod.docker", "# comment\nFROM scratch\n"),
            ("notes.txt", "from here on"),
            ("Dockerfile.bak", "FROM scratch"),
            ("Dockerfile.j2", "FROM scratch"),
            ("Dockerfile.py", "from a import b"),
            ("lib/Dockerfile.go", "FROM golang"),
            ("app.json", "{}"),
            ("bin/start", "#!/bin/sh\n"),
            ("README.md", ""),
        ];
        let root = "process: Dockerfile like: Dockerfile.bak Dockerfile.j2 Dockerfile.py";
        assert_eq!(
            found(&files, &[""]),
            [format!("'' {root}"), "'lib' process: lib/Dockerfile.go".to_owned()]
        );
        let prod = "'' only: build/prod.docker process: Dockerfile other: build/prod.docker like: Dockerfile.bak Dockerfile.j2 Dockerfile.py";
        assert_eq!(found(&files, &["build/prod.docker"]), [prod]);
        let bak = "'' only: Dockerfile.bak process: Dockerfile other: Dockerfile.bak like: Dockerfile.j2 Dockerfile.py";
        assert_eq!(found(&files, &["Dockerfile.bak"]), [bak]);
        for companion in ["app.json", "bin/start"] {
            assert_eq!(found(&files, &[companion]), [format!("'' only: {companion} {root}")]);
        }
        for none in ["notes.txt", "Dockerfile.j2", "Dockerfile.py", "README.md"] {
            assert_eq!(found(&files, &[none]), [format!("nothing at '{none}'")]);
        }
        assert_eq!(found(&[("app.json", "")], &["app.json"]), ["nothing at 'app.json'"]);
        assert_eq!(
            found(&[("x/prod.docker", "FROM a")], &["x/prod.docker"]),
            ["'x' only: x/prod.docker other: x/prod.docker"]
        );
    }

    #[test]
    fn ignored_files_are_found_when_asked_for() {
        let files = [
            (".gitignore", "out\n/Dockerfile.local\n"),
            ("out/heroku.yml", ""),
            ("out/web/Dockerfile", ""),
            ("Dockerfile.local", ""),
            ("x.Dockerfile", ""),
        ];
        assert_eq!(found(&files, &[""]), ["'' other: x.Dockerfile"]);
        let out = "'out' manifest: out/heroku.yml process: out/web/Dockerfile";
        assert_eq!(found(&files, &["out"]), [out]);
        assert_eq!(found(&files, &["out/heroku.yml"]), [out]);
        assert_eq!(found(&files, &["", "out/heroku.yml"]), ["'' other: x.Dockerfile", out]);
        assert_eq!(
            found(&files, &["Dockerfile.local"]),
            ["'' only: Dockerfile.local process: Dockerfile.local other: x.Dockerfile"]
        );
    }

    #[test]
    fn findings_are_wanted_where_asked() {
        let only = |only: &[&str]| ProjectFiles {
            only: Some(only.iter().map(|path| (*path).to_owned()).collect()),
            ..ProjectFiles::default()
        };
        assert!(ProjectFiles::default().wants("a"));
        assert!(
            only(&["a", "b/Dockerfile"]).wants("a/x") && only(&["a", "b/Dockerfile"]).wants("b/Dockerfile")
        );
        assert!(!only(&["a", "b/Dockerfile"]).wants("b/x") && !only(&["a"]).wants("ab"));
    }

    #[cfg(unix)]
    #[test]
    fn what_could_hide_something_is_unread() {
        let (folder, disk) = crate::files::samples::disk(&[("Dockerfile", "")]);
        for name in ["Dockerfile.web", "photo"] {
            std::os::unix::fs::symlink("nowhere", folder.path().join(name)).unwrap();
        }
        let unread = |path: &str| Unread { path: path.to_owned(), folder: false, error: ReadError::Link };
        assert_eq!(projects(&disk, &[String::new()]).unread, [unread("Dockerfile.web")]);
        let asked = projects(&disk, &["photo".to_owned()]);
        assert_eq!(asked, Found { unread: vec![unread("photo")], ..Found::default() });
    }

    #[test]
    fn many_folders_deep() {
        let deep = "d/".repeat(1000);
        let files = [(format!("{deep}Dockerfile"), ""), ("heroku.yml".to_owned(), "")];
        let tree: Memory = files.into_iter().collect();
        assert_eq!(projects(&tree, &[String::new()]).projects.len(), 1);
    }
}
