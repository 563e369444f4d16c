use crate::project::Project;
use crate::project::deployment::ImageFile;
use crate::rule::{Check, Context, rule};

rule!("dockerfile-not-one", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for image in &project.deployment.images {
        let (ImageFile::NotOne(what), Some(place)) = (&image.file, &image.path) else { continue };
        let found = cx.report(place.clone(), format!("this is {what}, not the path of a Dockerfile"));
        found.help(match *what {
            "an image" => {
                format!("write a Dockerfile that starts with `FROM {}`, and its path here", place.text())
            }
            "a command" => format!(
                "move it to `run` as `{}: {}`, and write the path of a Dockerfile here",
                image.name,
                place.text()
            ),
            "a folder" => format!("name the file in it: `{}/Dockerfile`", place.text().trim_end_matches('/')),
            _ => "write the path of a Dockerfile: the container stack does not use a Procfile".to_owned(),
        });
    }
}
