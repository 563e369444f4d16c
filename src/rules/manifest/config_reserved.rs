use crate::diagnostic::Edit;
use crate::model::project::Project;
use crate::rules::rule::{Check, Context, rule};
use crate::source::{Place, Span};

rule!("config-reserved", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    if let Some(manifest) = &project.manifest {
        for var in manifest
            .build_config
            .iter()
            .chain(&manifest.setup_config)
            .filter(|var| is_reserved(&var.name.value))
        {
            let found = report(cx, manifest.place(var.name.span), &var.name.value);
            let line = manifest.source.line(manifest.source.position(var.name.span.start).line);
            let alone = line.is_some_and(|line| {
                manifest.source.slice(Span::new(line.start, var.name.span.start)).trim().is_empty()
            });
            let others = manifest.build_config.len().max(manifest.setup_config.len()) > 1;
            if let Some(line) = line.filter(|_| alone && others) {
                found.fix(
                    format!("remove `{}`", var.name.value),
                    vec![Edit::new(manifest.place(Span::new(line.start, line.end + 1)), "")],
                );
            }
        }
    }
    let Some((source, document)) = &project.app_json else { return };
    for entry in document.find(&["env"]).map_or(&[][..], |env| env.entries()) {
        if is_reserved(entry.name()) {
            report(cx, Place::new(source, entry.key.span), entry.name());
        }
    }
}

fn is_reserved(name: &str) -> bool {
    name == "PORT" || name == "DYNO"
}

fn report<'a>(cx: &'a mut Context, place: Place, name: &str) -> &'a mut crate::diagnostic::Diagnostic {
    cx.report(place, format!("`{name}` is Heroku's own: it sets it for each dyno"))
        .help("remove it, and read it from the environment when the dyno runs")
}
