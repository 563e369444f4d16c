use crate::base::source::Place;
use crate::build::dockerfile::Base;
use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::image::Reference;

rule!("image-private", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for (file, stage) in project.built_stages() {
        let Base::Image(reference) = &stage.base else { continue };
        let Some(why) = needs_login(reference) else { continue };
        let place = Place::new(&file.source, stage.image.span);
        cx.report(place, format!("Heroku cannot pull this base image: {why}")).help(
            "use a public base image, or build elsewhere and push the image with `heroku container:push`",
        );
    }
}

/// Only registries that never serve an image without a login.
fn needs_login(reference: &Reference) -> Option<&'static str> {
    let registry = reference.registry();
    let host = registry.split(':').next().unwrap_or("");
    if host.ends_with(".amazonaws.com") && host.contains(".dkr.ecr.") {
        return Some("a private Amazon ECR registry requires a login");
    }
    if host == "localhost"
        || host.starts_with("127.")
        || [".local", ".internal", ".lan"].iter().any(|end| host.ends_with(end))
    {
        return Some("its registry is not on the public internet");
    }
    LOGIN.iter().find(|(name, _)| *name == host).map(|(_, why)| *why)
}

const LOGIN: &[(&str, &str)] = &[
    ("docker.pkg.github.com", "`docker.pkg.github.com` requires a login"),
    ("registry.heroku.com", "`registry.heroku.com` requires a login"),
    ("registry.redhat.io", "`registry.redhat.io` requires a login"),
];
