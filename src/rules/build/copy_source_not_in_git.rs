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
            cx.report(place, "Heroku builds from the files of a commit, and `.git` is not among them")
                .weigh(Severity::Warning)
                .help(
                    "take what the build needs of it from the build argument SOURCE_VERSION, the commit's id",
                );
            continue;
        }
        let (why, help) = match ignored {
            true => {
                ("git ignores it", "build it in the Dockerfile, or take it out of .gitignore and commit it")
            }
            false => ("it is not committed", "`git add` it: Heroku builds what git has"),
        };
        let what = if path.ends_with(&copy.path) { copy.path.clone() } else { path.clone() };
        cx.report(place, format!("`{what}` is here, but Heroku never gets it: {why}")).help(help);
    }
}
