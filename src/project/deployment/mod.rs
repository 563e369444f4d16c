//! The deployment: which images are built from what, which processes run which command in which image.

mod build_servers;
mod images;
mod start;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::Mode;
use super::discovery::ProjectFiles;
use super::manifest::Manifest;
use crate::base::source::{Place, Source, Span};
use crate::build::Builder;
use crate::build::context::Context;
use crate::build::dockerfile::{Dockerfile, Stage};
use crate::exec::{Launch, Line, Started, Step};
use crate::files::Tree;

pub use build_servers::Built;
pub use images::{dockerfile_paths, is_dockerfile};

/// What is built and started.
#[derive(Debug, Default)]
pub struct Deployment {
    /// The images, in the order of heroku.yml, or by path.
    pub images: Vec<Image>,
    /// The processes, in the order of heroku.yml or by path, the release last.
    pub processes: Vec<Process>,
    /// The files that were read to tell what the processes start, sorted by path.
    pub followed: Vec<Arc<Source>>,
    /// What the RUN instructions of the stages that are built run, as far as that starts a web server.
    pub builds: Vec<Built>,
}

/// An image that is built.
#[derive(Debug)]
pub struct Image {
    /// The process type it is built for.
    pub name: String,
    /// Its key in heroku.yml, or the start of its Dockerfile.
    pub place: Place,
    /// The path in heroku.yml.
    pub path: Option<Place>,
    /// What that path leads to.
    pub file: ImageFile,
    /// `target` in heroku.yml.
    pub target: Option<(String, Place)>,
    /// Number of the stage that ships; `None` when the file or the target is not there.
    pub stage: Option<usize>,
}

/// What the path of an image leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImageFile {
    /// The Dockerfile with this number in [`super::Project::dockerfiles`].
    Found(usize),
    /// Nothing that says which: another rule reports the value's form.
    Unclear,
    /// A file that could not be read, or that lies in a submodule whose files are not here.
    Unread,
    /// No file is there.
    Missing {
        /// The path from the tree's root.
        path: String,
        /// Dockerfiles that may be meant (paths from the project's folder), the likeliest first.
        near: Vec<String>,
    },
    /// It leads out of the repository, or is absolute.
    Outside {
        /// The same path inside the repository, if a file is there.
        inside: Option<String>,
    },
    /// It names something else.
    NotOne(&'static str),
}

/// A process, or the release.
#[derive(Debug)]
pub struct Process {
    /// Its type: `web`, `worker`, `release`.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Its key in heroku.yml, or the start of its Dockerfile.
    pub place: Place,
    /// `image:` in heroku.yml.
    pub image_name: Option<(String, Place)>,
    /// Number of the image it runs in, in [`Deployment::images`].
    pub image: Option<usize>,
    /// Where its command comes from.
    pub origin: Origin,
    /// Entrypoint and command, as far as they are known.
    pub started: Started,
    /// What they come to.
    pub launch: Launch,
    /// Whether what it makes of static files is probably kept elsewhere: the project has a package for that.
    pub uploads: bool,
    /// Whether a Compose file or an env file of the project sets PORT: on a laptop it may hold anything then.
    pub local_port: bool,
}

/// What a process is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Serves HTTP on `$PORT`.
    Web,
    /// Runs beside it.
    Other,
    /// Runs once before each release.
    Release,
}

/// Where a command comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// `run` or `release` in heroku.yml.
    Manifest,
    /// CMD or ENTRYPOINT of the Dockerfile.
    Dockerfile,
    /// The base image.
    BaseImage,
    /// Nothing says what to start.
    Nothing,
    /// It cannot be known here.
    Unknown,
}

impl Process {
    /// Whether it must listen on `$PORT`.
    pub fn is_web(&self) -> bool {
        self.role == Role::Web
    }

    /// What is started, as it is written: the entrypoint, or else the command. An entrypoint that only starts what it is
    /// given says nothing.
    pub fn line(&self) -> Option<&Line> {
        let Started { entrypoint, command } = &self.started;
        let entrypoint = entrypoint.as_ref();
        entrypoint.filter(|line| command.is_none() || !line.is_wrapper()).or(command.as_ref()).or(entrypoint)
    }

    /// The way to words in a file that is started, the outermost place first, each with what stands there. `steps` are
    /// the commands that lead there.
    pub fn way(&self, steps: &[Step], words: &Place) -> Vec<(Place, &'static str)> {
        let elsewhere = |place: &Place| place.source.path() != words.source.path();
        let Started { entrypoint, command } = &self.started;
        let lines: Vec<Place> = entrypoint.iter().chain(command).map(Line::place).collect();
        let followed = |step: &&Place| !lines.iter().any(|line| line.holds(step)) && !step.holds(words);
        let declared = Some(&self.place).filter(|place| !place.span.is_empty() && elsewhere(place));
        let line = self.line().map(Line::place).filter(|line| elsewhere(line) && !steps.is_empty());
        let followed = steps.iter().map(|step| &step.place).filter(followed);
        let declared = declared.into_iter().map(|place| (place.clone(), "the process"));
        let line = line.into_iter().map(|place| (place, "it runs this"));
        declared.chain(line).chain(followed.map(|place| (place.clone(), "which runs this"))).collect()
    }
}

