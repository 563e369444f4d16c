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
        cx.report(place, format!("`{}` does not exist in {folder}", copy.path)).help(match near {
            Some(near) if near.eq_ignore_ascii_case(copy.path.trim_start_matches("./")) => {
                format!("did you mean `{near}`? Names are case-sensitive")
            }
            Some(near) if copy.path.ends_with(&format!("/{near}")) => {
                format!("did you mean `{near}`? Paths are relative to the folder of the Dockerfile")
            }
            Some(near) => format!("did you mean `{near}`?"),
            None if super::is_env_file(&copy.path) => {
                "remove it here, and set the variables with `heroku config:set NAME=value`".to_owned()
            }
            None => "commit the file, or create it in the Dockerfile before it is copied".to_owned(),
        });
    }
}
