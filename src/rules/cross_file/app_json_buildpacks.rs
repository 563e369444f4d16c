use crate::base::source::Place;
use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::yaml::Value;

rule!("app-json-buildpacks", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    let Some((source, document)) = &project.app_json else { return };
    let Some(entry) = document.root.as_ref().and_then(|root| root.entry("buildpacks")) else { return };
    if !matches!(&entry.value.value, Value::Sequence(items) if !items.is_empty()) {
        return;
    }
    // On any other stack, including the default one, they are used.
    let stack = document.root.as_ref().and_then(|root| root.entry("stack")).and_then(|it| it.value.as_text());
    if stack.is_none_or(|stack| stack.as_str() != "container") {
        return;
    }
    cx.report(Place::new(source, entry.key.span), "the container stack does not use buildpacks")
        .help("install what they provide in the Dockerfile, and remove this key");
}
