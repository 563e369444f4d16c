//! One project: its files read and parsed, and the deployment they describe.

pub mod ci;
pub mod deployment;
pub mod discovery;
pub mod manifest;
pub mod plan;
pub mod signs;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::path;
use crate::base::source::{Place, Source};
use crate::build::Builder;
use crate::build::context::Context;
use crate::build::copies;
use crate::build::copies::{Copies, CopySource};
use crate::build::dockerfile::{BuildArgs, Dockerfile, Stage, Step};
use crate::files::Tree;
use crate::syntax::dockerfile::ast::Word;
use crate::syntax::dockerfile::expand::Lookup;
use crate::syntax::procfile;
use crate::syntax::procfile::Procfile;
use crate::syntax::yaml;
use ci::Deploy;
use deployment::{Deployment, Process};
use discovery::ProjectFiles;
use manifest::Manifest;

/// Who builds the images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Heroku does, by heroku.yml, on `git push heroku main`.
    Git,
    /// Somebody else does, and pushes them (`heroku container:push`).
    Push,
}

/// One project.
#[derive(Debug)]
pub struct Project {
    /// Its folder from the tree's root; `""` is the root itself.
    pub root: String,
    /// Who builds the images.
    pub mode: Mode,
    /// What they are built with: on Heroku what the configuration says, elsewhere BuildKit.
    pub builder: Builder,
    /// heroku.yml.
    pub manifest: Option<Manifest>,
    /// Every Dockerfile of the project, whether a process is built from it or not, sorted by path.
    pub dockerfiles: Vec<Dockerfile>,
    /// app.json, as a tree with ranges.
    pub app_json: Option<(Arc<Source>, yaml::Document)>,
    /// Procfile.
    pub procfile: Option<Procfile>,
    /// Files that look like a Dockerfile of a process by their name alone: `Dockerfile.bak`.
    pub lookalikes: Vec<Arc<Source>>,
    /// Files that look like a manifest under another name or in another place, with their trees.
    pub misnamed: Vec<(Arc<Source>, yaml::Document)>,
    /// What is built and started.
    pub deployment: Deployment,
    /// The `.dockerignore` in the project's folder.
    pub dockerignore: Option<Arc<Source>>,
    /// Files that deploy it, of the whole repository.
    pub deploys: Vec<Deploy>,
    /// What the images that are built copy from their contexts.
    pub copies: Copies,
    /// Files that could not be read.
    pub unread: Vec<Unread>,
    /// The files asked for, where single files were; findings about others are left out.
    pub only: Option<Vec<String>>,
}

/// A file that could not be read.
#[derive(Debug)]
pub struct Unread {
    /// Its path, with no text.
    pub source: Arc<Source>,
    /// Why.
    pub why: String,
    /// What to do.
    pub help: Option<&'static str>,
}

impl Project {
    /// Reads a project's files and works out its deployment, `herokus` being the builder that Heroku has. What cannot
    /// be read lands in [`Project::unread`].
    pub fn load(tree: &dyn Tree, files: &ProjectFiles, herokus: Builder) -> Project {
        let mut reader = Reader { tree, unread: Vec::new() };
        let manifest = files.manifest.as_ref().and_then(|path| reader.read(path)).map(manifest::read);
        let (manifest, displaced) = match manifest {
            Some(manifest) if is_displaced(tree, files, &manifest) => (None, Some(manifest)),
            manifest => (manifest, None),
        };
        let mode = if files.manifest.is_some() && displaced.is_none() { Mode::Git } else { Mode::Push };
        let dockerfiles = dockerfiles(&mut reader, files, manifest.as_ref());
        let beside = |name: &str| path::join(&files.root, name);
        let app_json = reader.optional(&beside("app.json")).map(parsed);
        let procfile = reader.optional(&beside("Procfile")).map(procfile::read);
        let dockerignore = reader.optional(&beside(".dockerignore"));
        let mut misnamed: Vec<_> =
            files.misnamed.iter().filter_map(|path| reader.optional(path)).map(parsed).collect();
        misnamed.extend(displaced.map(|manifest| (manifest.source, manifest.document)));
        let lookalikes =
            files.lookalikes.iter().map(|path| Source::new(path, tree.shown(path), "")).collect();
        let builder = if mode == Mode::Git { herokus } else { Builder::Buildkit };
        let context = |file: &Dockerfile| Context::new(tree, file.source.path(), builder);
        let contexts: Vec<Context> = dockerfiles.iter().map(context).collect();
        let how = (mode, builder);
        let deployment =
            deployment::work_out(tree, &files.root, how, manifest.as_ref(), (&dockerfiles, &contexts), files);
        let built = deployment.built_stages(&dockerfiles, builder);
        let copies = copies::read(tree, &dockerfiles, &contexts, &built);
        Project {
            root: files.root.clone(),
            mode,
            builder,
            manifest,
            dockerfiles,
            app_json,
            procfile,
            lookalikes,
            misnamed,
            deployment,
            dockerignore,
            deploys: ci::read(tree, &files.root),
            copies,
            unread: reader.unread,
            only: files.only.clone(),
        }
    }

