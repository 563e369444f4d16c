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
                    format!("Heroku's builder does not support `--{name}`, so the build fails"),
                )
                .help(help(name, flag.value.as_ref().map_or("", |value| value.value.as_str())));
            }
        }
    }
}

fn help(flag: &str, value: &str) -> &'static str {
    match flag {
        "mount" if value.contains("type=secret") || value.contains("type=ssh") => {
            "Heroku cannot pass secrets to a build: use them when the process starts, or build elsewhere and push the image"
        }
        "mount" if value.contains("type=bind") || !value.contains("type=") => {
            "copy the files with `COPY` or `COPY --from` before this RUN"
        }
        "mount" => "remove the flag: Heroku keeps no cache between builds",
        _ => "remove the flag",
    }
}
