//! What builds start, and what files of the project say about commands that run later.

use std::collections::{BTreeMap, BTreeSet};

use super::{Process, Role, start};
use crate::base::path;
use crate::base::source::Source;
use crate::build::context::Context;
use crate::build::dockerfile::{Dockerfile, Stage, Step};
use crate::build::filesystem::{Files, Found, Reader, workdir_at};
use crate::build::run_scripts::Run;
use crate::exec;
use crate::exec::Ran;
use crate::exec::followers::supervisord;
use crate::syntax::dockerfile::ast::{Command, Kind};
use crate::syntax::{ini, nginx};
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
    contexts: &[Context],
    reader: &Reader<'_>,
) -> Vec<Built> {
    let mut found = Vec::new();
    for (number, stages) in stages {
        let (Some(file), Some(context)) = (files.get(*number), contexts.get(*number)) else { continue };
        for stage in stages.iter().filter_map(|stage| file.stages.get(*stage)) {
            let files = Files::new(reader, context, file, stage);
            for step in file.steps_of(stage) {
                let servers = commands(&step, file, stage, files).into_iter().filter(Ran::serves);
                found.extend(servers.map(|ran| Built { file: *number, index: step.index, ran }));
            }
        }
    }
    found
}

/// The commands of a RUN, unless all it does is to install packages.
fn commands(step: &Step<'_>, file: &Dockerfile, stage: &Stage, files: Files<'_>) -> Vec<Ran> {
    let Kind::Run(command) = &step.instruction.kind else { return Vec::new() };
    if !step.instruction.heredocs.is_empty() {
        return Vec::new();
    }
    let folder = workdir_at(file, stage, step.index);
    let environment = start::environment(file, stage);
    if matches!(command, Command::Exec(..)) {
        let line = start::to_line(&file.source, command);
        return exec::exec_commands(&line, folder, &environment, files);
    }
    let mut runs = file.runs_in(step.index..step.index + 1).filter(is_loud);
    let run = runs.next();
    run.map_or_else(Vec::new, |run| exec::commands(run.run, &file.source, folder, &environment, files))
}

/// Whether a RUN does more than to install packages.
fn is_loud(run: &Run<'_>) -> bool {
    !run.step.onbuild && !run.run.script.commands.iter().all(is_quiet)
}

/// Files that are looked into for one project.
const MOST: usize = 50;

/// Takes in what files of the image and the project say of the commands of a process.
pub fn settle(process: &mut Process, files: Files<'_>, reader: &Reader<'_>, root: &str) {
    let nginx_stays =
        process.launch.commands.iter().any(|ran| ran.args.iter().any(|arg| has_daemon_off(arg)));
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
        process.uploads = any(reader, root, lists_packages, has_uploader);
    }
    if process.is_web() && process.launch.accuses() {
        process.local_port =
            any(reader, root, |file| LOCAL.iter().any(|end| path::name(file).ends_with(end)), sets_port);
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
        Found::File(source) => !has_daemon_off(source.text()),
        Found::Missing => value_of(ran, &["-c"]).is_none() && !files.may_hold(path),
        _ => false,
    }
}

/// Whether a configuration of nginx, or the words behind its `-g`, keep it in the foreground.
fn has_daemon_off(text: &str) -> bool {
    let directives = nginx::read(&Source::new("", "", text), &["daemon"]);
    let off = |it: &nginx::Directive| it.words.get(1).is_some_and(|value| value.value == "off");
    directives.iter().any(|it| it.within.is_empty() && off(it))
}

/// Whether supervisord's configuration is known and does not keep it in the foreground.
fn supervisord_goes_away(ran: &Ran, files: Files<'_>) -> bool {
    let given = value_of(ran, &["-c", "--configuration"]);
    let paths = given.map_or(supervisord::PLACES.to_vec(), |path| vec![path]);
    let folder = files.workdir();
    let mut found = paths.into_iter().filter_map(|path| match files.find(folder.as_deref(), path) {
        Found::File(source) => Some(source),
        _ => None,
    });
    let stays = ran.args.iter().any(|arg| arg.starts_with("-n") || arg.starts_with("--nodaemon"));
    found.next().is_some_and(|config| !stays && !has_nodaemon(&config))
}

