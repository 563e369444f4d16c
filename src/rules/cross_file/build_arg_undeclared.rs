use crate::base::source::Place;
use crate::project::Project;
use crate::project::deployment::ImageFile;
use crate::rule::{Check, Context, rule};

rule!("build-arg-undeclared", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    let Some(manifest) = &project.manifest else { return };
    let images = &project.deployment.images;
    if images.is_empty() || !images.iter().all(|image| matches!(image.file, ImageFile::Found(_))) {
        return;
    }
    for var in &manifest.build_config {
        let name = var.name.value.as_str();
        if PREDEFINED.iter().any(|known| known.eq_ignore_ascii_case(name)) || is_declared(project, name) {
            continue;
        }
        cx.report(Place::new(&manifest.source, var.name.span), format!("no Dockerfile declares `ARG {name}`, so this value has no effect"))
            .help(format!("add `ARG {name}` to the stage that uses it, or set it for the dyno with `heroku config:set {name}=…`"));
    }
}

fn is_declared(project: &Project, name: &str) -> bool {
    project.shipped().iter().any(|shipped| {
        let file = shipped.file;
        let argument =
            |scope: &crate::build::dockerfile::Scope| scope.definitions(name).iter().any(|one| !one.env);
        argument(&file.globals) || file.stages.iter().any(|stage| argument(&stage.scope))
    })
}

/// Arguments that need no ARG.
const PREDEFINED: &[&str] = &["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"];
