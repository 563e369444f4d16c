use crate::base::source::Span;
use crate::build::run_scripts::Run;
use crate::project::Project;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::expand::Lookup;
use crate::syntax::shell::PartKind;

rule!("config-var-at-build", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for (file, stage) in project.built_stages() {
        for run in file.runs_in(stage.instructions.clone()).filter(|run| !run.step.onbuild) {
            for (name, span) in needed(&run) {
                cx.report(run.step.place(span), format!("`{name}` is empty during the build, because config vars are only set when a dyno runs"))
                    .help("set a dummy value in this RUN if any value works; otherwise run the command under `release` or when the process starts");
            }
        }
    }
}

/// Config vars that the script uses and that have no value, each once.
fn needed(run: &Run) -> Vec<(String, Span)> {
    let commands = &run.run.script.commands;
    let assigned =
        |name: &str| commands.iter().flat_map(|one| one.assigned()).any(|one| one.name.value == name);
    let mut found: Vec<(String, Span)> = Vec::new();
    for command in commands
        .iter()
        .filter(|one| !matches!(one.effective().program.as_str(), "[" | "[[" | "test" | "echo" | "printf"))
    {
        for part in command.words.iter().flat_map(|word| &word.parts) {
            let PartKind::Variable(variable) = &part.kind else { continue };
            let name = &variable.name;
            let unset = match run.step.file.variable(run.step.stage, run.step.index, name) {
                Lookup::Value(value) => value.is_empty(),
                Lookup::Unset => true,
                Lookup::Unknown => {
                    run.step.stage.is_some_and(|stage| stage.scope.definitions(name).is_empty())
                }
            };
            let new = !found.iter().any(|(known, _)| known == name);
            if variable.operation.is_none()
                && NAMES.contains(&name.as_str())
                && unset
                && new
                && !assigned(name)
            {
                found.push((name.clone(), part.span));
            }
        }
    }
    found
}

/// Names that add-ons and frameworks give to config vars.
const NAMES: &[&str] = &[
    "CLOUDINARY_URL",
    "DATABASE_URL",
    "ELASTICSEARCH_URL",
    "HEROKU_POSTGRESQL_URL",
    "MONGODB_URI",
    "MONGO_URL",
    "RAILS_MASTER_KEY",
    "REDISCLOUD_URL",
    "REDIS_TLS_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "SECRET_KEY_BASE",
    "SENTRY_AUTH_TOKEN",
    "SENTRY_DSN",
];
