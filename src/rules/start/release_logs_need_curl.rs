use crate::base::source::Place;
use crate::build::base::base_image;
use crate::build::dockerfile::Dockerfile;
use crate::project::deployment::{Process, Role};
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("release-logs-need-curl", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let project = cx.project;
    let Some((file, stage)) = project.deployment.built(process, &project.dockerfiles) else { return };
    let Some(base) = base_image(file, stage).filter(|_| process.role == Role::Release) else { return };
    let brought =
        file.ancestry(stage).flat_map(|stage| stage.instructions.clone()).any(|index| may_bring(file, index));
    if base.brings("curl") || brought {
        return;
    }
    let bottom = file.ancestry(stage).last().unwrap_or(stage);
    let place = Place::new(&file.source, bottom.image.span);
    let message = format!(
        "`{}` has no curl, which Heroku needs to stream the output of the release",
        bottom.image.value
    );
    let found = cx.report(place, message);
    if process.place.source.path() != file.source.path() {
        found.related(process.place.clone(), "the release");
    }
    found.help("install curl in the image; without it the output is only in `heroku logs`");
}

/// Whether an instruction installs curl, or copies programs.
fn may_bring(file: &Dockerfile, index: usize) -> bool {
    file.instruction(index).is_some_and(|instruction| {
        let text = file.source.slice(instruction.span);
        match &instruction.kind {
            Kind::Run(_) => text.contains("curl") || text.contains("$(") || text.contains("xargs"),
            Kind::Copy(_) | Kind::Add(_) => {
                ["curl", "/usr", "/bin", " / "].iter().any(|part| text.contains(part))
            }
            _ => false,
        }
    })
}
