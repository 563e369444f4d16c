use crate::project::manifest::{Manifest, MistakeKind};
use crate::rule::{Check, Context, rule};

rule!("manifest-no-images", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for one in manifest.mistakes.iter().filter(|one| one.kind == MistakeKind::NoImages) {
        let place = manifest.place(one.span);
        let message = match place.text() {
            "docker" => "`docker` names no image, so there is nothing to run in".to_owned(),
            "build" => "`build` names no image, so there is nothing to run in".to_owned(),
            key => format!("no image is built for `{key}` to run in"),
        };
        cx.report(place, message)
            .help("name an image and its Dockerfile: `build:`, below it `docker:`, and below that `web: Dockerfile`");
    }
}
