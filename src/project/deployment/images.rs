//! The images of a deployment: where the paths in heroku.yml lead, and what the names of Dockerfiles say.

use super::{Image, ImageFile};
use crate::base::path;
use crate::base::source::{Place, Span};
use crate::base::suggest;
use crate::build::dockerfile::Dockerfile;
use crate::files::{Kind, Tree};
use crate::project::discovery::ProjectFiles;
use crate::project::manifest::{ImageDecl, Manifest};

/// Paths from the tree's root that heroku.yml names as Dockerfiles, as far as they stay inside it.
pub fn dockerfile_paths(root: &str, manifest: &Manifest) -> Vec<String> {
    let path = |decl: &ImageDecl| inside(root, &decl.dockerfile.as_ref()?.text.text);
    manifest.images.iter().filter_map(path).collect()
}

/// Whether a path named as a Dockerfile leads to a file that can be one.
pub fn is_dockerfile(tree: &dyn Tree, path: &str) -> bool {
    tree.kind(path) == Some(Kind::File) && !path.ends_with("Procfile")
}

/// A path of heroku.yml from the tree's root; `None` when it is absolute, leaves the project or holds a variable.
fn inside(root: &str, written: &str) -> Option<String> {
    if written.starts_with('/') || written.contains('$') || written.trim().is_empty() {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Some(if root.is_empty() { path } else { format!("{root}/{path}") })
}

pub(super) fn built_image(
    tree: &dyn Tree,
    root: &str,
    manifest: &Manifest,
    decl: &ImageDecl,
    files: &[Dockerfile],
) -> Image {
    let place = |span: Span| Place::new(&manifest.source, span);
    let (file, path) = match &decl.dockerfile {
        None => (ImageFile::Unclear, None),
        Some(path) => (image_file(tree, root, &path.text.text, files), Some(place(path.text.span))),
    };
    let target = decl.target.as_ref().map(|target| (target.text.text.clone(), place(target.text.span)));
    let built = match file {
        ImageFile::Found(index) => files.get(index),
        _ => None,
    };
    let stage = built.and_then(|file| match &target {
        Some((name, _)) => file.stage_named(name),
        None => file.stages.last(),
    });
    let stage = stage.map(|stage| stage.index);
    Image { name: decl.name.value.clone(), place: place(decl.name.span), path, file, target, stage }
}

fn image_file(tree: &dyn Tree, root: &str, written: &str, files: &[Dockerfile]) -> ImageFile {
    if written.contains('$') || written.trim().is_empty() {
        return ImageFile::Unclear;
    }
    let Some(path) = inside(root, written) else {
        let stripped = written.trim_start_matches("../").trim_start_matches('/');
        let there = inside(root, stripped).is_some_and(|path| is_dockerfile(tree, &path));
        return ImageFile::Outside { inside: there.then(|| stripped.to_owned()) };
    };
    if let Some(index) = files.iter().position(|file| file.source.path() == path) {
        return ImageFile::Found(index);
    }
    match tree.kind(&path) {
        Some(Kind::Folder) => ImageFile::NotOne("a folder"),
        Some(_) if path.ends_with("Procfile") => ImageFile::NotOne("a Procfile"),
        Some(_) => ImageFile::Unread,
        None if tree.in_submodule(&path) => ImageFile::Unread,
        None => other_thing(written).map_or_else(
            || ImageFile::Missing { near: near_files(root, &path, files), path },
            ImageFile::NotOne,
        ),
    }
}

/// What a value that names no file looks like, if it looks like nothing that could be a path.
fn other_thing(written: &str) -> Option<&'static str> {
    let lower = written.to_ascii_lowercase();
    if lower.contains("dockerfile") {
        return None;
    }
    if written.trim().contains(char::is_whitespace) {
        return Some("a command");
    }
    let last = lower.rsplit('/').next().unwrap_or("");
    let registry = lower.split('/').next().is_some_and(|first| first.contains('.') && lower.contains('/'));
    let looks_like_path = lower.starts_with('.') || last.contains(".docker");
    (!looks_like_path && (last.contains(':') || last.contains('@') || registry)).then_some("an image")
}

/// Dockerfiles that may be meant by a path that leads nowhere: another case, the same name elsewhere, one near.
fn near_files(root: &str, path: &str, files: &[Dockerfile]) -> Vec<String> {
    let below =
        |path: &str| path.strip_prefix(root).map_or(path, |rest| rest.trim_start_matches('/')).to_owned();
    let all: Vec<&str> = files.iter().map(|file| file.source.path()).collect();
    let name = |path: &str| path.rsplit('/').next().unwrap_or("").to_ascii_lowercase();
    let same_case = all.iter().copied().filter(|other| other.eq_ignore_ascii_case(path));
    let elsewhere = all.iter().copied().filter(|other| name(other) == name(path));
    let similar = suggest::nearest(path, all.iter().copied());
    let mut near: Vec<String> = Vec::new();
    for found in same_case.chain(elsewhere).chain(similar).map(below) {
        if !near.contains(&found) {
            near.push(found);
        }
    }
    near
}

/// Push mode: `Dockerfile.<type>` is the image of a process type, `Dockerfile` that of `web` unless another file is.
pub(super) fn pushed_images(root: &str, files: &[Dockerfile], listed: &ProjectFiles) -> Vec<Image> {
    let names: Vec<&str> = listed.dockerfiles.iter().filter_map(|path| path::below(path, root)).collect();
    let image = |(index, file): (usize, &Dockerfile)| {
        let name = path::below(file.source.path(), root).filter(|name| names.contains(name))?;
        Some(Image {
            name: process_type(name, &names)?.to_owned(),
            place: Place::file(&file.source),
            path: None,
            file: ImageFile::Found(index),
            target: None,
            stage: file.stages.last().map(|stage| stage.index),
        })
    };
    files.iter().enumerate().filter_map(image).collect()
}

/// The process type a file is pushed for, if it is for one: beside a plain `Dockerfile` most suffixes name a variant
/// of it for somewhere else.
fn process_type<'a>(name: &'a str, beside: &[&str]) -> Option<&'a str> {
    let suffix = match name.strip_prefix("Dockerfile") {
        Some("") => return (!beside.contains(&"Dockerfile.web")).then_some("web"),
        Some(rest) => rest.strip_prefix('.')?,
        None => return None,
    };
    let variants = beside.contains(&"Dockerfile") && !beside.contains(&"Dockerfile.web");
    let is_type = if variants { PROCESS_TYPES.contains(&suffix) } else { !ELSEWHERE.contains(&suffix) };
    is_type.then_some(suffix)
}

/// Usual names of process types.
const PROCESS_TYPES: [&str; 14] = [
    "web",
    "worker",
    "workers",
    "release",
    "clock",
    "scheduler",
    "cron",
    "beat",
    "celery",
    "sidekiq",
    "jobs",
    "queue",
    "consumer",
    "bot",
];

/// Suffixes of Dockerfiles that run anywhere but on a dyno.
const ELSEWHERE: [&str; 14] = [
    "dev",
    "devel",
    "development",
    "local",
    "test",
    "tests",
    "testing",
    "ci",
    "debug",
    "base",
    "build",
    "builder",
    "lint",
    "docs",
];
