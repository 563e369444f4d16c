use crate::build::context::Sight;
use crate::project::Project;
use crate::rule::{Check, Context, rule};

rule!("copy-source-missing", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for (copy, place) in project.copied() {
        let Sight::Missing { near, at_root } = &copy.sight else { continue };
        if near.is_none() && at_root.is_some() {
            continue;
        }
        let folder = project.context_shown(copy);
        cx.report(place, format!("there is no `{}` in {folder}", copy.path)).help(match near {
            Some(near) if near.eq_ignore_ascii_case(copy.path.trim_start_matches("./")) => {
                format!("did you mean `{near}`? Upper and lower case are told apart")
            }
            Some(near) if copy.path.ends_with(&format!("/{near}")) => {
                format!("did you mean `{near}`? Paths begin in the Dockerfile's own folder")
            }
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "add it to the repository, or remove it here; what a build makes is not there yet".to_owned()
            }
        });
    }
}
