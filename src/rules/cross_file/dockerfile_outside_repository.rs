use crate::base::diagnostic::Edit;
use crate::project::Project;
use crate::project::deployment::ImageFile;
use crate::rule::{Check, Context, rule};

rule!("dockerfile-outside-repository", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for image in &project.deployment.images {
        let (ImageFile::Outside { inside }, Some(place)) = (&image.file, &image.path) else { continue };
        let found = cx.report(place.clone(), "this path is outside of the repository");
        found.help(match place.text().starts_with('/') {
            true => "remove the leading slash: the path is relative to the root of the repository",
            false => "move the Dockerfile into the repository: the path is relative to its root",
        });
        if let Some(inside) = inside {
            // One that leads up may mean another file.
            let absolute = image.written_path().trim_start_matches('/') == inside;
            let edits = vec![Edit::new(place.clone(), inside.clone())];
            found.offer(absolute, format!("write `{inside}`"), edits);
        }
    }
}
