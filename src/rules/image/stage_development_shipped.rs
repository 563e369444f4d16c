use crate::base::source::Place;
use crate::project::{Mode, Project, Shipped};
use crate::rule::{Check, Context, rule};

rule!("stage-development-shipped", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for shipped in project.shipped() {
        let Some(name) = &shipped.stage.name else { continue };
        if shipped.image.target.is_some()
            || shipped.file.stages.len() < 2
            || !is_for_development(shipped, &name.value)
        {
            continue;
        }
        let better = shipped
            .file
            .stages
            .iter()
            .rev()
            .filter_map(|stage| stage.name.as_ref())
            .find(|other| is_production(&other.value));
        let place = Place::new(&shipped.file.source, name.span);
        let found =
            cx.report(place, format!("the stage `{}` is deployed, because it is the last one", name.value));
        if let Some(better) = better {
            found.related(Place::new(&shipped.file.source, better.span), "this may be the stage to deploy");
        }
        found.help(match project.mode {
            Mode::Git => "move the stage to deploy to the end, or name it as `target` in heroku.yml",
            Mode::Push => "move the stage to deploy to the end of the file",
        });
    }
}

fn is_for_development(shipped: Shipped, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let of = |names: &[&str]| name.split(['-', '_', '.']).any(|part| names.contains(&part));
    if of(&["prod", "production", "release", "final", "runtime", "runner"]) {
        return false;
    }
    if of(&["dev", "devel", "development", "test", "tests", "testing", "debug", "lint"]) {
        return true;
    }
    let starts_nothing = shipped.stage.cmd.index().is_none() && shipped.stage.entrypoint.index().is_none();
    let run_by_manifest = shipped.image.path.is_some();
    of(&["builder", "build"]) && starts_nothing && !run_by_manifest
}

fn is_production(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["prod", "production", "release", "final", "runtime", "runner"].iter().any(|word| name.contains(word))
}
