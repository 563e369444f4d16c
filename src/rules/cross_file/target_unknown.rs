use crate::base::source::Place;
use crate::base::suggest;
use crate::project::Project;
use crate::project::deployment::ImageFile;
use crate::rule::{Check, Context, rule};

rule!("target-unknown", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for image in &project.deployment.images {
        let (ImageFile::Found(index), Some((name, place)), None) = (&image.file, &image.target, image.stage)
        else {
            continue;
        };
        let Some(file) = project.dockerfiles.get(*index).filter(|_| !name.contains('$')) else { continue };
        let names: Vec<&str> =
            file.stages.iter().filter_map(|stage| Some(stage.name.as_ref()?.value.as_str())).collect();
        let found = cx.report(place.clone(), format!("`{}` has no stage `{name}`", file.source.shown()));
        found.related(Place::file(&file.source), "the Dockerfile");
        found.help(match (suggest::nearest(name, names.iter().copied()), names.as_slice()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => format!("name the stage there (`FROM … AS {name}`), or remove `target`"),
            (None, names) => format!("use one of its stages: `{}`", names.join("`, `")),
        });
    }
}
