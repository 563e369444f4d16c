use crate::base::diagnostic::Edit;
use crate::base::source::Place;
use crate::project::Project;
use crate::project::deployment::ImageFile;
use crate::rule::{Check, Context, rule};

rule!("dockerfile-missing", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for image in &project.deployment.images {
        let (ImageFile::Missing { path, near }, Some(place)) = (&image.file, &image.path) else { continue };
        let another_case = near.iter().find(|other| project.path(other).eq_ignore_ascii_case(path));
        let found = cx.report(place.clone(), format!("the file `{}` does not exist", image.written_path()));
        let only = another_case.or(near.first().filter(|_| near.len() == 1));
        found.help(match (another_case, near.as_slice()) {
            (Some(other), _) => format!("write `{other}`: file names are case-sensitive"),
            (None, []) => {
                "correct the path, which is relative to the root of the repository, or add the file"
                    .to_owned()
            }
            (None, near) => format!("did you mean `{}`?", near.join("`, `")),
        });
        for other in near.iter().filter_map(|other| project.dockerfile(&project.path(other))) {
            found.related(Place::file(&other.source), "this file exists");
        }
        if let Some(other) = only {
            found.fix(format!("write `{other}`"), vec![Edit::new(place.clone(), other.clone())]);
        }
    }
}
