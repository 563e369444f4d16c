use crate::project::Project;
use crate::project::deployment::ImageFile;
use crate::rule::{Check, Context, rule};

rule!("duplicate-build", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    let images = &project.deployment.images;
    for (index, image) in images.iter().enumerate() {
        let Some(path) = image.path.as_ref().filter(|_| matches!(image.file, ImageFile::Found(_))) else {
            continue;
        };
        let same = |other: &&crate::project::deployment::Image| {
            other.file == image.file && other.stage == image.stage
        };
        let Some(first) = images.iter().take(index).find(same) else { continue };
        let found = cx.report(
            path.clone(),
            format!("`{}` builds the same image as `{}` again", image.name, first.name),
        );
        found.related(first.place.clone(), "already built here");
        found.help(format!(
            "remove this line, and give `{}` a `command` and `image: {}` under `run`",
            image.name, first.name
        ));
    }
}
