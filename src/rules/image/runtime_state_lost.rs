use crate::base::source::Place;
use crate::exec::Ran;
use crate::project::Mode;
use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::expand::Lookup;
use crate::tables::commands;
use crate::tables::commands::DATABASES;

rule!("runtime-state-lost", Check::Process(check));

const HELP: &str =
    "use an add-on such as Heroku Postgres: the disk is discarded at each restart, at least once a day";

fn check(process: &Process, cx: &mut Context) {
    if cx.project.mode != Mode::Git {
        return;
    }
    for ran in process.launch.commands.iter().filter(|ran| !ran.conditional) {
        if DATABASES.iter().any(|row| commands::fits(row, &ran.name, &ran.args)) {
            let message =
                format!("`{}` stores its data on the disk of the dyno, which is discarded", ran.name);
            cx.report_ran(process, ran, ran.program.clone(), message).help(HELP);
        } else if let Some(file) = sqlite(ran) {
            let message = format!("the database `{file}` is on the disk of the dyno, which is discarded");
            cx.report_ran(process, ran, ran.place.clone(), message).help(HELP);
        }
    }
    for (name, value, place) in files(process, cx) {
        cx.report(
            place,
            format!("`{name}` is set to `{value}`, on the disk of the dyno, which is discarded"),
        )
        .help(HELP);
    }
}

/// The file of a SQLite database among the arguments.
fn sqlite(ran: &Ran) -> Option<&str> {
    let tools = ["echo", "printf", "sed", "grep", "export"];
    let file = ran.args.iter().find_map(|arg| arg.split_once("sqlite:///").map(|(_, file)| file))?;
    let kept = !file.is_empty() && !file.contains(":memory:") && !is_passing(file);
    (kept && !tools.contains(&ran.name.as_str())).then_some(file)
}

/// `/tmp` is for data that may be lost.
fn is_passing(file: &str) -> bool {
    let file = file.trim_start_matches('/');
    file.starts_with("tmp/") || file.starts_with("dev/shm/")
}

/// Ends of the names of variables that hold the path of a database.
const NAMES: &[&str] =
    &["DB_PATH", "DB_FILE", "DATABASE_PATH", "DATABASE_FILE", "SQLITE_PATH", "SQLITE_FILE", "SQLITE_DB"];
const ENDS: &[&str] = &[".db", ".sqlite", ".sqlite3"];

/// Variables of the image that name the file of a database: whatever their value, it is a file.
fn files(process: &Process, cx: &Context) -> Vec<(String, String, Place)> {
    let project = cx.project;
    let Some((file, stage)) = project.deployment.built(process, &project.dockerfiles) else {
        return Vec::new();
    };
    let set = file.ancestry(stage).flat_map(|stage| stage.scope.final_env());
    let named = set.filter(|(name, _)| NAMES.iter().any(|end| name.ends_with(end)));
    let found = named.filter_map(|(name, definition)| {
        let Lookup::Value(value) = &definition.value else { return None };
        let is_file = ENDS.iter().any(|end| value.ends_with(end)) && !is_passing(value);
        is_file.then(|| (name.to_owned(), value.clone(), Place::new(&file.source, definition.key)))
    });
    found.collect()
}
