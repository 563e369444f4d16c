use crate::diagnostic::Severity;
use crate::model::deployment::Process;
use crate::model::launch::Ran;
use crate::model::tables::commands::{self, ROOT};
use crate::rules::rule::{Check, Context, rule};
use crate::source::Place;

rule!("runtime-needs-root", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    for ran in process.launch.commands.iter().filter(|ran| !ran.conditional && !ran.excused) {
        let Some((name, place)) = needs_root(ran) else { continue };
        let severity = if ran.fatal { cx.severity() } else { cx.severity().min(Severity::Warning) };
        let message = format!("`{name}` needs root, which no dyno has");
        cx.report_ran(process, ran, place, message).weigh(severity).help(remedy(&name));
    }
}

/// The program that needs root, among the wrappers or at their end.
fn needs_root(ran: &Ran) -> Option<(String, Place)> {
    let by_wrapper = ran
        .via
        .iter()
        .find(|(name, _)| ROOT.iter().any(|(program, words)| program == name && words.is_empty()));
    if let Some((name, place)) = by_wrapper {
        return Some(((*name).to_owned(), place.clone()));
    }
    let itself = ["$(id", "`id", "$UID", "whoami", "$USER"];
    let to_itself = ran.args.iter().any(|arg| itself.iter().any(|part| arg.contains(part)));
    let asks = ran.args.is_empty() || ran.has(&["--version", "--help"]);
    let found = ROOT.iter().any(|row| commands::fits(row, &ran.name, &ran.args));
    (found && !to_itself && !asks).then(|| (ran.name.clone(), ran.program.clone()))
}

fn remedy(name: &str) -> &'static str {
    match name {
        "apk" | "apt" | "apt-get" | "dnf" | "yum" => "install packages in the image, by RUN",
        "chown" => "give the files to their owner in the image, by RUN or `COPY --chown`",
        "service" | "rc-service" => "start the program itself, in the foreground",
        _ => "leave it out: the process runs as an ordinary user already",
    }
}