impl Deployment {
    /// The image of a process, with its Dockerfile and the stage that ships.
    pub fn built<'a>(
        &self,
        process: &Process,
        files: &'a [Dockerfile],
    ) -> Option<(&'a Dockerfile, &'a Stage)> {
        self.images.get(process.image?)?.built(files)
    }
}

impl Deployment {
    /// The Dockerfiles that are built, by number, each with the numbers of the stages that `builder` makes.
    pub fn built_stages(&self, files: &[Dockerfile], builder: Builder) -> BTreeMap<usize, BTreeSet<usize>> {
        let mut shipped: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for image in &self.images {
            if let (ImageFile::Found(index), Some((_, stage))) = (&image.file, image.built(files)) {
                shipped.entry(*index).or_default().push(stage.index);
            }
        }
        let made =
            |(index, stages): (usize, Vec<usize>)| Some((index, files.get(index)?.made(&stages, builder)));
        shipped.into_iter().filter_map(made).collect()
    }
}

impl Image {
    /// Its path as heroku.yml has it.
    pub fn written_path(&self) -> &str {
        self.path.as_ref().map_or("", Place::text)
    }

    /// Its Dockerfile and the stage that ships.
    pub fn built<'a>(&self, files: &'a [Dockerfile]) -> Option<(&'a Dockerfile, &'a Stage)> {
        let ImageFile::Found(index) = self.file else { return None };
        let file = files.get(index)?;
        Some((file, file.stages.get(self.stage?)?))
    }
}

/// Works out the deployment of the project in `root`.
pub fn work_out(
    tree: &dyn Tree,
    root: &str,
    (mode, builder): (Mode, Builder),
    manifest: Option<&Manifest>,
    (files, contexts): (&[Dockerfile], &[Context]),
    listed: &ProjectFiles,
) -> Deployment {
    let images = match (mode, manifest) {
        (Mode::Push, _) => images::pushed_images(root, files, listed),
        (Mode::Git, Some(manifest)) => manifest
            .images
            .iter()
            .map(|decl| images::built_image(tree, root, manifest, decl, files))
            .collect(),
        (Mode::Git, None) => Vec::new(),
    };
    let mut processes = manifest.map_or_else(Vec::new, |manifest| declared(manifest, &images));
    processes.extend(implied(&images, &processes));
    processes.sort_by_key(|process| process.role == Role::Release);
    let mut deployment = Deployment { images, processes, followed: Vec::new(), builds: Vec::new() };
    start::start(&mut deployment, manifest, (files, contexts), tree, (root, builder));
    deployment
}

/// The processes that heroku.yml declares.
fn declared(manifest: &Manifest, images: &[Image]) -> Vec<Process> {
    let place = |span: Span| Place::new(&manifest.source, span);
    let numbers: HashMap<&str, usize> =
        images.iter().enumerate().rev().map(|(number, image)| (image.name.as_str(), number)).collect();
    let named = |name: &str| numbers.get(name).copied();
    let mut processes = Vec::new();
    for run in &manifest.run {
        let image_name = run.image.as_ref().map(|name| (name.value.clone(), place(name.span)));
        let image = named(image_name.as_ref().map_or(run.name.value.as_str(), |(name, _)| name));
        let role = if run.name.value == "web" { Role::Web } else { Role::Other };
        processes.push(process(&run.name.value, role, place(run.name.span), image, image_name));
    }
    if let Some(release) = &manifest.release {
        let image_name = release.image.as_ref().map(|name| (name.value.clone(), place(name.span)));
        let image = match &image_name {
            Some((name, _)) => named(name),
            None if images.len() == 1 => Some(0),
            None => named("web"),
        };
        processes.push(process("release", Role::Release, place(release.key), image, image_name));
    }
    processes
}

/// A process for each image that none declared uses: it runs the image's own command.
fn implied(images: &[Image], declared: &[Process]) -> Vec<Process> {
    let used: HashSet<usize> = declared.iter().filter_map(|process| process.image).collect();
    let names: HashSet<&str> = declared.iter().map(|process| process.name.as_str()).collect();
    let unused = |index: &usize| !used.contains(index);
    let own = |index: usize| {
        let image = images.get(index)?;
        if names.contains(image.name.as_str()) {
            return None;
        }
        let role = match image.name.as_str() {
            "web" => Role::Web,
            "release" => Role::Release,
            _ => Role::Other,
        };
        Some(process(&image.name, role, image.place.clone(), Some(index), None))
    };
    // `web` runs its CMD even when another process borrows its image.
    let wanted = |index: &usize| unused(index) || images.get(*index).is_some_and(|image| image.name == "web");
    (0..images.len()).filter(wanted).filter_map(own).collect()
}

fn process(
    name: &str,
    role: Role,
    place: Place,
    image: Option<usize>,
    image_name: Option<(String, Place)>,
) -> Process {
    Process {
        name: name.to_owned(),
        role,
        place,
        image_name,
        image,
        origin: Origin::Unknown,
        started: Started::default(),
        launch: Launch::unknown("the image is unknown"),
        uploads: false,
        local_port: false,
    }
}