    /// The manifest first, then the Dockerfiles, then what stands beside them and what they start.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        let followed = &self.deployment.followed;
        let known: HashSet<&str> = self.declaring().map(|source| source.path()).collect();
        self.declaring().chain(followed.iter().filter(move |source| !known.contains(source.path())))
    }

    /// The Dockerfiles that no process uses; none where nothing is known of processes.
    pub fn unused(&self) -> impl Iterator<Item = &Arc<Source>> {
        let built = self.deployment.images.iter().filter_map(|image| image.built(&self.dockerfiles));
        let used: HashSet<&str> = built.map(|(file, _)| file.source.path()).collect();
        let sources = self.dockerfiles.iter().map(|file| &file.source).filter(|source| self.is_asked(source));
        sources.filter(move |source| !used.is_empty() && !used.contains(source.path()))
    }

    /// The files that say what is deployed.
    fn declaring(&self) -> impl Iterator<Item = &Arc<Source>> {
        let manifest = self.manifest.iter().map(|manifest| &manifest.source);
        let dockerfiles = self.dockerfiles.iter().map(|file| &file.source);
        let beside = self.app_json.iter().map(|(source, _)| source);
        let unread = self.unread.iter().map(|unread| &unread.source);
        manifest
            .chain(dockerfiles)
            .chain(beside)
            .chain(self.misnamed.iter().map(|(source, _)| source))
            .chain(self.procfile.iter().map(|file| &file.source))
            .chain(unread)
    }

    /// A path from the project's folder as one from the tree's root.
    pub fn path(&self, below: &str) -> String {
        path::join(&self.root, below)
    }

    /// The Dockerfile at a path from the tree's root.
    pub fn dockerfile(&self, path: &str) -> Option<&Dockerfile> {
        self.dockerfiles.iter().find(|file| file.source.path() == path)
    }

    /// Whether a finding belongs to the files asked for: it stands in one, or names one.
    pub fn asked_for(&self, diagnostic: &Diagnostic) -> bool {
        let asked = |place: &Place| self.is_asked(&place.source);
        asked(&diagnostic.place) || diagnostic.related.iter().any(|related| asked(&related.place))
    }

    /// Whether a file is one of those asked for.
    pub fn is_asked(&self, source: &Source) -> bool {
        let asked = |only: &Vec<String>| only.iter().any(|asked| path::within(source.path(), asked));
        self.only.as_ref().is_none_or(asked)
    }
}

/// Whether a manifest below the root names Dockerfiles that all lie further up, and none lies beside it: it was
/// meant for the root.
fn is_displaced(tree: &dyn Tree, files: &ProjectFiles, manifest: &Manifest) -> bool {
    let named = |root: &str| deployment::dockerfile_paths(root, manifest);
    let there = |root: &str| named(root).iter().filter(|path| deployment::is_dockerfile(tree, path)).count();
    let count = named(&files.root).len();
    let lone = files.dockerfiles.is_empty() && files.other.is_empty() && there(&files.root) == 0;
    count > 0 && lone && path::ancestors(&files.root).skip(1).any(|above| there(above) == count)
}

fn parsed(source: Arc<Source>) -> (Arc<Source>, yaml::Document) {
    let document = yaml::parse(source.text());
    (source, document)
}

/// Every Dockerfile that can be read; those heroku.yml names know what `build.config` passes to them.
fn dockerfiles(reader: &mut Reader, files: &ProjectFiles, manifest: Option<&Manifest>) -> Vec<Dockerfile> {
    let named: Vec<String> =
        manifest.map_or_else(Vec::new, |manifest| deployment::dockerfile_paths(&files.root, manifest));
    let passed = manifest.map_or_else(BuildArgs::open, build_args);
    let existing = named.iter().filter(|path| deployment::is_dockerfile(reader.tree, path));
    let mut paths: Vec<&String> = existing.chain(&files.dockerfiles).chain(&files.other).collect();
    paths.sort();
    paths.dedup();
    let read = |path: &String| {
        let args = if named.contains(path) { &passed } else { &BuildArgs::open() };
        Some(Dockerfile::new(reader.read(path)?, args))
    };
    paths.into_iter().filter_map(read).collect()
}

/// What Heroku's builder passes: `build.config` to the letter, and the commit, and nothing else.
fn build_args(manifest: &Manifest) -> BuildArgs {
    let literal = |value: &yaml::Scalar| Lookup::Value(value.text.text.clone());
    let mut values: HashMap<String, Lookup> = manifest
        .build_config
        .iter()
        .map(|var| (var.name.value.clone(), var.value.as_ref().map_or(Lookup::Unknown, literal)))
        .collect();
    values.entry("SOURCE_VERSION".to_owned()).or_insert(Lookup::Unknown);
    BuildArgs { values, complete: true }
}

