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
        let found = cx.report(
            Place::new(&file.source, name.span),
            format!("an earlier stage is called `{}` too", earlier.value),
        );
        found.related(Place::new(&file.source, earlier.span), "the earlier stage");
        found.help("give each stage its own name: from here on the name means this one");
        if !refused {
            found.weigh(Severity::Warning.min(found.severity));
        }
    }
}
