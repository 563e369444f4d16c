use crate::base::source::Place;
use crate::project::Project;
use crate::rule::{Check, Context, rule};

rule!("classic-dockerignore-name", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for source in &project.lookalikes {
        let Some(dockerfile) = source.path().strip_suffix(".dockerignore") else { continue };
        let built = project.shipped().iter().any(|shipped| shipped.file.source.path() == dockerfile);
        if built {
            cx.report(Place::file(source), "Heroku's builder does not read this file, only `.dockerignore`")
                .help("move its patterns to `.dockerignore` next to the Dockerfile");
        }
    }
}
