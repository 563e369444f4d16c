//! What builds start, and what files of the project say about commands that run later.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Process, Role, start};
use crate::base::path;
use crate::build::context::Context;
use crate::build::dockerfile::{Dockerfile, Stage};
use crate::build::filesystem::{Files, Found, Reader, workdir_at};
use crate::build::run_scripts::Run;
use crate::exec;
use crate::exec::Ran;
use crate::syntax::dockerfile::ast::{Command, Kind};
use crate::tables::builds::is_quiet;
use crate::tables::commands as tables;
use crate::tables::commands::WRITES;

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
    !run.step.onbuild && !run.run.script.commands.iter().all(is_quiet)
}

fn commands(run: &Run, file: &Dockerfile, stage: &Stage, files: Files<'_>) -> Vec<Ran> {
    let Kind::Run(Command::Shell(text)) = &run.step.instruction.kind else { return Vec::new() };
    if !run.step.instruction.heredocs.is_empty() {
        return Vec::new();
    }
    let folder = workdir_at(file, stage, run.step.index);
    exec::built(text, &file.source, folder, &start::environment(file, stage), files)
}

/// Files that are looked into for one project.
const MOST: usize = 50;

/// Takes in what files of the image and the project say of the commands of a process.
pub fn settle(process: &mut Process, files: Files<'_>, reader: &Reader<'_>, root: &str) {
    let said =
        |text: &str| process.launch.commands.iter().any(|ran| ran.args.iter().any(|arg| arg.contains(text)));
    let nginx_stays = said("daemon off");
    for ran in &mut process.launch.commands {
        match ran.name.as_str() {
            "nginx" | "nginx-debug" | "openresty" if ran.goes_away => {
                ran.goes_away = !nginx_stays && nginx_goes_away(ran, files);
            }
            "supervisord" => ran.goes_away = supervisord_goes_away(ran, files),
            _ => {}
        }
    }
    let writes = |ran: &Ran| WRITES.iter().any(|row| tables::fits(row, &ran.name, &ran.args));
    if process.role == Role::Release && process.launch.commands.iter().any(writes) {
        let elsewhere = |text: &str| UPLOADERS.iter().any(|package| text.contains(package));
        process.uploads = any(reader, root, PACKAGES, elsewhere);
    }
    if process.is_web() && process.launch.accuses() {
        process.local_port = any(reader, root, LOCAL, sets_port);
    }
}

/// Ends of the names of files that give containers their environment on a laptop.
const LOCAL: &[&str] = &[
    "compose.yml",
    "compose.yaml",
    ".env",
    ".env.dev",
    ".env.development",
    ".env.dist",
    ".env.docker",
    ".env.example",
    ".env.local",
    ".env.sample",
    ".env.template",
];

/// Whether a line of an env file or a Compose file gives PORT a value.
fn sets_port(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start_matches([' ', '\t', '-', '"', '\'']);
        let line = line.strip_prefix("export ").unwrap_or(line);
        line.strip_prefix("PORT").is_some_and(|rest| rest.trim_start().starts_with(['=', ':']))
    })
}

/// Whether no configuration keeps nginx in the foreground, as far as the repository has it.
fn nginx_goes_away(ran: &Ran, files: Files<'_>) -> bool {
    let path = value_of(ran, &["-c"]).unwrap_or("/etc/nginx/nginx.conf");
    match files.find(Some("/etc/nginx"), path) {
        Found::File(source) => !source.text().contains("daemon off"),
        Found::Missing => value_of(ran, &["-c"]).is_none() && !files.may_hold(path),
        _ => false,
    }
}

/// Whether supervisord's configuration is known and does not keep it in the foreground.
fn supervisord_goes_away(ran: &Ran, files: Files<'_>) -> bool {
    let given = value_of(ran, &["-c", "--configuration"]);
    let paths = given.map_or(SUPERVISORD.to_vec(), |path| vec![path]);
    let folder = files.workdir();
    let mut found = paths.into_iter().filter_map(|path| match files.find(folder.as_deref(), path) {
        Found::File(source) => Some(source),
        _ => None,
    });
    let stays = ran.args.iter().any(|arg| arg.starts_with("-n") || arg.starts_with("--nodaemon"));
    found.next().is_some_and(|config| !stays && !config.text().contains("nodaemon"))
}

const SUPERVISORD: &[&str] = &[
    "supervisord.conf",
    "etc/supervisord.conf",
    "/etc/supervisord.conf",
    "/etc/supervisor/supervisord.conf",
];

/// The value of an option, in its word or the next one.
fn value_of<'r>(ran: &'r Ran, options: &[&str]) -> Option<&'r str> {
    let at = ran.args.iter().position(|arg| options.contains(&arg.as_str()));
    let next = at.and_then(|at| ran.args.get(at + 1)).map(String::as_str);
    let inside = |arg: &'r String| options.iter().find_map(|option| arg.strip_prefix(option));
    next.or_else(|| ran.args.iter().find_map(inside).map(|value| value.trim_start_matches('=')))
}

/// Ends of the names of files that list packages.
const PACKAGES: &[&str] = &["requirements.txt", ".txt", ".in", "Pipfile", ".toml", "Gemfile", "package.json"];

/// Packages that keep files elsewhere.
const UPLOADERS: &[&str] = &[
    "storages",
    "boto",
    "cloudinary",
    "google-cloud-storage",
    "azure-storage",
    "collectfast",
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
