use crate::base::diagnostic::Edit;
use crate::base::suggest;
use crate::project::Project;
use crate::rule::{Check, Context, rule};

rule!("image-unknown", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    let names: Vec<&str> = project.deployment.images.iter().map(|image| image.name.as_str()).collect();
    if names.is_empty() {
        return;
    }
    for process in &project.deployment.processes {
        let Some((name, place)) = process.image_name.as_ref().filter(|_| process.image.is_none()) else {
            continue;
        };
        let found = cx.report(place.clone(), format!("no image named `{name}` is built"));
        let near = suggest::nearest(name, names.iter().copied());
        found.help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("use an image under `build.docker`: `{}`", names.join("`, `")),
        });
        if let Some(near) = near {
            found.unsafe_fix(format!("write `{near}`"), vec![Edit::new(place.clone(), near)]);
        }
    }
}
