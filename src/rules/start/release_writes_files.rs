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
        let Some(row) = WRITES.iter().find(|row| commands::fits(row, &ran.name, &ran.args)) else { continue };
        let what = what(ran, row.1);
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
