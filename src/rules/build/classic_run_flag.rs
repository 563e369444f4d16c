use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("classic-run-flag", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for step in project.built_steps().filter(|step| matches!(step.instruction.kind, Kind::Run(_))) {
        for flag in &step.instruction.flags {
            let name = flag.name.value.as_str();
            if ["mount", "network", "security"].contains(&name) {
                cx.report(
                    step.place(flag.span),
                    format!("Heroku's builder stops here: `--{name}` requires BuildKit"),
                )
                .help(help(name, flag.value.as_ref().map_or("", |value| value.value.as_str())));
            }
        }
    }
}

fn help(flag: &str, value: &str) -> &'static str {
    match flag {
        "mount" if value.contains("type=secret") || value.contains("type=ssh") => {
            "Heroku passes no secrets to a build: fetch what needs them before, or build elsewhere and push the image"
        }
        "mount" if value.contains("type=bind") || !value.contains("type=") => {
            "copy the files with COPY, or COPY --from, before this RUN"
        }
        "mount" => "remove the flag: no cache is kept from one build to the next on Heroku",
        _ => "remove the flag",
    }
}
