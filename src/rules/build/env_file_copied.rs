use crate::diagnostic::Edit;
use crate::files::path;
use crate::model::project::Project;
use crate::rules::rule::{Check, Context, rule};
use crate::source::{Place, Span};

rule!("env-file-copied", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for exposed in &project.copies.exposed {
        let Some(file) = project.dockerfiles.get(exposed.file) else { continue };
        let name = path::name(exposed.source.path());
        let place = Place::new(&file.source, exposed.copied_by);
        let found = cx.report(place, format!("this takes `{name}` into the image, with a secret in it"));
        found.related(Place::new(&exposed.source, exposed.secret), "a secret").help(format!(
            "add `{name}` to .dockerignore, take it out of git, and set it by `heroku config:set`"
        ));
        let Some(ignore) = &exposed.ignore else { continue };
        let below =
            path::below(exposed.source.path(), path::parent(ignore.path()).unwrap_or("")).unwrap_or(name);
        let gap = if ignore.text().is_empty() || ignore.text().ends_with('\n') { "" } else { "\n" };
        let end = Place::new(ignore, Span::at(ignore.text().len()));
        found.fix(format!("add `{below}` to .dockerignore"), vec![Edit::new(end, format!("{gap}{below}\n"))]);
    }
}
