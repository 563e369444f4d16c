use crate::base::diagnostic::Severity;
use crate::project::manifest::{Manifest, MistakeKind};
use crate::rule::{Check, Context, rule};

rule!("manifest-no-images", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in manifest.mistakes.iter().filter(|one| one.kind == MistakeKind::NoImages) {
        let place = manifest.place(one.span);
        let project = cx.project;
        // Without a Dockerfile buildpacks build the app, and nothing reads heroku.yml.
        if project.dockerfiles.is_empty() && (project.procfile.is_some() || has_buildpacks(cx)) {
            cx.report(
                place,
                "heroku.yml builds no image, and this app is built by buildpacks: nothing reads the file",
            )
            .weigh(Severity::Warning)
            .help("remove heroku.yml, or add a Dockerfile and name it below `build.docker`");
            continue;
        }
        let message = match place.text() {
            "docker" => "`docker` names no image, so there is nothing to run".to_owned(),
            "build" => "`build` names no image, so there is nothing to run".to_owned(),
            key => format!("`{key}` needs an image to run in, but heroku.yml builds none"),
        };
        cx.report(place, message)
            .help("name an image and its Dockerfile, for example `build: {docker: {web: Dockerfile}}`");
    }
}

fn has_buildpacks(cx: &Context) -> bool {
    let root = cx.project.app_json.as_ref().and_then(|(_, document)| document.root.as_ref());
    root.and_then(|root| root.entry("buildpacks")).is_some_and(|entry| !entry.value.items().is_empty())
}
