use crate::base::diagnostic::Severity;
use crate::build::context::Sight;
use crate::project::Project;
use crate::rule::{Check, Context, rule};

rule!("copy-source-not-in-git", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for (copy, place) in project.copied() {
        let Sight::NotInGit { path, ignored } = &copy.sight else { continue };
        if project.is_made(path) {
            continue;
        }
        let is_of_git = |path: &str| path == ".git" || path.starts_with(".git/");
        if is_of_git(copy.path.trim_start_matches("./").trim_end_matches('/')) {
            cx.report(place, "Heroku builds from the files of a commit, and `.git` is not one of them")
                .weigh(Severity::Warning)
                .help("take the commit's id from the build argument SOURCE_VERSION");
            continue;
        }
        let what = if path.ends_with(&copy.path) { &copy.path } else { path };
        let (why, help) = match ignored {
            _ if super::is_env_file(path) => (
                if *ignored { "git ignores it" } else { "it is not committed" },
                "remove it here, and set the variables with `heroku config:set NAME=value`".to_owned(),
            ),
            true => (
                "git ignores it",
                "create it in the Dockerfile, or remove it from .gitignore and commit it".to_owned(),
            ),
            false => ("it is not committed", format!("commit it: `git add {what}`")),
        };
        cx.report(place, format!("`{what}` is not pushed to Heroku, because {why}")).help(help);
    }
}
