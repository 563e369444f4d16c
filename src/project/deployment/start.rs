//! What the processes of a deployment start, and what that comes to.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Deployment, Image, ImageFile, Origin, Process, Role, build_servers};
use crate::base::path;
use crate::base::source::{Place, Source, Span, Text};
use crate::build::Builder;
use crate::build::base::base_image;
use crate::build::context::Context;
use crate::build::dockerfile::{Base, Dockerfile, Setting, Stage};
use crate::build::filesystem::{Files, Reader};
use crate::exec;
use crate::exec::{Environment, Launch, Line, Started, Verdict};
use crate::files::Tree;
use crate::project::manifest::{CommandDecl, Manifest};
use crate::syntax::dockerfile::ast::{Command, Kind};
use crate::tables::images::Starts;

/// Fills in what each process starts, what the builds start, and the files that were read for it. Images are built in
/// the folders of their Dockerfiles.
pub fn start(
    deployment: &mut Deployment,
    manifest: Option<&Manifest>,
    (files, contexts): (&[Dockerfile], &[Context]),
    tree: &dyn Tree,
    (root, builder): (&str, Builder),
) {
    let Deployment { images, processes, .. } = deployment;
    let commands = manifest.map_or_else(HashMap::new, commands);
    let reader = Reader::new(tree);
    let views: Vec<Option<View>> =
        images.iter().map(|image| View::new(image, files, contexts, &reader)).collect();
    for process in processes {
        let command = commands.get(&(process.role == Role::Release, process.name.as_str()));
        let text = command.and_then(|command| written(command, &process.place.source));
        let view = process.image.and_then(|index| views.get(index)?.as_ref());
        process.start(view, text);
        settle(&mut process.launch, tree, root);
        build_servers::settle(process, view.map_or(Files::none(), |view| view.files), &reader, root);
    }
    let stages = deployment.built_stages(files, builder);
    deployment.builds = build_servers::find(&stages, files, contexts, &reader);
    deployment.followed = reader.files();
}

/// What an image brings to the processes that run in it.
struct View<'a> {
    command: ImageCommand,
    environment: Environment,
    files: Files<'a>,
    own: Option<Own>,
}

impl<'a> View<'a> {
    fn new(
        image: &Image,
        files: &'a [Dockerfile],
        contexts: &'a [Context],
        reader: &'a Reader<'a>,
    ) -> Option<View<'a>> {
        let ImageFile::Found(index) = image.file else { return None };
        let (file, stage) = image.built(files)?;
        let environment = environment(file, stage);
        Some(View {
            command: image_command(file, stage),
            own: own(file, stage, &environment),
            environment,
            files: Files::new(reader, contexts.get(index)?, file, stage),
        })
    }
}

impl Process {
    fn start(&mut self, view: Option<&View<'_>>, text: Option<Written>) {
        let image = view.map(|view| view.command.clone());
        (self.origin, self.started) = match (text, image) {
            (Some(Written::One(command)), image) => (
                Origin::Manifest,
                Started { entrypoint: image.and_then(|image| image.entrypoint), command: Some(command) },
            ),
            (Some(Written::Unclear), _) | (None, None) => (Origin::Unknown, Started::default()),
            (None, Some(image)) => {
                (image.origin, Started { entrypoint: image.entrypoint, command: image.command })
            }
        };
        self.launch = match view {
            Some(view) => exec::follow(&self.started, &view.environment, view.files),
            None => exec::follow(&self.started, &Environment::default(), Files::none()),
        };
        if let Some(own) = view.filter(|_| self.origin == Origin::BaseImage).and_then(|view| view.own.clone())
        {
            self.launch.verdict = own.or(&self.launch.verdict);
        }
    }
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

#[derive(Clone)]
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
    let bottom = bottom(file, stage);
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

/// What the base image's own command comes to.
#[derive(Clone)]
enum Own {
    /// It listens nowhere.
    NoServer,
    /// Where its server listens, as far as the image says.
    Server(Verdict),
}

impl Own {
    /// The verdict, where following the command led to another one.
    fn or(self, followed: &Verdict) -> Verdict {
        match self {
            Own::NoServer => {
                Verdict::Unknown { why: "the command of the base image is not a server".to_owned() }
            }
            Own::Server(own) if matches!(followed, Verdict::Unknown { .. }) => own,
            Own::Server(_) => followed.clone(),
        }
    }
}

/// A server is known to listen where it should if it reads PORT, and not to where only a variable moves it: nobody can
/// set that to `$PORT` but a command, and nothing is added that may be one.
fn own(file: &Dockerfile, stage: &Stage, environment: &Environment) -> Option<Own> {
    let base = base_image(file, stage)?;
    let port = match base.starts {
        Starts::Server { port } => port,
        Starts::Nothing | Starts::Shell | Starts::Repl => return Some(Own::NoServer),
        Starts::Other => return None,
    };
    let place = Place::new(&file.source, bottom(file, stage));
    let is_set = |variable| environment.get(variable).is_some();
    match base.port_variable {
        "" => None,
        "PORT" => Some(Own::Server(Verdict::FromPort { evidence: place })),
        variable if is_set(variable) || !adds_nothing(file, stage) => None,
        _ => Some(Own::Server(Verdict::Fixed { port, place, expands: false })),
    }
}

fn adds_nothing(file: &Dockerfile, stage: &Stage) -> bool {
    let mut instructions = file.ancestry(stage).flat_map(|stage| stage.instructions.clone());
    let adds = |kind: &Kind| matches!(kind, Kind::Run(_) | Kind::Copy(_) | Kind::Add(_));
    !instructions.any(|at| file.instruction(at).is_some_and(|instruction| adds(&instruction.kind)))
}

/// The image below a stage, as FROM has it.
fn bottom(file: &Dockerfile, stage: &Stage) -> Span {
    file.ancestry(stage).last().unwrap_or(stage).image.span
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

pub(super) fn to_line(source: &Arc<Source>, command: &Command) -> Line {
    match command {
        Command::Exec(words, span) => Line::exec(source, words.clone(), *span),
        Command::Shell(text) => Line::shell(source, text.clone()),
    }
}

/// The variables that ENV leaves in the image. What the base image sets says nothing of a program that may not read it.
pub(super) fn environment(file: &Dockerfile, stage: &Stage) -> Environment {
    let mut environment = Environment::default();
    for stage in file.ancestry(stage) {
        for (name, definition) in stage.scope.final_env() {
            environment.set(name, &definition.value, Place::new(&file.source, definition.key));
        }
    }
    environment
}
