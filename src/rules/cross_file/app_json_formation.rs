use crate::base::source::Place;
use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::yaml::Value;

rule!("app-json-formation", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    let Some((source, document)) = &project.app_json else { return };
    let Some(entry) = document.root.as_ref().and_then(|root| root.entry("formation")) else { return };
    let Value::Mapping(formation) = &entry.value.value else { return };
    let names: Vec<&str> = project
        .deployment
        .processes
        .iter()
        .map(|process| process.name.as_str())
        .chain(project.deployment.images.iter().map(|image| image.name.as_str()))
        .collect();
    if names.is_empty() {
        return;
    }
    for one in formation {
        let Some(name) = one.key.as_text().map(|name| name.as_str()).filter(|name| !names.contains(name))
        else {
            continue;
        };
        cx.report(
            Place::new(source, one.key.span),
            format!("heroku.yml does not define the process `{name}`"),
        )
        .help(format!("use one of its processes: {}", names_of(&names)));
    }
}

fn names_of(names: &[&str]) -> String {
    let mut unique: Vec<String> = Vec::new();
    for name in names.iter().map(|name| format!("`{name}`")) {
        if !unique.contains(&name) {
            unique.push(name);
        }
    }
    unique.join(", ")
}
