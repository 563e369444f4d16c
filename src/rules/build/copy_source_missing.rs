use crate::base::diagnostic::Severity;
use crate::build::context::Sight;
use crate::project::Project;
use crate::rule::{Check, Context, rule};

rule!("copy-source-missing", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for (copy, place) in project.copied() {
        let Sight::Missing { near, at_root } = &copy.sight else { continue };
        if (near.is_none() && at_root.is_some()) || project.is_made(&copy.path) {
            continue;
        }
        let folder = project.context_shown(copy);
        if near.is_none() && is_optional(&copy.path) {
            let message = format!("no file in {folder} matches `{}`, and a COPY of nothing fails", copy.path);
            cx.report(place, message)
                .weigh(Severity::Warning)
                .help("copy a file that always exists in the same COPY, or remove it");
            continue;
        }
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

/// `config.py*`: the whole name of a file with a `*` behind it, for one that may be there or not.
fn is_optional(path: &str) -> bool {
    let Some(name) = path.rsplit('/').next().and_then(|name| name.strip_suffix('*')) else { return false };
    name.contains('.')
        && !name.contains(['*', '?', '['])
        && name.trim_start_matches('.').len() > 2
        && !name.ends_with('.')
}
