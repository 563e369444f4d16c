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
                "heroku.yml builds images: write a Dockerfile that starts FROM it, and its path here"
                    .to_owned()
            }
            "a command" => format!(
                "commands go below `run`: `{}: {}`; here stands the path of a Dockerfile",
                image.name,
                place.text()
            ),
            "a folder" => format!("name the file in it: `{}/Dockerfile`", place.text().trim_end_matches('/')),
            _ => "the container stack does not read a Procfile: write the path of a Dockerfile".to_owned(),
        });
    }
}
