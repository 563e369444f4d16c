use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("volume-ignored", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for shipped in project.shipped() {
        for step in shipped.steps() {
            let Kind::Volume(paths) = &step.instruction.kind else { continue };
            for path in paths.iter().filter(|path| !is_scratch(&path.value)) {
                cx.report(
                    step.place(path.span),
                    format!(
                        "VOLUME has no effect on Heroku: `{}` is lost when the dyno restarts",
                        path.value
                    ),
                )
                .help(
                    "store data in an add-on such as Heroku Postgres, and files in object storage such as S3",
                );
            }
        }
    }
}

/// Folders for temporary files.
fn is_scratch(path: &str) -> bool {
    let path = path.trim_matches(['"', '\'']).trim_end_matches('/');
    ["/tmp", "/var/tmp", "/run", "/var/run", "/dev/shm"].iter().any(|scratch| {
        path == *scratch || path.strip_prefix(scratch).is_some_and(|rest| rest.starts_with('/'))
    }) || path.contains("cache")
}
