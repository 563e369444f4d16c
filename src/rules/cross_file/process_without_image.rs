use crate::project::deployment::{Process, Role};
use crate::rule::{Check, Context, rule};

rule!("process-without-image", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let images = &cx.project.deployment.images;
    if process.image.is_some()
        || process.image_name.is_some()
        || process.role == Role::Release
        || images.is_empty()
    {
        return;
    }
    let names: Vec<&str> = images.iter().map(|image| image.name.as_str()).collect();
    let example = if names.contains(&"web") { "web" } else { names.first().copied().unwrap_or("web") };
    cx.report(process.place.clone(), format!("`{}` has no image to run in", process.name)).help(format!(
        "add `{}` to `build.docker`, or give it a `command` and `image: {example}`",
        process.name
    ));
}
