use crate::exec::Ran;
use crate::project::deployment::{Process, Role};
use crate::rule::{Check, Context, rule};
use crate::tables::commands;
use crate::tables::commands::{UPLOADS, WRITES};

rule!("release-writes-files", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let commands = &process.launch.commands;
    let uploads = commands.iter().any(|ran| UPLOADS.contains(&ran.name.as_str()));
    if process.role != Role::Release || process.uploads || uploads {
        return;
    }
    for ran in commands.iter().filter(|ran| !ran.conditional) {
        let row = WRITES.iter().find(|row| commands::fits(row, &ran.name, &ran.args));
        let Some(what) = row.map(|row| what(ran, row.1)).or_else(|| copies(ran)) else { continue };
        let message = format!("the files that `{what}` creates are lost when the release ends");
        cx.report_ran(process, ran, ran.place.clone(), message).help(
            "create them in the image, with a RUN: the release has its own dyno, whose disk is discarded",
        );
    }
}

/// The word that says what is done.
fn what<'a>(ran: &'a Ran, words: &[&str]) -> &'a str {
    ran.args.iter().find(|arg| words.contains(&arg.as_str())).map_or(ran.name.as_str(), String::as_str)
}

/// A command that puts files where servers serve them from: `cp -r build /usr/share/nginx/html`.
fn copies(ran: &Ran) -> Option<&str> {
    let program = ["cp", "install", "mv", "rsync"].contains(&ran.name.as_str());
    let served = |target: &&String| SERVED.iter().any(|folder| target.starts_with(folder));
    ran.args.last().filter(served)?;
    (program && ran.args.len() > 1).then_some(ran.name.as_str())
}

/// Folders that the release itself has no use for.
const SERVED: &[&str] = &["/usr/", "/var/www", "/srv/"];
