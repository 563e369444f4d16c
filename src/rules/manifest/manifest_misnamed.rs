use crate::base::path;
use crate::base::source::Place;
use crate::project::Project;
use crate::project::manifest::is_manifest_like;
use crate::rule::{Check, Context, rule};

rule!("manifest-misnamed", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for (source, document) in &project.misnamed {
        if !document.root.as_ref().is_some_and(is_manifest_like) {
            continue;
        }
        let (name, folder) = (path::name(source.path()), path::parent(source.path()).unwrap_or(""));
        if name == "heroku.yml" {
            cx.report(Place::file(source), format!("Heroku does not read the heroku.yml in `{folder}`"))
                .help("move it to the root of the repository, next to the Dockerfiles it names");
            continue;
        }
        let proper = project
            .manifest
            .as_ref()
            .filter(|manifest| path::parent(manifest.source.path()).unwrap_or("") == folder);
        let found = cx.report(
            Place::file(source),
            format!("Heroku does not read `{name}`, only a file named `heroku.yml`"),
        );
        match proper {
            Some(manifest) => found
                .related(Place::file(&manifest.source), "Heroku reads this one")
                .help("delete it, or move its content to heroku.yml"),
            None => found.help(format!("rename it: `git mv {name} heroku.yml`")),
        };
    }
}
