use crate::model::deployment::Built;
use crate::model::project::Project;
use crate::rules::rule::{Check, Context, rule};

rule!("run-starts-server", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for Built { file, index, ran } in &project.deployment.builds {
        if ran.conditional || ran.background || ran.goes_away || ran.excused {
            continue;
        }
        let Some(step) = project.dockerfiles.get(*file).and_then(|file| file.step(*index)) else { continue };
        let inside = step.place(step.instruction.span);
        let place = if inside.holds(&ran.place) { ran.place.clone() } else { inside.clone() };
        let name = ran.server.map_or(ran.name.as_str(), |server| server.name);
        let found = cx.report(place, format!("the build starts {name} here, and never ends"));
        if !inside.holds(&ran.place) {
            found.related(ran.place.clone(), "what is started");
        }
        found.help("RUN is carried out while the image is built: start the server by CMD");
    }
}
