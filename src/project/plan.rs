//! The deployment as `dynolint plan` shows it. What cannot be known says so.

use serde::Serialize;

use super::deployment::{Image, ImageFile, Origin, Process, Role};
use super::{Mode, Project};
use crate::base::source::Place;
use crate::build::base::base_image;
use crate::build::dockerfile::{Base, Dockerfile, Stage};
use crate::exec::Verdict;
use crate::files::Tree;
use crate::syntax::dockerfile::ast::Kind;

/// Shown where something cannot be determined.
const UNKNOWN: &str = "unknown";

/// One project.
#[derive(Debug, Serialize)]
pub struct ProjectPlan {
    /// Its folder, relative to the working directory.
    pub path: String,
    /// `git` or `push`.
    pub mode: &'static str,
    /// `classic` or `buildkit`: what builds the images, as far as is assumed.
    pub builder: &'static str,
    /// The images built.
    pub images: Vec<ImagePlan>,
    /// The processes started, the release last.
    pub processes: Vec<ProcessPlan>,
}

/// One image.
#[derive(Debug, Serialize)]
pub struct ImagePlan {
    /// The process type it is built for.
    pub name: String,
    /// Path of its Dockerfile, relative to the working directory where it exists.
    pub dockerfile: String,
    /// The stage that ships, where it has a name.
    pub target: Option<String>,
    /// The folder COPY sees.
    pub context: String,
    /// The image at its bottom.
    pub base: String,
    /// Whether no Dockerfile is where heroku.yml says.
    #[serde(skip)]
    pub absent: bool,
}

/// One process.
#[derive(Debug, Serialize)]
pub struct ProcessPlan {
    /// Its type.
    pub name: String,
    /// `web`, `worker` for every other one, or `release`.
    pub role: &'static str,
    /// Name of the image it runs in.
    pub image: Option<String>,
    /// The image's entrypoint, as written.
    pub entrypoint: Option<String>,
    /// The command, as written.
    pub command: Option<String>,
    /// What sets the command: `heroku.yml`, `Dockerfile`, `base image`, `nothing` or `unknown`.
    pub origin: &'static str,
    /// File and 1-based line of the command.
    pub at: Option<String>,
    /// What is started, then the commands of other files that it leads to, as far as they are known.
    pub steps: Vec<StepPlan>,
    /// The word that what is started stands behind: `CMD`, `run`.
    #[serde(skip)]
    pub keyword: &'static str,
    /// The user the image asks for.
    pub user: String,
    /// Where the port comes from; only of a web process.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<PortPlan>,
}

/// One command on the way to what runs.
#[derive(Debug, Serialize)]
pub struct StepPlan {
    /// File and 1-based line.
    pub at: String,
    /// The command.
    pub command: String,
}

/// Where a web process gets its port from.
#[derive(Debug, Serialize)]
pub struct PortPlan {
    /// `from $PORT`, `fixed`, `ignored` or `unknown`.
    pub verdict: &'static str,
    /// The port, if it is fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// What shows it: a place, or why it cannot be told.
    pub evidence: String,
}

impl ProjectPlan {
    /// Who builds, in words.
    pub fn how(&self) -> String {
        let builder = if self.builder == "classic" { "the classic builder" } else { "BuildKit" };
        match self.mode {
            "git" => format!("Heroku builds it from heroku.yml, with {builder}"),
            _ => format!("no heroku.yml: images are built elsewhere, with {builder}, and pushed"),
        }
    }
}

impl ImagePlan {
    /// The stage that ships, for a table.
    pub fn stage(&self) -> String {
        self.target.clone().unwrap_or_else(|| "-".to_owned())
    }
}

impl ProcessPlan {
    /// The image, for a table.
    pub fn image(&self) -> String {
        self.image.clone().unwrap_or_else(|| UNKNOWN.to_owned())
    }

    /// Entrypoint and command, for a table.
    pub fn command(&self) -> String {
        let parts: Vec<&str> = self.entrypoint.iter().chain(&self.command).map(String::as_str).collect();
        match (parts.is_empty(), self.origin) {
            (false, _) => parts.join(" "),
            (true, "nothing") => "none".to_owned(),
            (true, _) => UNKNOWN.to_owned(),
        }
    }

    /// Where the command stands, for a table.
    pub fn from(&self) -> String {
        self.at.clone().unwrap_or_else(|| self.origin.to_owned())
    }

    /// The port, for a table.
    pub fn port(&self) -> String {
        match &self.port {
            None => "-".to_owned(),
            Some(port) => format!("{} ({})", port.short(), port.evidence),
        }
    }

    /// The way through other files on one line; `None` where there is none.
    ///
    /// ```text
    /// Dockerfile:3 CMD → npm start → package.json:7 → node server.js → …: unknown
    /// ```
    pub fn way(&self) -> Option<String> {
        let (first, followed) = self.steps.split_first().filter(|(_, followed)| !followed.is_empty())?;
        let mut way = format!("{} {} → {}", first.at, self.keyword, first.command);
        for step in followed {
            way += &format!(" → {} → {}", step.at, step.command);
        }
        match &self.port {
            Some(port) if port.verdict == UNKNOWN => way += &format!(" → …: {UNKNOWN}"),
            Some(port) => way += &format!(": {}", port.short()),
            None => {}
        }
        Some(way)
    }
}

impl PortPlan {
    /// `from $PORT`, `fixed to 8000`.
    pub fn short(&self) -> String {
        let number = self.port.map_or_else(String::new, |number| format!(" to {number}"));
        format!("{}{number}", self.verdict)
    }
}

