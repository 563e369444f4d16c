use crate::base::path;
use crate::base::source::Place;
use crate::build::dockerfile::Dockerfile;
use crate::exec::{Line, Ran};
use crate::project::Project;
use crate::project::deployment::{Process, Role};
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Command;
use crate::tables::commands::{self, ENDS, WORKERS};

rule!("release-starts-server", Check::Process(check));

const HELP: &str = "only run commands that end in the release, such as database migrations";

fn check(process: &Process, cx: &mut Context) {
    if process.role != Role::Release {
        return;
    }
    let commands = &process.launch.commands;
    let stays = |ran: &&Ran| !ran.conditional && !ran.background && !ran.goes_away;
    if let Some(ran) = commands.iter().filter(stays).find(|ran| ran.serves() || works(ran)) {
        let message = format!("the release starts `{}`, which never ends", ran.what());
        cx.report_ran(process, ran, ran.place.clone(), message).help(HELP);
        return;
    }
    let Some(command) = &process.started.command else { return };
    let same = |other: &&Process| {
        other.role != Role::Release && other.started.command.as_ref().is_some_and(|it| is_same(it, command))
    };
    let project = cx.project;
    if let Some(other) = project.deployment.processes.iter().find(same) {
        let line = other.started.command.as_ref().map(Line::place);
        let found = cx.report(
            command.place(),
            format!("the release runs the command of `{}`, which never ends", other.name),
        );
        if let Some(line) = line {
            found.related(line, "the same command");
        }
        found.help(HELP);
    } else if let Some((line, name)) = own_command(process, command, project) {
        cx.report(
            command.place(),
            format!("the release runs the command of the image `{name}`, which never ends"),
        )
        .related(line, "the same command")
        .help(HELP);
    }
}

/// Whether a command is a worker, or a bot by the name of its file.
fn works(ran: &Ran) -> bool {
    let by_name = ran.script.as_ref().is_some_and(|script| {
        let name = path::name(&script.path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_ascii_lowercase();
        stem.split(['-', '_']).next_back().is_some_and(|last| ["bot", "worker"].contains(&last))
    });
    by_name || WORKERS.iter().any(|row| commands::fits(row, &ran.name, &ran.args))
}

/// The same text in another place, or the same program and arguments.
fn is_same(one: &Line, other: &Line) -> bool {
    let place = one.place();
    !place.holds(&other.place()) && words(&one.text()) == words(&other.text())
}

/// The words of a command line; its program by the name of its file alone.
fn words(text: &str) -> Vec<String> {
    let mut words = text.split_whitespace().map(str::to_owned).skip_while(|word| word == "exec");
    let program = words.next().map(|word| path::name(&word).to_owned());
    program.into_iter().chain(words).collect()
}

/// The command that the image has by itself, where another process runs in the image and the release repeats that
/// command.
fn own_command(process: &Process, command: &Line, project: &Project) -> Option<(Place, String)> {
    let index = process.image?;
    let image = project.deployment.images.get(index)?;
    let (file, stage) = image.built(&project.dockerfiles)?;
    let shared = project
        .deployment
        .processes
        .iter()
        .any(|other| other.role != Role::Release && other.image == Some(index));
    let ends = |ran: &Ran| ENDS.iter().any(|row| commands::fits(row, &ran.name, &ran.args));
    let last_ends = process.launch.last().is_some_and(|(last, _)| ends(last));
    let own = line(file, file.command(stage.cmd)?);
    (shared && !last_ends && is_same(&own, command)).then(|| (own.place(), image.name.clone()))
}

fn line(file: &Dockerfile, command: &Command) -> Line {
    match command {
        Command::Exec(words, span) => Line::exec(&file.source, words.clone(), *span),
        Command::Shell(text) => Line::shell(&file.source, text.clone()),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn what_never_ends() {
        const MANIFEST: &str =
            "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: gunicorn app\nrelease:\n  command:\n    - ";
        for (command, says) in [
            ("python bot.py", Some("the release starts `python`, which never ends")),
            ("celery -A app worker", Some("the release starts `celery`, which never ends")),
            ("./start", Some("the release runs the command of the image `web`, which never ends")),
            ("python manage.py migrate", None),
            ("python robot_setup.py", None),
            ("celery -A app upgrade", None),
        ] {
            let manifest = format!("{MANIFEST}{command}\n");
            let expected = says.map(|says| format!("heroku.yml:8:7: {says}"));
            let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
            let dockerfile = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nCMD [\"/app/start\"]\n";
            check(
                "release-starts-server",
                [("heroku.yml", manifest.as_str()), ("Dockerfile", dockerfile), ("bot.py", "x = 1\n")],
                &expected,
            );
        }
    }
}
