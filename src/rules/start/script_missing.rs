use crate::base::diagnostic::Severity;
use crate::build::context::Sight;
use crate::build::filesystem::Absence;
use crate::exec::{By, Script};
use crate::project::Mode;
use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};

rule!("script-missing", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let mode = cx.project.mode;
    for ran in process.launch.commands.iter().filter(|ran| !ran.conditional) {
        let Some(script) = ran.script.as_ref().filter(|script| is_of_the_repository(script)) else {
            continue;
        };
        let Some(absence) = script.absence.as_ref().filter(|_| !is_built_elsewhere(process, cx)) else {
            continue;
        };
        let made = match absence {
            Absence::NotThere { path, .. } | Absence::NotInGit { path, .. } => cx.project.is_made(path),
            Absence::Ignored { .. } | Absence::NotCopied { .. } => false,
        };
        let Some((fact, help)) = told(absence, script, mode).filter(|_| !made) else { continue };
        let found = cx.report_ran(process, ran, script.word.clone(), fact);
        found.help(help);
        if mode == Mode::Push {
            found.weigh(Severity::Warning);
        }
    }
}

/// The message and the help.
fn told(absence: &Absence, script: &Script, mode: Mode) -> Option<(String, String)> {
    let meant = |near: &Option<String>| near.as_ref().map(|near| format!("did you mean `{near}`?"));
    Some(match absence {
        Absence::NotThere { path, near } => (
            format!("`{path}` is not in the repository"),
            meant(near).unwrap_or_else(|| "add the file, or correct the path".to_owned()),
        ),
        Absence::Ignored { path, below } => (
            format!("`{path}` is not in the image: `.dockerignore` excludes it"),
            format!("add `!{below}` to the end of `.dockerignore`"),
        ),
        Absence::NotInGit { .. } if mode == Mode::Push => return None,
        Absence::NotInGit { path, ignored: true } => (
            format!("`{path}` is not pushed to Heroku, because git ignores it"),
            format!("commit it: `git add --force {path}`"),
        ),
        Absence::NotInGit { path, ignored: false } => (
            format!("`{path}` is not pushed to Heroku, because it is not committed"),
            format!("commit it: `git add {path}`"),
        ),
        Absence::NotCopied { near } => (
            format!("`{}` is not in the image: nothing copies it there", script.path),
            match near {
                Some(near) => format!("copy `{near}` to this path, or correct the path"),
                None => "add a COPY for it, or correct the path".to_owned(),
            },
        ),
    })
}

/// Names of scripts that no package contains.
const SCRIPTS: &[&str] = &[".sh", ".bash", ".py", ".rb", ".php", ".pl"];
const JAVASCRIPT: &[&str] = &[".js", ".mjs", ".cjs", ".ts"];
/// Folders that installers and bundlers fill.
const MADE: &[&str] = &[
    "node_modules",
    "vendor",
    "site-packages",
    "venv",
    ".venv",
    "env",
    "dist",
    "build",
    "out",
    "output",
    "lib",
    "public",
    "tmp",
    "target",
    ".next",
    ".output",
    ".nuxt",
    "generated",
];

/// Whether a file is one that people write and keep in the repository.
fn is_of_the_repository(script: &Script) -> bool {
    let ends = |names: &[&str]| names.iter().any(|end| script.path.ends_with(end));
    let made = script.path.split('/').any(|part| MADE.contains(&part));
    let written = ends(SCRIPTS) || (script.by == By::Interpreter && ends(JAVASCRIPT));
    written && !made
}

/// Whether an image that is pushed is built in another folder than that of its Dockerfile.
fn is_built_elsewhere(process: &Process, cx: &Context) -> bool {
    let project = cx.project;
    let Some((file, _)) = project.deployment.built(process, &project.dockerfiles) else { return true };
    let missing = project.copied().any(|(copy, place)| {
        place.source.path() == file.source.path()
            && matches!(copy.sight, Sight::Missing { .. } | Sight::Outside { .. })
    });
    missing && project.mode == Mode::Push
}
