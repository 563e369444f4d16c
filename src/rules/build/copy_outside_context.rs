use crate::build::context::Sight;
use crate::project::{Mode, Project};
use crate::rule::{Check, Context, rule};

rule!("copy-outside-context", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for (copy, place) in project.copied() {
        let folder = project.context_shown(copy);
        let (message, help) = match &copy.sight {
            Sight::Outside { .. } => (
                format!("`{}` leads out of the build context", copy.path),
                format!(
                    "only what lies in {folder} can be copied: move the file there, or the Dockerfile up"
                ),
            ),
            Sight::Missing { at_root: Some(at), near: None } if project.mode == Mode::Git => (
                format!("`{}` is not in the build context: the Dockerfile's own folder, {folder}", copy.path),
                format!(
                    "Heroku builds each Dockerfile from its own folder: move it to where `{at}` can be seen"
                ),
            ),
            _ => continue,
        };
        cx.report(place, message).help(help);
    }
}
