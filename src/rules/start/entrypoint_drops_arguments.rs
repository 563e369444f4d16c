use crate::exec::Line;
use crate::project::deployment::{Origin, Process};
use crate::rule::{Check, Context, rule};

rule!("entrypoint-drops-arguments", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let (Some(entrypoint @ Line::Shell { text, .. }), Some(command)) =
        (&process.started.entrypoint, &process.started.command)
    else {
        return;
    };
    // `sh -c` hands what follows to its text as $0, $1 …
    if ["$@", "$*", "$0", "$1", "${"].iter().any(|use_of| text.text.contains(use_of)) {
        return;
    }
    // What is passed is what runs anyway.
    let bare =
        |text: &str| text.trim().trim_matches(['"', '\'']).trim_start_matches("exec ").trim().to_owned();
    if bare(&text.text) == bare(&command.text()) {
        return;
    }
    let what = if process.origin == Origin::Manifest { "this command" } else { "this CMD" };
    cx.report(
        command.place(),
        format!("{what} is ignored: a shell-form ENTRYPOINT does not use its arguments"),
    )
    .related(entrypoint.place(), "this runs instead")
    .help(
        "remove one of the two, or write the ENTRYPOINT in exec form as a script that ends with `exec \"$@\"`",
    );
}
