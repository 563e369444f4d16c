use crate::base::diagnostic::Edit;
use crate::base::source::{Place, Span};
use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::yaml::Value;

rule!("app-json-stack", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    let Some((source, document)) = &project.app_json else { return };
    let Some(root) = document.root.as_ref().filter(|_| document.errors.is_empty()) else { return };
    let Value::Mapping(entries) = &root.value else { return };
    let help =
        "set `\"stack\": \"container\"`: review apps and the Heroku Button read the stack from app.json";
    if let Some(stack) = root.entry("stack") {
        if stack.value.as_text().map(|text| text.as_str()) != Some("container") {
            let place = Place::new(source, stack.value.span);
            cx.report(
                place.clone(),
                "app.json sets another stack than `container`, so heroku.yml is ignored",
            )
            .help(help)
            .fix("set the stack to `container`", vec![Edit::new(place, "\"container\"")]);
        }
        return;
    }
    let brace = Span::new(root.span.start, root.span.start + 1);
    let found = cx.report(
        Place::new(source, brace),
        "app.json does not set the stack, so apps created from it ignore heroku.yml",
    );
    found.help(help);
    // Written like the entry that is first now: same indentation, and a comma.
    if let Some(first) = entries.first() {
        let at = first.key.span.start;
        let gap = source.slice(Span::new(brace.end, at));
        let text = format!("\"stack\": \"container\",{}", if gap.is_empty() { " " } else { gap });
        found.fix("add the `container` stack", vec![Edit::new(Place::new(source, Span::at(at)), text)]);
    }
}
