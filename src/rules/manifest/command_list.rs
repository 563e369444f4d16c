use crate::project::manifest::{Manifest, Shape};
use crate::rule::{Check, Context, rule};

rule!("command-list", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for (_, command) in manifest.commands() {
        let shape = command.shape();
        if !matches!(shape, Shape::Commands | Shape::Unclear) {
            continue;
        }
        let Some(span) = command.elements() else { continue };
        let found = cx.report(
            manifest.place(span),
            format!("`command` has {} items, but Heroku only documents lists with one", command.parts.len()),
        );
        found.help("join the commands with `&&` in one item, or put them in a script and run that");
        let joined = command.chain().filter(|_| shape == Shape::Commands);
        if let Some(edit) = joined.and_then(|text| manifest.one_element(command, &text)) {
            found.unsafe_fix("join the commands with `&&`", vec![edit]);
        }
    }
}
