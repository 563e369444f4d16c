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
            cx.report(Place::file(source), format!("Heroku does not read heroku.yml in `{folder}`")).help(
                "it is read at the root of what is pushed, where the Dockerfiles it names are: move it there",
            );
            continue;
        }
        let proper = project
            .manifest
            .as_ref()
            .filter(|manifest| path::parent(manifest.source.path()).unwrap_or("") == folder);
        let found =
            cx.report(Place::file(source), format!("Heroku does not read a manifest called `{name}`"));
        match proper {
            Some(manifest) => found
                .related(Place::file(&manifest.source), "this one is read")
                .help("remove it, or put what it says into heroku.yml"),
            None => found.help("rename it to `heroku.yml`, in lower case"),
        };
    }
}
