use std::collections::BTreeSet;

use crate::base::source::Place;
use crate::build::Builder;
use crate::build::dockerfile::{Dockerfile, Stage};
use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("classic-unused-stage", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for (number, stages) in project.deployment.built_stages(&project.dockerfiles, Builder::Classic) {
        let Some(file) = project.dockerfiles.get(number) else { continue };
        let needed = project.deployment.built_stages(&project.dockerfiles, Builder::Buildkit);
        let needed: BTreeSet<usize> = needed.get(&number).cloned().unwrap_or_default();
        let unused = stages.iter().filter(|stage| !needed.contains(stage));
        for stage in unused.filter_map(|stage| file.stages.get(*stage)).filter(|stage| is_work(file, stage)) {
            let word = stage.name.as_ref().unwrap_or(&stage.image);
            let what = stage
                .name
                .as_ref()
                .map_or("this stage".to_owned(), |name| format!("the stage `{}`", name.value));
            cx.report(
                Place::new(&file.source, word.span),
                format!("Heroku's builder builds {what} too, though the image needs nothing of it"),
            )
            .help("move it behind the stage that ships, or into a Dockerfile of its own");
        }
    }
}

/// Whether the stage takes time, or can fail.
fn is_work(file: &Dockerfile, stage: &Stage) -> bool {
    file.steps_of(stage)
        .any(|step| matches!(step.instruction.kind, Kind::Run(_) | Kind::Copy(_) | Kind::Add(_)))
}
