use crate::base::diagnostic::Severity;
use crate::base::source::Place;
use crate::build::Builder;
use crate::build::context::Sight;
use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::gomatch;

rule!("copy-source-ignored", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for (copy, place) in project.copied() {
        let Sight::Ignored { pattern, undone } = &copy.sight else { continue };
        let ignore =
            project.copies.ignores.iter().find(|(file, _)| *file == copy.file).map(|(_, source)| source);
        let found = cx
            .report(place, format!("`{}` cannot be copied, because `.dockerignore` excludes it", copy.path));
        if project.builder == Builder::Buildkit && gomatch::has_wildcard(&copy.path) {
            found.weigh(Severity::Warning.min(found.severity));
        }
        if let Some(ignore) = ignore {
            found.related(Place::new(ignore, *pattern), "this pattern excludes it");
            if let Some(undone) = undone {
                found.related(
                    Place::new(ignore, *undone),
                    "this exception is too early: the last match takes effect",
                );
            }
        }
        found.help(format!(
            "remove the pattern, or add `!{}` after it",
            copy.path.trim_start_matches("./").trim_start_matches('/')
        ));
    }
}
