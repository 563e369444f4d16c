use crate::project::manifest::{Manifest, Shape};
use crate::rule::{Check, Context, rule};

rule!("command-argv-list", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for (_, command) in manifest.commands() {
        let Some(span) = command.elements().filter(|_| command.shape() == Shape::Words) else { continue };
        let found = cx.report(manifest.place(span), "this list splits one command into separate words");
        let Some(text) = command.words() else {
            found.help("write the whole command as one list item");
            continue;
        };
        found.help(format!("write the whole command as one list item: `{text}`"));
        let Some(edit) = manifest.one_element(command, &text) else { continue };
        // Words that had to be quoted need a review.
        match text.contains(['\'', '$']) {
            true => found.unsafe_fix("join the words into one command", vec![edit]),
            false => found.fix("join the words into one command", vec![edit]),
        };
    }
}
