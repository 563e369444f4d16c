//! The deployment: which images are built from what, which processes run which command in which image.

mod images;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::discover::ProjectFiles;
use crate::files::{Tree, path};
use crate::model::dockerfile::{Base, Dockerfile, Setting, Stage};
use crate::model::launch::{self, Environment, Launch, Line, Started};
use crate::model::manifest::{CommandDecl, Manifest};
use crate::model::project::Mode;
use crate::model::tables::images::{self as table, BaseImage};
use crate::source::{Place, Source, Span, Text};
use crate::syntax::dockerfile::ast::Command;

pub use images::{dockerfile_paths, is_dockerfile};

/// What is built and started.
#[derive(Debug, Default)]
pub struct Deployment {
    /// The images, in the order of heroku.yml, or by path.
    pub images: Vec<Image>,
    /// The processes, in the order of heroku.yml or by path, the release last.
    pub processes: Vec<Process>,
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
    /// The Dockerfile with this number in [`crate::model::project::Project::dockerfiles`].
    Found(usize),
    /// Nothing that says which: another rule reports the value's form.
    Unclear,
    /// A file that could not be read.
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
    /// The Dockerfiles that are built, by number, each with the number of the instruction where the last stage that
    /// ships ends: the classic builder carries out every stage before it, needed or not.
    pub fn built_ends(&self, files: &[Dockerfile]) -> Vec<(usize, usize)> {
        let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
        for image in &self.images {
            let (ImageFile::Found(index), Some((_, stage))) = (&image.file, image.built(files)) else {
                continue;
            };
            let end = ends.entry(*index).or_default();
            *end = stage.instructions.end.max(*end);
        }
        ends.into_iter().collect()
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
    mode: Mode,
    manifest: Option<&Manifest>,
    files: &[Dockerfile],
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
    let commands: HashMap<(bool, &str), &CommandDecl> = manifest.map_or_else(HashMap::new, commands);
    for process in &mut processes {
        let command = commands.get(&(process.role == Role::Release, process.name.as_str()));
        let text = command.and_then(|command| written(command, &process.place.source));
        start(process, &images, files, text);
        settle(&mut process.launch, tree, root);
    }
    Deployment { images, processes }
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
        launch: Launch::unknown("the image is not known"),
    }
}

/// Fills in what a process starts.
fn start(process: &mut Process, images: &[Image], files: &[Dockerfile], text: Option<Written>) {
    let built = process.image.and_then(|index| images.get(index)).and_then(|image| image.built(files));
    let image = built.map(|(file, stage)| image_command(file, stage));
    let (origin, started) = match (text, image) {
        (Some(Written::One(command)), image) => (
            Origin::Manifest,
            Started { entrypoint: image.and_then(|image| image.entrypoint), command: Some(command) },
        ),
        (Some(Written::Unclear), _) | (None, None) => (Origin::Unknown, Started::default()),
        (None, Some(image)) => {
            (image.origin, Started { entrypoint: image.entrypoint, command: image.command })
        }
    };
    let environment = built.map_or_else(Environment::default, |(file, stage)| environment(file, stage));
    process.launch = launch::follow(&started, &environment);
    process.origin = origin;
    process.started = started;
}

/// Gives up what a configuration in the project may say otherwise.
fn settle(launch: &mut Launch, tree: &dyn Tree, root: &str) {
    if !launch.unless.is_empty() && launch.accuses() {
        let files = tree.walk(root);
        launch.settle(files.iter().map(|path| path::name(path)));
    }
}

enum Written {
    /// One command for the shell.
    One(Line),
    /// A list whose meaning nobody documents.
    Unclear,
}

/// The commands of heroku.yml by process; `true` stands for that of the release.
fn commands(manifest: &Manifest) -> HashMap<(bool, &str), &CommandDecl> {
    let run = manifest.run.iter().map(|run| ((false, run.name.value.as_str()), run.command.as_ref()));
    let release = manifest.release.iter().map(|release| ((true, "release"), release.command.as_ref()));
    run.chain(release).filter_map(|(key, command)| Some((key, command?))).collect()
}

fn written(decl: &CommandDecl, source: &Arc<Source>) -> Option<Written> {
    match decl.parts.as_slice() {
        [] => None,
        [one] => Some(Written::One(Line::shell(source, one.text.clone()))),
        _ => Some(Written::Unclear),
    }
}

struct ImageCommand {
    origin: Origin,
    entrypoint: Option<Line>,
    command: Option<Line>,
}

/// Entrypoint and command that an image has by itself.
fn image_command(file: &Dockerfile, stage: &Stage) -> ImageCommand {
    let base = base_image(file, stage);
    let known = base.is_some() || *file.root_base(stage) == Base::Scratch;
    let own = |setting: Setting| file.command(setting).map(|command| to_line(&file.source, command));
    let bottom = file.ancestry(stage).last().unwrap_or(stage).image.span;
    let inherited = |setting: Setting, words: &[&str]| {
        (setting == Setting::Base && !words.is_empty()).then(|| base_line(&file.source, bottom, words))
    };
    // An entrypoint of the base that runs what it is given changes nothing.
    let base_entrypoint = base
        .filter(|base| !base.passes_on || stage.cmd == Setting::Base)
        .map_or(&[][..], |base| base.entrypoint);
    let entrypoint = own(stage.entrypoint).or_else(|| inherited(stage.entrypoint, base_entrypoint));
    let command = own(stage.cmd).or_else(|| inherited(stage.cmd, base.map_or(&[], |base| base.cmd)));
    let from_file = stage.entrypoint.index().is_some() || stage.cmd.index().is_some();
    let origin = if from_file {
        Origin::Dockerfile
    } else if stage.cmd == Setting::Nothing && stage.entrypoint == Setting::Nothing {
        Origin::Nothing
    } else if known {
        Origin::BaseImage
    } else {
        Origin::Unknown
    };
    ImageCommand { origin, entrypoint, command }
}

/// What is known of the image below a stage.
pub fn base_image(file: &Dockerfile, stage: &Stage) -> Option<&'static BaseImage> {
    match file.root_base(stage) {
        Base::Image(reference) => {
            // A digest without a tag leaves open which of its tags it is.
            let digest =
                reference.digest.as_ref().map_or_else(String::new, |digest| format!("@{}", digest.text));
            let tag = reference.tag.as_ref().map(|tag| tag.text.as_str());
            table::find(&format!("{}{digest}", reference.familiar_name()), tag)
        }
        _ => None,
    }
}

/// A command of the base image; FROM is where it comes from.
fn base_line(source: &Arc<Source>, from: Span, words: &[&str]) -> Line {
    let word = |word: &&str| {
        let mut text = Text::default();
        text.push(word, from);
        text
    };
    Line::exec(source, words.iter().map(word).collect(), from)
}

fn to_line(source: &Arc<Source>, command: &Command) -> Line {
    match command {
        Command::Exec(words, span) => Line::exec(source, words.clone(), *span),
        Command::Shell(text) => Line::shell(source, text.clone()),
    }
}

/// The variables that ENV leaves in the image.
fn environment(file: &Dockerfile, stage: &Stage) -> Environment {
    let mut environment = Environment::default();
    for stage in file.ancestry(stage) {
        for (name, definition) in stage.scope.final_env() {
            environment.set(name, &definition.value, Place::new(&file.source, definition.key));
        }
    }
    environment
}
