use crate::diagnostic::Edit;
use crate::model::manifest::Manifest;
use crate::rules::rule::{Check, Context, rule};

rule!("command-argv-list", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for (name, command) in manifest.commands() {
        if !command.is_list || command.parts.len() < 2 || !super::is_argv(&command.parts) {
            continue;
        }
        let text: Vec<&str> = command.parts.iter().map(|part| part.as_str()).collect();
        let found = cx.report(
            manifest.place(command.span),
            format!("the command of `{name}` is cut into words: each item is meant to be a whole command"),
        );
        found.help(format!("write one item: `- {}`", text.join(" ")));
        if let Some(edits) = super::joined(manifest, command, " ") {
            found.fix(
                "write one item",
                edits.into_iter().map(|(place, text)| Edit::new(place, text)).collect(),
            );
        }
    }
}
