use crate::diagnostic::Edit;
use crate::model::manifest::Manifest;
use crate::rules::rule::{Check, Context, rule};

rule!("command-list", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for (name, command) in manifest.commands() {
        if !command.is_list || command.parts.len() < 2 || super::is_argv(&command.parts) {
            continue;
        }
        let found = cx.report(
            manifest.place(command.span),
            format!(
                "`{name}` has a list of {} commands: nobody says what Heroku does with more than one",
                command.parts.len()
            ),
        );
        found.help("join them by `&&`, or put them into a script");
        if let Some(edits) = super::joined(manifest, command, " && ") {
            found.unsafe_fix(
                "join them by &&",
                edits.into_iter().map(|(place, text)| Edit::new(place, text)).collect(),
            );
        }
    }
}
