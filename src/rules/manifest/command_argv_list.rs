use crate::model::manifest::{Manifest, Shape};
use crate::rules::rule::{Check, Context, rule};

rule!("command-argv-list", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for (_, command) in manifest.commands() {
        let Some(span) = command.elements().filter(|_| command.shape() == Shape::Words) else { continue };
        let found = cx.report(manifest.place(span), "this list is one command, cut into its words");
        found.help("write the whole command as the one element of the list, as Heroku documents it");
        if let Some(edit) = command.words().and_then(|text| manifest.one_element(command, &text)) {
            found.unsafe_fix("join the words", vec![edit]);
        }
    }
}
