use crate::base::diagnostic::{Edit, Severity};
use crate::base::source::{Place, Span};
use crate::project::Project;
use crate::project::deployment::ImageFile;
use crate::project::manifest::{Manifest, MistakeKind};
use crate::project::signs::is_herokus_app_json;
use crate::rule::{Check, Context, rule};
use crate::syntax::yaml::Value;

rule!("app-json-stack", Check::Project(check));

const HELP: &str =
    "set `\"stack\": \"container\"`: review apps and the Heroku Button read the stack from app.json";

fn check(project: &Project, cx: &mut Context) {
    let Some((source, document)) = &project.app_json else { return };
    let Some(root) = document.root.as_ref().filter(|_| document.errors.is_empty()) else { return };
    let Value::Mapping(entries) = &root.value else { return };
    let Some(manifest) =
        project.manifest.as_ref().filter(|manifest| is_herokus_app_json(root) && builds(project, manifest))
    else {
        return;
    };
    // With a list of buildpacks both ways to build may be meant.
    let buildpacks = root.entry("buildpacks").filter(|entry| !entry.value.items().is_empty());
    if let Some(stack) = root.entry("stack") {
        if stack.value.as_text().map(|text| text.as_str()) != Some("container") {
            let place = Place::new(source, stack.value.span);
            let found = cx.report(
                place.clone(),
                "app.json sets another stack than `container`, so heroku.yml is ignored",
            );
            found.help(HELP);
            match buildpacks {
                Some(entry) => {
                    found.weigh(Severity::Info);
                    found.related(Place::new(source, entry.key.span), "the buildpacks for that stack");
                }
                None => {
                    let edits = vec![Edit::new(place, "\"container\"")];
                    found.unsafe_fix("set the stack to `container`", edits);
                }
            }
        }
        return;
    }
    let brace = Span::new(root.span.start, root.span.start + 1);
    let found = cx.report(
        Place::new(source, brace),
        "app.json does not set the stack, so apps created from it ignore heroku.yml",
    );
    found.help(HELP);
    if let Some(entry) = buildpacks {
        found.weigh(Severity::Info);
        found.related(Place::new(source, entry.key.span), "the buildpacks that build those apps");
        return;
    }
    // Written like the entry that is first now: same indentation, and a comma.
    if let Some(first) = entries.first() {
        let at = first.key.span.start;
        let gap = source.slice(Span::new(brace.end, at));
        let text = format!("\"stack\": \"container\",{}", if gap.is_empty() { " " } else { gap });
        let edits = vec![Edit::new(Place::new(source, Span::at(at)), text)];
        found.offer(is_settled(project, manifest), "add the `container` stack", edits);
    }
}

/// Whether heroku.yml builds an image, and asks for no buildpacks.
fn builds(project: &Project, manifest: &Manifest) -> bool {
    let found = project.deployment.images.iter().any(|image| matches!(image.file, ImageFile::Found(_)));
    let other = |kind: &MistakeKind| matches!(kind, MistakeKind::Legacy(_) | MistakeKind::Foreign(_));
    found && !manifest.mistakes.iter().any(|one| other(&one.kind))
}

/// Whether the images are sure to be built, and nothing says that apps are built in another way as well.
fn is_settled(project: &Project, manifest: &Manifest) -> bool {
    let images = &project.deployment.images;
    manifest.is_whole()
        && manifest.mistakes.is_empty()
        && images.iter().all(|image| matches!(image.file, ImageFile::Found(_)) && image.stage.is_some())
        && project.procfile.is_none()
}