struct Reader<'a> {
    tree: &'a dyn Tree,
    unread: Vec<Unread>,
}

impl Reader<'_> {
    /// The text of a file that should be there.
    fn read(&mut self, path: &str) -> Option<Arc<Source>> {
        let error = match self.tree.source(path) {
            Ok(source) => return Some(source),
            Err(error) => error,
        };
        let source = Source::new(path, self.tree.shown(path), "");
        self.unread.push(Unread { source, why: error.to_string(), help: error.help() });
        None
    }

    /// The text of a file that may be there.
    fn optional(&mut self, path: &str) -> Option<Arc<Source>> {
        match self.tree.source(path) {
            Err(error) if error.is_missing() => None,
            _ => self.read(path),
        }
    }
}

/// A stage that ships, and the first image built from it.
#[derive(Debug, Clone, Copy)]
pub struct Shipped<'a> {
    /// The image; others may ship the same stage.
    pub image: &'a deployment::Image,
    /// Its Dockerfile.
    pub file: &'a Dockerfile,
    /// The stage.
    pub stage: &'a Stage,
}

impl<'a> Shipped<'a> {
    /// The instructions that shape the image: those of the stage, and of the stages below it.
    pub fn steps(self) -> impl Iterator<Item = Step<'a>> {
        self.file.ancestry(self.stage).flat_map(|stage| self.file.steps_of(stage))
    }

    /// The stage at the bottom, whose FROM names an image.
    pub fn bottom(self) -> &'a Stage {
        self.file.ancestry(self.stage).last().unwrap_or(self.stage)
    }

    /// The processes that run in this stage.
    pub fn processes(self, project: &'a Project) -> impl Iterator<Item = &'a Process> {
        let same = move |process: &&Process| {
            project.deployment.built(process, &project.dockerfiles).is_some_and(|(file, stage)| {
                file.source.path() == self.file.source.path() && stage.index == self.stage.index
            })
        };
        project.deployment.processes.iter().filter(same)
    }
}

impl Project {
    /// Every source of COPY or ADD that can be told, with its place.
    pub fn copied(&self) -> impl Iterator<Item = (&CopySource, Place)> {
        self.copies.sources.iter().filter_map(|copy| {
            let file = self.dockerfiles.get(copy.file)?;
            Some((copy, Place::new(&file.source, copy.span)))
        })
    }

    /// What is known of a source of COPY or ADD.
    pub fn copy(&self, step: &Step, source: &Word) -> Option<&CopySource> {
        let here = |file: usize| self.dockerfiles.get(file).is_some_and(|file| std::ptr::eq(file, step.file));
        let same =
            |copy: &&CopySource| copy.index == step.index && copy.span == source.span && here(copy.file);
        self.copies.sources.iter().find(same)
    }

    /// Whether a script that deploys the project makes a file first, so that its absence here says nothing.
    pub fn is_made(&self, path: &str) -> bool {
        let name = path::name(path.trim_end_matches('/'));
        !name.is_empty() && self.deploys.iter().any(|deploy| deploy.makes(name))
    }

    /// The folder that a copy sees, as reports call it.
    pub fn context_shown(&self, copy: &CopySource) -> String {
        let folder =
            self.dockerfiles.get(copy.file).and_then(|file| path::parent(file.source.shown())).unwrap_or("");
        if folder.is_empty() { "this folder".to_owned() } else { format!("`{folder}`") }
    }

    /// Every stage that is built, needed or not where the builder does not ask, with its file.
    pub fn built_stages(&self) -> impl Iterator<Item = (&Dockerfile, &Stage)> {
        let built = self.deployment.built_stages(&self.dockerfiles, self.builder).into_iter();
        let files = built.filter_map(|(file, stages)| Some((self.dockerfiles.get(file)?, stages)));
        files.flat_map(|(file, stages)| {
            stages.into_iter().filter_map(move |stage| Some((file, file.stages.get(stage)?)))
        })
    }

    /// Every instruction that the builder carries out: those of [`Project::built_stages`], each followed by the one
    /// inside its ONBUILD.
    pub fn built_steps(&self) -> impl Iterator<Item = Step<'_>> {
        self.built_stages().flat_map(|(file, stage)| file.steps_of(stage)).flat_map(Step::with_onbuild)
    }

    /// Every stage that ships, each once.
    pub fn shipped(&self) -> Vec<Shipped<'_>> {
        let mut found: Vec<Shipped> = Vec::new();
        for image in &self.deployment.images {
            let Some((file, stage)) = image.built(&self.dockerfiles) else { continue };
            let known = |other: &Shipped| {
                other.file.source.path() == file.source.path() && other.stage.index == stage.index
            };
            if !found.iter().any(known) {
                found.push(Shipped { image, file, stage });
            }
        }
        found
    }
}
