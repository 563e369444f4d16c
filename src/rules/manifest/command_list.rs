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
            format!(
                "`command` has {} elements, and what Heroku makes of more than one is not known",
                command.parts.len()
            ),
        );
        found.help("write one element: join commands with `&&`, or put them into a script and start that");
        let joined = command.chain().filter(|_| shape == Shape::Commands);
        if let Some(edit) = joined.and_then(|text| manifest.one_element(command, &text)) {
            found.unsafe_fix("join them with `&&`", vec![edit]);
        }
    }
}
