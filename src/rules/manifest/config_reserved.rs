use std::sync::Arc;

use crate::base::diagnostic::Edit;
use crate::base::source::{Place, Source};
use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::yaml::{Document, removal};

rule!("config-reserved", Check::Project(check));

/// What Heroku sets for each dyno.
const RESERVED: &[&str] = &["PORT", "DYNO"];

fn check(project: &Project, cx: &mut Context) {
    if let Some(manifest) = &project.manifest {
        look(&manifest.source, &manifest.document, &["build", "config"], cx);
        look(&manifest.source, &manifest.document, &["setup", "config"], cx);
    }
    if let Some((source, document)) = &project.app_json {
        look(source, document, &["env"], cx);
    }
}

fn look(source: &Arc<Source>, document: &Document, path: &[&str], cx: &mut Context) {
    let Some(root) = document.root.as_ref().filter(|_| document.errors.is_empty()) else { return };
    let Some(config) = document.find(path) else { return };
    for name in RESERVED {
        let Some(entry) = config.entry(name).filter(|entry| !entry.value.is_null()) else { continue };
        let is_build = path.first() == Some(&"build");
        let found = cx.report(
            Place::new(source, entry.key.span),
            match is_build {
                true => format!("Heroku sets `{name}` when a dyno starts, not while the image is built"),
                false => format!("Heroku sets `{name}` itself, to a different value in each dyno"),
            },
        );
        found.help("remove it, and read the variable from the environment when the process starts");
        let whole: Vec<&str> = path.iter().copied().chain([*name]).collect();
        if let Some(span) = removal(source.text(), root, &whole) {
            let edits = vec![Edit::new(Place::new(source, span), "")];
            let title = format!("remove `{name}`");
            if is_build {
                found.unsafe_fix(title, edits)
            } else {
                found.fix(title, edits)
            };
        }
    }
}
