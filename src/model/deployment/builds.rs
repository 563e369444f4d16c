//! What builds start, and what files of the project say about commands that run later.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Process, Role, start};
use crate::files::path;
use crate::model::context::Context;
use crate::model::dockerfile::{Dockerfile, Stage};
use crate::model::filesystem::{Files, Reader, workdir_at};
use crate::model::launch::{self, Ran};
use crate::model::scripts::Run;
use crate::model::tables::builds::is_quiet;
use crate::syntax::dockerfile::ast::{Command, Kind};

/// A command of a RUN that starts a web server.
#[derive(Debug)]
pub struct Built {
    /// The Dockerfile's number in its project.
    pub file: usize,
    /// Number of the instruction.
    pub index: usize,
    /// The command.
    pub ran: Ran,
}

/// The web servers that the stages start while they are built.
pub fn find(
    stages: &BTreeMap<usize, BTreeSet<usize>>,
    files: &[Dockerfile],
    contexts: &HashMap<usize, Context>,
    reader: &Reader<'_>,
) -> Vec<Built> {
    let mut found = Vec::new();
    for (number, stages) in stages {
        let (Some(file), Some(context)) = (files.get(*number), contexts.get(number)) else { continue };
        for stage in stages.iter().filter_map(|stage| file.stages.get(*stage)) {
            let files = Files::new(reader, context, file, stage);
            for run in file.runs_in(stage.instructions.clone()).filter(|run| is_loud(run)) {
                let servers = commands(&run, file, stage, files).into_iter().filter(Ran::serves);
                found.extend(servers.map(|ran| Built { file: *number, index: run.step.index, ran }));
            }
        }
    }
    found
}

/// Whether a RUN does more than to install packages.
fn is_loud(run: &Run) -> bool {
    !run.step.onbuild && !run.run.script.own().all(is_quiet)
}

fn commands(run: &Run, file: &Dockerfile, stage: &Stage, files: Files<'_>) -> Vec<Ran> {
    let Kind::Run(Command::Shell(text)) = &run.step.instruction.kind else { return Vec::new() };
    if !run.step.instruction.heredocs.is_empty() {
        return Vec::new();
    }
    let folder = workdir_at(file, stage, run.step.index);
    launch::built(text, &file.source, folder, &start::environment(file, stage), files)
}

/// Files that are looked into for one project.
const MOST: usize = 50;

/// Takes in what files of the project say of the commands of a process.
pub fn settle(process: &mut Process, stage: Option<(&Dockerfile, &Stage)>, reader: &Reader<'_>, root: &str) {
    let away = |ran: &Ran| ran.goes_away || DAEMONS.iter().any(|(program, _)| *program == ran.name);
    if process.launch.commands.iter().any(away) {
        let image = stage.map_or("", |(file, _)| file.source.text());
        let says = |text: &str| DAEMONS.iter().any(|(_, stays)| text.contains(stays));
        let told =
            says(image) || any(reader, root, &[".conf", ".cfg", ".ini", ".template", ".tmpl", ".sh"], says);
        process.launch.commands.iter_mut().filter(|_| told).for_each(|ran| ran.goes_away = false);
        process.stays = told;
    }
    if process.role == Role::Release {
        let elsewhere = |text: &str| UPLOADERS.iter().any(|package| text.contains(package));
        process.uploads = any(
            reader,
            root,
            &["requirements.txt", "Pipfile", ".toml", ".in", "Gemfile", "package.json", ".txt"],
            elsewhere,
        );
    }
}

/// Programs that go to the background, and what in their configuration keeps them from it.
const DAEMONS: &[(&str, &str)] = &[
    ("nginx", "daemon off"),
    ("supervisord", "nodaemon"),
    ("redis-server", "daemonize no"),
    ("php-fpm", "daemonize = no"),
];

/// Packages that keep files elsewhere.
const UPLOADERS: &[&str] = &[
    "storages",
    "boto",
    "cloudinary",
    "google-cloud-storage",
    "azure-storage",
    "collectfast",
    "collectfasta",
    "asset_sync",
    "fog-",
    "s3",
    "minio",
    "firebase",
    "cdn",
];

/// Whether a file with one of these ends of names says something.
fn any(reader: &Reader<'_>, root: &str, ends: &[&str], says: impl Fn(&str) -> bool) -> bool {
    let files = reader.walk(root);
    let named = files.iter().filter(|file| ends.iter().any(|end| path::name(file).ends_with(end)));
    named.take(MOST).any(|file| reader.glance(file).is_some_and(|text| says(&text)))
}
