use crate::build::context::Sight;
use crate::project::{Mode, Project};
use crate::rule::{Check, Context, rule};

rule!("copy-outside-context", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for (copy, place) in project.copied() {
        let folder = project.context_shown(copy);
        let (message, help) = match &copy.sight {
            Sight::Outside { .. } => (
                format!("`{}` is outside of the build context", copy.path),
                format!(
                    "move the file into {folder}, or move the Dockerfile up: only files in its folder can be copied"
                ),
            ),
            Sight::Missing { at_root: Some(at), near: None } if project.mode == Mode::Git => (
                format!("`{}` is not in the build context, which is the folder of the Dockerfile", copy.path),
                format!(
                    "move the Dockerfile next to `{at}`, or the file into {folder}: Heroku has no setting for the build context"
                ),
            ),
            _ => continue,
        };
        cx.report(place, message).help(help);
    }
}
