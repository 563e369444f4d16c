use crate::base::diagnostic::Edit;
use crate::base::source::{Place, Span};
use crate::build::base::base_image;
use crate::build::dockerfile::{Dockerfile, Setting, Stage};
use crate::exec::Script;
use crate::project::Mode;
use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};

rule!("script-not-executable", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let project = cx.project;
    for ran in process.launch.commands.iter().filter(|ran| !ran.conditional) {
        let Some(script) =
            ran.script.as_ref().filter(|script| script.executable == Some(false) && script.absence.is_none())
        else {
            continue;
        };
        let Some(source) = script.source() else { continue };
        let message = format!("`{}` is not executable", source.shown());
        let found = cx.report_ran(process, ran, script.word.clone(), message);
        found.help(match project.mode {
            Mode::Git => {
                format!("make it executable in git: `git update-index --chmod=+x {}`", source.shown())
            }
            Mode::Push => format!(
                "make it executable: `chmod +x {}`, or in git `git update-index --chmod=+x {}`",
                source.shown(),
                source.shown()
            ),
        });
        let built = project.deployment.built(process, &project.dockerfiles);
        if let Some(edit) = built.and_then(|(file, stage)| set_in_image(script, file, stage)) {
            found.fix("add a `RUN chmod +x`", vec![edit]);
        }
    }
}

/// A RUN after the COPY, if root executes it.
fn set_in_image(script: &Script, file: &Dockerfile, stage: &Stage) -> Option<Edit> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let base = base_image(file, stage)?;
    let as_root = file.ancestry(stage).all(|stage| stage.user == Setting::Base) && base.user.is_empty();
    let copy = file.instruction(script.brought_by?)?;
    let within = stage.instructions.contains(&script.brought_by?);
    let place = Place::new(&file.source, Span::at(copy.span.end));
    (as_root && base.shell && within && script.path.chars().all(plain))
        .then(|| Edit::new(place, format!("\nRUN chmod +x {}", script.path)))
}
