use std::collections::HashMap;

use crate::base::diagnostic::Severity;
use crate::base::source::Place;
use crate::build::Builder;
use crate::build::dockerfile::Dockerfile;
use crate::rule::{Check, Context, rule};

rule!("duplicate-stage-name", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    let refused = cx.project.builder == Builder::Classic;
    let mut first = HashMap::new();
    for name in file.stages.iter().filter_map(|stage| stage.name.as_ref()) {
        let earlier = *first.entry(name.value.to_ascii_lowercase()).or_insert(name);
        if earlier.span == name.span {
            continue;
        }
        let found =
            cx.report(Place::new(&file.source, name.span), format!("duplicate stage name `{}`", name.value));
        found.related(Place::new(&file.source, earlier.span), "first used here");
        found.help("give each stage its own name");
        if !refused {
            found.weigh(Severity::Warning.min(found.severity));
        }
    }
}