/// The plan of a project.
pub fn of(tree: &dyn Tree, project: &Project) -> ProjectPlan {
    let deployment = &project.deployment;
    ProjectPlan {
        path: match tree.shown(&project.root) {
            path if path.is_empty() => ".".to_owned(),
            path => path,
        },
        mode: if project.mode == Mode::Git { "git" } else { "push" },
        builder: project.builder.as_str(),
        images: deployment.images.iter().map(|image| image_plan(tree, project, image)).collect(),
        processes: deployment.processes.iter().map(|process| process_plan(project, process)).collect(),
    }
}

fn image_plan(tree: &dyn Tree, project: &Project, image: &Image) -> ImagePlan {
    let built = image.built(&project.dockerfiles);
    let file = match image.file {
        ImageFile::Found(index) => project.dockerfiles.get(index),
        _ => None,
    };
    let folder = file.map(|file| file.source.path().rsplit_once('/').map_or("", |(folder, _)| folder));
    ImagePlan {
        name: image.name.clone(),
        dockerfile: file.map_or_else(|| absent(image), |file| file.source.shown().to_owned()),
        target: built.and_then(|(_, stage)| Some(stage.name.as_ref()?.value.clone())),
        context: match folder.map(|folder| tree.shown(folder)) {
            Some(path) if path.is_empty() => ".".to_owned(),
            Some(path) => path,
            None => UNKNOWN.to_owned(),
        },
        base: built.map_or_else(|| UNKNOWN.to_owned(), |(file, stage)| base(file, stage)),
        absent: matches!(image.file, ImageFile::Missing { .. } | ImageFile::Outside { .. }),
    }
}

fn absent(image: &Image) -> String {
    match &image.file {
        ImageFile::Missing { .. } => format!("{} (missing)", image.written_path()),
        ImageFile::Unread => format!("{} (unreadable)", image.written_path()),
        _ => UNKNOWN.to_owned(),
    }
}

/// The image at the bottom, its variables resolved.
fn base(file: &Dockerfile, stage: &Stage) -> String {
    let bottom = file.ancestry(stage).last().unwrap_or(stage);
    match &bottom.base {
        Base::Unknown => format!("{UNKNOWN} ({})", bottom.image.value),
        Base::Scratch => "scratch".to_owned(),
        _ => file
            .value(None, bottom.instructions.start, &bottom.image.value)
            .unwrap_or_else(|| bottom.image.value.clone()),
    }
}

fn process_plan(project: &Project, process: &Process) -> ProcessPlan {
    let built = project.deployment.built(process, &project.dockerfiles);
    let line = process.started.command.as_ref().or(process.started.entrypoint.as_ref());
    let mut plan = ProcessPlan {
        name: process.name.clone(),
        role: match process.role {
            Role::Web => "web",
            Role::Other => "worker",
            Role::Release => "release",
        },
        image: process.image.and_then(|index| Some(project.deployment.images.get(index)?.name.clone())),
        entrypoint: process.started.entrypoint.as_ref().map(|line| line.text()),
        command: process.started.command.as_ref().map(|line| line.text()),
        origin: match process.origin {
            Origin::Manifest => "heroku.yml",
            Origin::Dockerfile => "Dockerfile",
            Origin::BaseImage => "base image",
            Origin::Nothing => "nothing",
            Origin::Unknown => UNKNOWN,
        },
        at: line.map(|line| at(&line.place())),
        steps: Vec::new(),
        keyword: keyword(process),
        user: built.map_or_else(|| UNKNOWN.to_owned(), |(file, stage)| user(file, stage)),
        port: process.is_web().then(|| port(process)),
    };
    let followed = process.launch.steps.iter().map(|step| (step.place.clone(), step.text()));
    let started = process.line().map(|line| (line.place(), plan.command()));
    let steps = started.into_iter().chain(followed);
    plan.steps = steps.map(|(place, command)| StepPlan { at: at(&place), command }).collect();
    plan
}

/// What stands before [`Process::line`].
fn keyword(process: &Process) -> &'static str {
    let line = process.line().map(std::ptr::from_ref);
    match process.origin {
        _ if process.started.entrypoint.as_ref().map(std::ptr::from_ref) == line => "ENTRYPOINT",
        Origin::Manifest if process.role == Role::Release => "release",
        Origin::Manifest => "run",
        Origin::BaseImage => "FROM",
        _ => "CMD",
    }
}

fn at(place: &Place) -> String {
    format!("{}:{}", place.source.shown(), place.source.position(place.span.start).line)
}

/// The user the image asks for; dynos run as somebody else than root in any case.
fn user(file: &Dockerfile, stage: &Stage) -> String {
    let set = stage.user.index().and_then(|at| match &file.instruction(at)?.kind {
        Kind::User(user) => {
            Some(file.value(Some(stage), at, &user.value).unwrap_or_else(|| UNKNOWN.to_owned()))
        }
        _ => None,
    });
    let base = base_image(file, stage).map(|base| if base.user.is_empty() { "root" } else { base.user });
    set.or(base.map(str::to_owned)).unwrap_or_else(|| UNKNOWN.to_owned())
}

fn port(process: &Process) -> PortPlan {
    if let Some(place) = &process.launch.overridden {
        return PortPlan { verdict: "fixed", port: place.text().parse().ok(), evidence: shown(place) };
    }
    let (verdict, port, evidence) = match &process.launch.verdict {
        Verdict::FromPort { evidence } => ("from $PORT", None, shown(evidence)),
        Verdict::Fixed { port, place, .. } => ("fixed", Some(*port), shown(place)),
        Verdict::Ignored { place, .. } => ("ignored", None, shown(place)),
        Verdict::Unknown { why } => (UNKNOWN, None, why.clone()),
    };
    PortPlan { verdict, port, evidence }
}

fn shown(place: &Place) -> String {
    format!("{} `{}`", at(place), place.text().split_whitespace().collect::<Vec<_>>().join(" "))
}