/// Whether the section `[supervisord]` says `nodaemon=true`.
fn has_nodaemon(config: &Source) -> bool {
    let sections = ini::sections(config);
    let own = sections.iter().filter(|section| section.name == "supervisord");
    let value =
        own.filter_map(|section| section.get("nodaemon")).next_back().map_or("", |span| config.slice(span));
    ["true", "yes", "on", "1"].contains(&value.to_ascii_lowercase().as_str())
}

/// The value of an option, in its word or the next one.
fn value_of<'r>(ran: &'r Ran, options: &[&str]) -> Option<&'r str> {
    let at = ran.args.iter().position(|arg| options.contains(&arg.as_str()));
    let next = at.and_then(|at| ran.args.get(at + 1)).map(String::as_str);
    let inside = |arg: &'r String| options.iter().find_map(|option| arg.strip_prefix(option));
    next.or_else(|| ran.args.iter().find_map(inside).map(|value| value.trim_start_matches('=')))
}

/// Ends of the names of files that list packages.
const PACKAGES: &[&str] = &[
    "Pipfile",
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    "environment.yml",
    "Gemfile",
    "package.json",
    "composer.json",
    "mix.exs",
];

/// Packages that keep files elsewhere, and the beginnings of such names with a `*` behind them.
const UPLOADERS: &[&str] = &[
    "asset_sync",
    "aws-sdk*",
    "azure-storage*",
    "boto",
    "boto3",
    "cloudinary*",
    "collectfast",
    "dj3-cloudinary-storage",
    "django-bunny*",
    "django-cloudinary-storage",
    "django-google-cloud-storage",
    "django-minio*",
    "django-s3*",
    "django-storages",
    "ex_aws_s3",
    "fog",
    "fog-*",
    "google-cloud-storage",
    "minio",
    "s3fs",
    "storages",
    "waffle",
];

/// Whether a text that lists packages has one that keeps files elsewhere.
fn has_uploader(text: &str) -> bool {
    let of_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let known = |name: &str| {
        UPLOADERS.iter().any(|known| match known.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == *known,
        })
    };
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or(line));
    lines.flat_map(|line| line.split(|c| !of_name(c))).any(|name| known(&name.to_ascii_lowercase()))
}

/// Whether a path is that of a list of packages.
fn lists_packages(file: &str) -> bool {
    let name = path::name(file);
    let folder = path::parent(file).map_or("", path::name);
    let requirements = [".txt", ".in"].iter().any(|end| name.ends_with(end))
        && (name.starts_with("requirements") || folder == "requirements");
    requirements || PACKAGES.contains(&name)
}

/// Whether one of the files of a kind says something.
fn any(reader: &Reader<'_>, root: &str, of_kind: impl Fn(&str) -> bool, says: impl Fn(&str) -> bool) -> bool {
    let files = reader.walk(root);
    let mut named = files.iter().filter(|file| of_kind(file)).take(MOST);
    named.any(|file| reader.glance(file).is_some_and(|text| says(&text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_go_by_their_names() {
        for text in
            ["boto3==1.2\n", "django-storages[s3]>=1.14", "gem 'fog-aws', '~> 3'", "\"aws-sdk-s3\": \"1\""]
        {
            assert!(has_uploader(text), "{text}");
        }
        for text in ["Roboto Condensed\n", "robotoast==1\n", "# boto3\n", "whitenoise\ncdnjs\n", "botox\n"] {
            assert!(!has_uploader(text), "{text}");
        }
        assert!(lists_packages("requirements/production.txt") && lists_packages("app/requirements-dev.txt"));
        assert!(!lists_packages("static/fonts.txt") && !lists_packages("robots.txt"));
    }

    #[test]
    fn lines_that_set_port() {
        for text in ["PORT=5000\n", "  - PORT=5000", "      PORT: \"5000\"", "export PORT=1"] {
            assert!(sets_port(text), "{text}");
        }
        for text in ["DB_PORT=5432\n", "# PORT=1", "PORTAL=x", "  - \"5000:5000\""] {
            assert!(!sets_port(text), "{text}");
        }
    }
}
