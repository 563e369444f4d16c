use crate::files::path;
use crate::model::manifest::is_manifest_like;
use crate::model::project::Project;
use crate::rules::rule::{Check, Context, rule};
use crate::source::Place;

rule!("manifest-misnamed", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for (source, document) in &project.misnamed {
        if document.root.as_ref().is_some_and(is_manifest_like) {
            let name = path::name(source.path());
            cx.report(
                Place::file(source),
                format!("Heroku does not read `{name}`: the manifest is called `heroku.yml`, in lower case"),
            )
            .help("rename it to `heroku.yml`");
        }
    }
}
