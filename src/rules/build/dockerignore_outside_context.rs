use crate::base::source::Place;
use crate::project::Project;
use crate::rule::{Check, Context, rule};

rule!("dockerignore-outside-context", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    let Some(root_ignore) = &project.dockerignore else { return };
    let built: Vec<_> = project.shipped();
    let at_root = |path: &str| crate::base::path::parent(path) == Some(project.root.as_str());
    // It may be meant for a Dockerfile next to it that Heroku does not build.
    if built.is_empty() || project.dockerfiles.iter().any(|file| at_root(file.source.path())) {
        return;
    }
    // One of its own in each context leaves the one at the root for other uses.
    let without: Vec<_> = built
        .iter()
        .filter(|shipped| {
            !project.copies.ignores.iter().any(|(file, _)| {
                project
                    .dockerfiles
                    .get(*file)
                    .is_some_and(|one| one.source.path() == shipped.file.source.path())
            })
        })
        .collect();
    let Some(first) = without.first() else { return };
    let folder = crate::base::path::parent(first.file.source.shown()).unwrap_or(".").to_owned();
    cx.report(
        Place::file(root_ignore),
        "no build uses this file, because no Dockerfile that Heroku builds is in this folder",
    )
    .related(Place::file(&first.file.source), "its build context is its own folder")
    .help(format!("move it next to the Dockerfile: `git mv {} {folder}/`", root_ignore.shown()));
}
